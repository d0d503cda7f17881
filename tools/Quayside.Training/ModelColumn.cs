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

    // What sellers put there who have a number, and now and then a figure ("1080p", "i7-8550u"); no year and no size.
    private static bool IsNumber(string word)
    {
        var bare = FoldedText.Squashed(Bare(word));
        var digits = bare.Count(char.IsAsciiDigit);
        return digits >= 2 && !word.Any(char.IsWhiteSpace) && (bare.Length >= 5 || (bare.Length == 4 && digits < 4)) && !Fillers.IsOne(bare) && !Quantity.IsOne(bare);
    }

    private static string Bare(string word) => word.Trim('(', ')', ',', '.', '[', ']');
}
