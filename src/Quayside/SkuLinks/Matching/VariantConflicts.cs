using System.Globalization;

namespace Quayside.SkuLinks.Matching;

/// <summary>Where two products state different variations: another size, colour, capacity, pack or brand.</summary>
internal static class VariantConflicts
{
    // Weights and lengths are stated of the thing, its box or its screen; what is sold by them is sold in these.
    private static readonly (Measure Measure, string Name)[] Telling = [(Measure.Storage, "capacity"), (Measure.Volume, "size"), (Measure.Mass, "weight")];

    public static IReadOnlyList<string> Of(ProductFacts listing, ProductFacts master)
    {
        List<string>? conflicts = null;
        void Add(string text) => (conflicts ??= []).Add(text);
        if ((listing.Pack ?? 1) != (master.Pack ?? 1) && !IsKit(listing, master.Pack) && !IsKit(master, listing.Pack) && !IsName(listing, master) && !IsName(master, listing))
        {
            Add($"pack differs: {PackText(listing.Pack)} / {PackText(master.Pack)}");
        }

        foreach (var (measure, name) in Telling)
        {
            if (PairFeatures.Compare(listing.Quantities, master.Quantities, measure) < 0)
            {
                Add($"{name} differs: {Values(listing, measure)} / {Values(master, measure)}");
            }
        }

        if (Apart(listing.Colours, master.Colours))
        {
            Add($"colour differs: {VariantWords.Colours.Names(listing.Colours)} / {VariantWords.Colours.Names(master.Colours)}");
        }

        if (Apart(listing.Sizes, master.Sizes))
        {
            Add($"size differs: {VariantWords.Sizes.Names(listing.Sizes)} / {VariantWords.Sizes.Names(master.Sizes)}");
        }

        NumberedSizes(listing, master, Add);
        if (BrandDiffers(listing, master))
        {
            Add($"brand differs: {listing.Product.Brand} / {master.Product.Brand}");
        }

        Options(listing, master, Add);
        return conflicts ?? (IReadOnlyList<string>)[];
    }

    /// <summary>How many of the master one unit of the listing holds; null where it is one, or where the master holds as many itself.</summary>
    public static int? KitOf(ProductFacts listing, ProductFacts master) =>
        listing.KitOf is { } count && master.KitOf != count && master.Pack != count ? count : null;

    /// <summary>"HP" of "Hewlett-Packard".</summary>
    public static bool IsInitials(string brand, string? whole)
    {
        if (brand.Length is < 2 or > 4)
        {
            return false;
        }

        var words = FoldedText.Lower(whole).Split([' ', '-', '&', '.', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length > 1 && words.Length == brand.Length && words.Select(w => w[0]).SequenceEqual(brand);
    }

    private static bool IsKit(ProductFacts side, int? pack) => side.Pack is null && side.KitOf is { } count && count == pack;

    // "Mats for BMW X6" beside "BMW X6 mats": an x with a number in both is a name, no pack.
    private static bool IsName(ProductFacts side, ProductFacts other) =>
        side.Pack is > 1 and var pack && other.Pack is null && $"x{pack}" is var name && Array.Exists(side.Tokens, t => t.Text == name) && Array.Exists(other.Tokens, t => t.Text == name);

    private static string PackText(int? pack) => pack is null or 1 ? "single" : $"{pack}";

    private static string Values(ProductFacts facts, Measure measure) =>
        string.Join(", ", facts.Quantities.Where(q => q.Measure == measure).Take(3).Select(q => q.ToString()));

    private static bool Apart(ulong listing, ulong master) => listing != 0 && master != 0 && (listing & master) == 0;

    // Brands are written in many ways: only when neither side says the other's anywhere.
    private static bool BrandDiffers(ProductFacts listing, ProductFacts master) =>
        listing.Brand.Length > 1 && master.Brand.Length > 1 && listing.Brand[0] != master.Brand[0]
        && !listing.Squashed.Contains(master.Brand, StringComparison.Ordinal) && !master.Squashed.Contains(listing.Brand, StringComparison.Ordinal);

    private static void NumberedSizes(ProductFacts listing, ProductFacts master, Action<string> add)
    {
        foreach (var size in listing.NumberedSizes)
        {
            var system = size[..(size.IndexOf(' ', StringComparison.Ordinal) + 1)];
            var others = Array.FindAll(master.NumberedSizes, s => s.StartsWith(system, StringComparison.Ordinal));
            if (others.Length > 0 && !others.Contains(size))
            {
                add($"size differs: {size.ToUpperInvariant()} / {others[0].ToUpperInvariant()}");
                return;
            }
        }

        if (Inches(listing) is { } one && Inches(master) is { } other && Math.Abs(one - other) > 0.05 * Math.Max(one, other))
        {
            add(string.Create(CultureInfo.InvariantCulture, $"size differs: {one} in / {other} in"));
        }
    }

    // A single figure in inches is a screen or a wheel; of several nobody knows which is which.
    private static double? Inches(ProductFacts facts)
    {
        var inches = Array.FindAll(facts.Tokens, t => t.Is(TokenKind.Quantity) && t.Text.EndsWith("in", StringComparison.Ordinal));
        return inches.Length == 1 && double.TryParse(inches[0].Text.AsSpan(0, inches[0].Text.Length - 2), CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    // The same option named on both sides with another value.
    private static void Options(ProductFacts listing, ProductFacts master, Action<string> add)
    {
        foreach (var (name, value) in listing.Product.Options)
        {
            foreach (var (other, against) in master.Product.Options)
            {
                if (name.Length > 0 && name.Equals(other, StringComparison.OrdinalIgnoreCase) && FoldedText.Squashed(value) != FoldedText.Squashed(against))
                {
                    add($"{FoldedText.Lower(name)} differs: {value} / {against}");
                }
            }
        }
    }
}
