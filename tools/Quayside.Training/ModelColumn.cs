using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>A file with a column for the maker's number: where a title says it, it stands there, and in some of the titles no longer.</summary>
/// <param name="stated">Of the products whose number is known, how many have it in the column.</param>
/// <param name="left">Of these, how many say it in the title too.</param>
/// <param name="branded">Of the products without a brand, how many have the title's first word in that column.</param>
internal sealed class ModelColumn(Dice dice, float stated, float left, float branded)
{
    public MatchProduct Write(MatchProduct product)
    {
        var words = (product.Title ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        product = product with { Brand = product.Brand ?? (words.Count > 3 && !IsNumber(words[0]) && dice.Next() < branded ? words[0] : null) };
        var at = words.FindLastIndex(IsNumber);
        if (at < 0 || product.Model is not null || dice.Next() >= stated)
        {
            return product;
        }

        var number = Bare(words[at]);
        if (words.Count > 3 && dice.Next() >= left)
        {
            words.RemoveAt(at);
        }

        return product with { Model = number, Title = string.Join(' ', words) };
    }

    // "1080p" and "500gb" are none of a maker's numbers.
    private static bool IsNumber(string word) => MakersNumber.OfModel(Bare(word), brand: null) is { } number && (number.Any(char.IsAsciiLetter) || number.Length > 4);

    private static string Bare(string word) => word.Trim('(', ')', ',', '.', '[', ']');
}
