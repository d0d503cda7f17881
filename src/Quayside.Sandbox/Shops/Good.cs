using System.Globalization;

namespace Quayside.Sandbox;

/// <summary>A thing that exists in the practice world, whichever shops sell it. The same seed and index are the same good.</summary>
internal sealed record Good(int Seed, int Index, string Title, string Brand, string Category, string Sku, string Gtin, decimal Price, IReadOnlyList<PracticeOption> Options)
{
    public static Good Of(int seed, int index)
    {
        var dice = Dice.For(seed, "good", index);
        var shelfIndex = dice.Below(Words.Shelves.Length);
        var shelf = Words.Shelves[shelfIndex];
        var brand = dice.Pick(Words.Brands);
        var title = $"{brand} {dice.Pick(Words.Qualities)} {dice.Pick(Words.Materials)} {dice.Pick(shelf.Things)}";
        var price = dice.Between(3, 180) + dice.Pick<decimal>([0, 0.5m, 0.95m, 0.99m]);
        var number = index.ToString("D5", CultureInfo.InvariantCulture);
        return new Good(
            seed,
            index,
            title,
            brand,
            shelf.Category,
            $"{Words.Code(brand)}-{shelf.Code}-{number}",
            Gtins.Valid(seed, index, 0),
            price,
            [.. shelf.Options.Select((option, position) => new PracticeOption(TaxonomyIds(shelfIndex, position), option.Option, option.Values))]);
    }

    // Colour and size are attributes of the whole shop; the rest belong to their product alone.
    private static int TaxonomyIds(int shelf, int position) =>
        Words.Shelves[shelf].Options[position].Option switch { "Colour" => 1, "Size" => 2, _ => 0 };
}

internal static class Gtins
{
    /// <summary>A GTIN-13 with a right check digit. Prefix 952 is GS1's own for examples, so it can belong to nobody's goods.</summary>
    public static string Valid(int seed, int good, int variation)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"952{(uint)seed % 10}{good % 1_000_000:D6}{variation % 100:D2}");
        return body + CheckDigit(body);
    }

    /// <summary>A 13-digit number with one or two zeros in front, whose check digit is right.</summary>
    public static string WithLeadingZeros(int good)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"0095200{good % 100_000:D5}");
        return body + CheckDigit(body);
    }

    public static string WrongCheckDigit(string gtin) => gtin[..^1] + (char)('0' + (gtin[^1] - '0' + 3) % 10);

    private static char CheckDigit(string body)
    {
        var sum = 0;
        for (var index = 0; index < body.Length; index++)
        {
            sum += (body[^(index + 1)] - '0') * (index % 2 == 0 ? 3 : 1);
        }

        return (char)('0' + (10 - sum % 10) % 10);
    }
}
