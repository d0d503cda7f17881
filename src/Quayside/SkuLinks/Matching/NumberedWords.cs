namespace Quayside.SkuLinks.Matching;

/// <summary>A word and the number after it: "galaxy s8", "ryzen 3", "office 2007".</summary>
internal readonly record struct NumberedWord(uint Word, Token Number);

/// <summary>Whether two products put the same number behind the same word.</summary>
internal static class NumberedWords
{
    private const int ShortestWord = 2;

    /// <param name="tokens">In the order of the text.</param>
    /// <returns>By word; the first number behind each.</returns>
    public static NumberedWord[] Of(List<Token> tokens)
    {
        var found = new List<NumberedWord>();
        for (var i = 1; i < tokens.Count; i++)
        {
            var (word, number) = (tokens[i - 1], tokens[i]);
            if (IsNumbered(number) && !word.Is(TokenKind.Quantity | TokenKind.Joined) && word.Text.Length >= ShortestWord)
            {
                found.Add(new NumberedWord(word.Hash, number));
            }
        }

        return [.. found.DistinctBy(f => f.Word).OrderBy(f => f.Word)];
    }

    /// <summary>How many words have the same number behind them on both sides, and how many another one that its own side alone says; of the latter the rarest.</summary>
    public static (int Alike, int Apart, float Rarest) Compare(in Side listing, in Side master)
    {
        var (a, b) = (listing.Facts.NumberedWords, master.Facts.NumberedWords);
        var (alike, apart, rarest) = (0, 0, 0f);
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            var (left, right) = (a[i], b[j]);
            if (left.Word == right.Word)
            {
                if (left.Number.Hash == right.Number.Hash)
                {
                    alike++;
                }
                else if (!master.Facts.Says(left.Number) && !listing.Facts.Says(right.Number))
                {
                    apart++;
                    rarest = MathF.Max(rarest, MathF.Min(WeightOf(left.Number, listing), WeightOf(right.Number, master)));
                }
            }

            i += left.Word <= right.Word ? 1 : 0;
            j += right.Word <= left.Word ? 1 : 0;
        }

        return (alike, apart, rarest);
    }

    private static bool IsNumbered(in Token token) => !token.Is(TokenKind.Quantity | TokenKind.Joined) && token.Text.AsSpan().ContainsAnyInRange('0', '9');

    private static float WeightOf(in Token number, in Side side) => side.Facts.Tokens.AsSpan().BinarySearch(number) is >= 0 and var at ? side.Weights[at] : 0;
}
