using System.Text.RegularExpressions;

namespace Quayside.SkuLinks.Matching;

/// <summary>Reads products into facts. Not for two threads at once.</summary>
internal sealed partial class FactsReader
{
    private const int DescriptionLetters = 1200;
    private const int DescriptionWords = 90;

    private readonly Tokeniser _title = new();
    private readonly Tokeniser _other = new();

    public ProductFacts Read(MatchProduct product)
    {
        var title = FoldedText.Lower(product.Title);
        var options = string.Join(' ', product.Options.Select(o => FoldedText.Lower(o.Value)));
        var (brand, model) = (Fillers.Without(FoldedText.Squashed(product.Brand)), Fillers.Without(FoldedText.Squashed(product.Model)));
        var text = TextOf(product, title, brand, model, options);
        _title.Clear();
        _title.Read(text);
        var firstWord = _title.Tokens.Count > 0 ? _title.Tokens[0].Text : "";
        var numbered = NumberedWords.Of(_title.Tokens);
        var words = (title + " " + options).Trim();
        return new ProductFacts
        {
            Product = product,
            Tokens = Sorted(_title.Tokens),
            NumberedWords = numbered,
            SearchKeys = SearchKeys(product.Category),
            Squashed = FoldedText.Squashed(text),
            Quantities = [.. _title.Quantities.Distinct().OrderBy(q => q.Measure).ThenBy(q => q.Value)],
            DescriptionWords = WordsOf(product.Description),
            CategoryWords = WordsOf(product.Category),
            Brand = brand,
            BrandWords = Brands.WordsOf(product.Brand),
            Model = model,
            FirstWord = firstWord,
            Colours = Mask(VariantWords.Colours),
            Sizes = Mask(VariantWords.Sizes) | SizeLetters(words, options),
            Editions = Mask(VariantWords.Editions),
            NumberedSizes = NumberedSizesIn(words),
            Pack = product.PackSize ?? PackReader.PackOf(words, product.Options),
            KitOf = PackReader.KitIn(title),
            Gtins = Identifiers.Gtins(product.Gtin),
            HasBrokenGtin = Identifiers.IsBroken(product.Gtin),
            Asin = Identifiers.Asin(product.Sku) ?? Identifiers.Asin(product.Mpn) ?? Identifiers.Asin(product.Gtin),
            Mpn = MakersNumber.OfPart(product.Mpn, product.Brand),
            ModelNumber = MakersNumber.OfModel(product.Model, product.Brand),
            SaidNumbers = SaidNumbers.In(title),
            Sku = SkuGrammar.Normalised(product.Sku),
            LogPrice = product.Price is > 0 and var price ? MathF.Log((float)price) : float.NaN,
        };
    }

    /// <summary>What the 3-grams are made of.</summary>
    public static string TextOf(MatchProduct product)
    {
        var title = FoldedText.Lower(product.Title);
        return TextOf(
            product, title, Fillers.Without(FoldedText.Squashed(product.Brand)), Fillers.Without(FoldedText.Squashed(product.Model)), string.Join(' ', product.Options.Select(o => FoldedText.Lower(o.Value))));
    }

    // Brand and model are added where the title does not say them already.
    private static string TextOf(MatchProduct product, string title, string brand, string model, string options)
    {
        if (brand.Length == 0 && model.Length == 0 && options.Length == 0)
        {
            return title;
        }

        var squashed = FoldedText.Squashed(title);
        var text = brand.Length > 0 && !squashed.Contains(brand, StringComparison.Ordinal) ? FoldedText.Lower(product.Brand) + " " + title : title;
        text = model.Length > 0 && !squashed.Contains(model, StringComparison.Ordinal) ? text + " " + FoldedText.Lower(product.Model) : text;
        return options.Length > 0 ? text + " " + options : text;
    }

    private static Token[] Sorted(List<Token> tokens)
    {
        tokens.Sort();
        var kept = new List<Token>(tokens.Count);
        foreach (var token in tokens)
        {
            if (kept.Count == 0 || kept[^1].Hash != token.Hash)
            {
                kept.Add(token);
            }
        }

        return [.. kept];
    }

    // "1650v3" is found by 1650, "dsc-w610" by 610: shops take codes apart in different places. What says little but its kind is found by that.
    private uint[] SearchKeys(string? category)
    {
        var keys = new HashSet<uint>();
        foreach (var token in _title.Tokens)
        {
            if (!token.Is(TokenKind.Code | TokenKind.Number))
            {
                continue;
            }

            foreach (var run in DigitRun().EnumerateMatches(token.Text))
            {
                keys.Add(FoldedText.Hash(string.Concat("#", token.Text.AsSpan(run.Index, run.Length))));
            }
        }

        if (FoldedText.Squashed(category) is { Length: > 0 } kind)
        {
            keys.Add(FoldedText.Hash("c:" + kind));
        }

        return [.. keys];
    }

    private uint[] WordsOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        _other.Clear();
        _other.Read(FoldedText.Lower(text.Length > DescriptionLetters ? text[..DescriptionLetters] : text));
        return [.. _other.Tokens.Select(t => t.Hash).Distinct().Take(DescriptionWords).Order()];
    }

    private ulong Mask(VariantWords words)
    {
        var mask = 0UL;
        foreach (var token in _title.Tokens)
        {
            mask |= words.BitOf(token.Text);
        }

        return mask;
    }

    // A single letter is a size where it stands alone in an option, or after the word.
    private static ulong SizeLetters(string words, string options)
    {
        var letter = options.Trim() is "s" or "m" or "l" ? options.Trim()
            : SizeLetter().Match(words) is { Success: true } match ? match.Groups["s"].Value
            : LastLetter().Match(words) is { Success: true } last ? last.Groups["s"].Value : "";
        return letter switch
        {
            "s" => VariantWords.Sizes.BitOf("small"),
            "m" => VariantWords.Sizes.BitOf("medium"),
            "l" => VariantWords.Sizes.BitOf("large"),
            _ => 0,
        };
    }

    // "uk 8" beside "uk 9" are two shoes; "eu 42" says nothing of "uk 8".
    private static string[] NumberedSizesIn(string words) => words.AsSpan().ContainsAnyInRange('0', '9')
        ? [.. NumberedSize().Matches(words).Select(m => $"{m.Groups["s"].Value.Replace("sizes", "size", StringComparison.Ordinal)} {m.Groups["n"].Value.Replace(',', '.')}").Distinct().Order(StringComparer.Ordinal)]
        : [];

    [GeneratedRegex(@"\bsizes?[: ]+(?<s>[sml])\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex SizeLetter();

    [GeneratedRegex(@"\d{3,}", RegexOptions.CultureInvariant)]
    private static partial Regex DigitRun();

    [GeneratedRegex(@"(?<=(?:[^\d\s]|\b\p{L}\w*)\s*[-,/(]?\s)\(?(?<s>[sml])\)?\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex LastLetter();

    [GeneratedRegex(@"\b(?<s>sizes?|uk|eu|us|gr|taille|talla|maat)[.: ]+(?<n>\d{1,3}(?:[.,]5)?)\b(?![.,/]\d)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NumberedSize();
}
