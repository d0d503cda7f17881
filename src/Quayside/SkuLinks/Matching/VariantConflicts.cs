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
        if ((listing.Pack ?? 1) != (master.Pack ?? 1) && !BothSilent(listing, master))
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

        if (BrandDiffers(listing, master))
        {
            Add($"brand differs: {listing.Product.Brand} / {master.Product.Brand}");
        }

        Options(listing, master, Add);
        return conflicts ?? (IReadOnlyList<string>)[];
    }

    private static bool BothSilent(ProductFacts listing, ProductFacts master) => listing.Pack is null && master.Pack is null;

    private static string PackText(int? pack) => pack is null or 1 ? "single" : $"{pack}";

    private static string Values(ProductFacts facts, Measure measure) =>
        string.Join(", ", facts.Quantities.Where(q => q.Measure == measure).Take(3).Select(q => q.ToString()));

    private static bool Apart(ulong listing, ulong master) => listing != 0 && master != 0 && (listing & master) == 0;

    // Brands are written in many ways: only when neither side says the other's anywhere.
    private static bool BrandDiffers(ProductFacts listing, ProductFacts master) =>
        listing.Brand.Length > 1 && master.Brand.Length > 1 && listing.Brand[0] != master.Brand[0]
        && !listing.Squashed.Contains(master.Brand, StringComparison.Ordinal) && !master.Squashed.Contains(listing.Brand, StringComparison.Ordinal);

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
