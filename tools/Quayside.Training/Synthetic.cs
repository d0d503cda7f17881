using System.Text.RegularExpressions;
using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>Real product names (products/*.csv), written again as another shop would, beside variations that are other products.</summary>
internal static partial class Synthetic
{
    private const int MostNames = 900;

    private static readonly string[] Noise = ["new", "best price", "free shipping", "sale", "original", "official", "in stock", "hot", "- shop", "100% authentic", "promo", "ready stock"];
    private static readonly string[] Colours = ["black", "white", "red", "blue", "green", "pink", "grey", "silver", "yellow", "purple"];

    public static IEnumerable<LabelledSet> All(string folder)
    {
        var names = Names(folder);
        for (var part = 0u; part < 3; part++)
        {
            yield return Make(names, part + 1, nil: part switch { 0 => 0.1f, 1 => 0.6f, _ => 0.3f });
        }
    }

    private static List<(string Name, string Brand)> Names(string folder)
    {
        var names = Sources.Rows(Path.Combine(folder, "products/uhtt_barcode_ref_0003.csv"), '\t').Select(r => (r["Name"], r["BrandName"]))
            .Concat(Sources.Rows(Path.Combine(folder, "products/openfoodfacts.csv")).Select(r => ((r["product_name"] + " " + r["quantity"]).Trim(), r["brands"])))
            .Where(p => p.Item1.Length >= 12 && p.Item1.Contains(' ', StringComparison.Ordinal))
            .DistinctBy(p => p.Item1.ToLowerInvariant()).ToList();
        return [.. names.Select(n => (n.Item1, n.Item2))];
    }

    private static LabelledSet Make(List<(string Name, string Brand)> all, uint seed, float nil)
    {
        var dice = new Dice(seed + 500);
        var names = all.ToList();
        dice.Shuffle(names);
        var (masters, listings, links) = (new List<MatchProduct>(), new List<MatchProduct>(), new HashSet<(string, string)>());
        foreach (var (name, brand) in names.Take(MostNames))
        {
            var price = MathF.Exp(dice.Next() * 4);
            foreach (var variation in Variations(name, dice))
            {
                var id = $"M{masters.Count}";
                var hasMaster = dice.Next() >= nil;
                if (hasMaster || masters.Count == 0)
                {
                    masters.Add(new MatchProduct { Id = id, Title = variation, Brand = dice.Next() < 0.5f && brand.Length > 0 ? brand : null, Price = Priced(price, dice) });
                    hasMaster = true;
                }

                for (var copies = dice.Below(3); copies >= 0; copies--)
                {
                    var listing = $"L{listings.Count}";
                    listings.Add(new MatchProduct { Id = listing, Title = Rewritten(variation, brand, dice), Price = Priced(price, dice), Store = $"shop{dice.Below(5)}" });
                    if (hasMaster)
                    {
                        links.Add((id, listing));
                    }
                }
            }
        }

        return new LabelledSet($"synthetic/{seed}", "synthetic", masters, listings, links);
    }

    private static decimal? Priced(float price, Dice dice) => dice.Next() < 0.5f ? null : (decimal)(price * (0.8f + (0.4f * dice.Next())));

    // One in three products comes in two: another size, another colour or another pack is another product.
    private static List<string> Variations(string name, Dice dice)
    {
        var kind = dice.Next();
        return Amount().Match(name) is { Success: true } amount && kind < 0.5f
            ? [name, string.Concat(name.AsSpan(0, amount.Index), Another(amount.Value, dice), name.AsSpan(amount.Index + amount.Length))]
            : kind switch
            {
                < 0.12f => [$"{name} {Colours[dice.Below(5)]}", $"{name} {Colours[5 + dice.Below(5)]}"],
                < 0.25f => [name, $"{name} {(dice.Next() < 0.5f ? $"pack of {2 + dice.Below(10)}" : $"{2 + dice.Below(10)}-pack")}"],
                < 0.33f => [$"{name} {2 + dice.Below(3)}", $"{name} {5 + dice.Below(4)}"],
                _ => [name],
            };
    }

    private static string Another(string number, Dice dice) => number.Length == 1
        ? ((int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) + 1 + dice.Below(7)) % 10).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : (char)('1' + ((number[0] - '0' + dice.Below(7)) % 9)) + number[1..];

    private static string Rewritten(string name, string brand, Dice dice)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (brand.Length > 0 && dice.Next() < 0.4f)
        {
            words = words.Contains(brand, StringComparer.OrdinalIgnoreCase) ? [.. words.Where(w => !w.Equals(brand, StringComparison.OrdinalIgnoreCase))] : [brand, .. words];
        }

        for (var changes = dice.Below(3); changes > 0 && words.Count > 2; changes--)
        {
            Change(words, dice);
        }

        if (dice.Next() < 0.25f)
        {
            words.Insert(dice.Next() < 0.5f ? 0 : words.Count, Noise[dice.Below(Noise.Length)]);
        }

        return dice.Next() < 0.2f ? string.Join(' ', words).ToUpperInvariant() : string.Join(' ', words);
    }

    private static void Change(List<string> words, Dice dice)
    {
        var at = dice.Below(words.Count);
        var word = words[at];
        var isTelling = word.Any(char.IsAsciiDigit) || Colours.Contains(word);
        switch (dice.Below(4))
        {
            case 0 when !isTelling:
                words.RemoveAt(at);
                break;
            case 1 when word.Length > 5 && !isTelling:
                words[at] = word[..(3 + dice.Below(word.Length - 4))];
                break;
            case 2 when word.Length > 4 && !isTelling:
                var letter = 1 + dice.Below(word.Length - 2);
                words[at] = word.Remove(letter, 1);
                break;
            default:
                words.RemoveAt(at);
                words.Insert(dice.Below(words.Count + 1), word);
                break;
        }
    }

    [GeneratedRegex(@"(?<![\d/.])\d{1,4}(?=\s?(?:ml|l|g|gr|kg|oz|lb|cm|mm|inch|in|ct|pk|w|v|гр|г|мл|л|кг|шт)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Amount();
}
