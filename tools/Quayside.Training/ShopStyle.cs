using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>How one shop writes titles: with part numbers or without, brand apart, words of its category behind. The product stays the same.</summary>
internal sealed class ShopStyle(Dice dice)
{
    private static readonly string[] Behind = ["software", "electronics", "accessories", "office supplies", "home & garden", "toys", "sporting goods", "for windows", "pc", "retail box", "new", "us", "uk"];

    private readonly float _stripped = dice.Next() < 0.6f ? 0.8f : 0;
    private readonly float _numbered = dice.Next() < 0.5f ? 0.5f : 0;
    private readonly float _brandApart = dice.Next() < 0.5f ? 0.9f : 0;
    private readonly float _brandTwice = dice.Next() < 0.4f ? 0.5f : 0;
    private readonly float _cut = dice.Next() < 0.5f ? 0.4f : 0;
    private readonly string? _behind = dice.Next() < 0.5f ? Behind[dice.Below(Behind.Length)] : null;

    public MatchProduct Write(MatchProduct product)
    {
        var words = (product.Title ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (dice.Next() < _stripped)
        {
            words = [.. words.Where(w => !IsCode(w))];
        }

        var brand = product.Brand ?? (words.Count > 2 ? words[0] : null);
        var isApart = product.Brand is null && brand is not null && dice.Next() < _brandApart;
        if (isApart)
        {
            words.RemoveAt(0);
        }

        if (words.Count > 6 && dice.Next() < _cut)
        {
            words.RemoveRange(words.Count - 2, 2);
        }

        if (brand is not null && dice.Next() < _brandTwice)
        {
            words.Insert(0, brand);
        }

        if (dice.Next() < _numbered)
        {
            words.Insert(dice.Next() < 0.5f ? 0 : words.Count, PartNumber());
        }

        if (_behind is not null && dice.Next() < 0.6f)
        {
            words.Add(_behind);
        }

        return words.Count < 2 ? product : product with { Title = string.Join(' ', words), Brand = isApart ? brand : product.Brand };
    }

    private static bool IsCode(string word) => word.Length >= 4 && word.Any(char.IsAsciiDigit) && (word.Any(char.IsAsciiLetter) || word.Length >= 5);

    private string PartNumber() => dice.Next() < 0.5f
        ? (10000 + dice.Below(90000)).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : $"{(char)('a' + dice.Below(26))}{(char)('a' + dice.Below(26))}{dice.Below(900) + 100}-{dice.Below(90) + 10}";
}
