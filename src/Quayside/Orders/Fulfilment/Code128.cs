namespace Quayside.Orders.Fulfilment;

/// <summary>The bars of a Code 128 barcode (ISO/IEC 15417), of printable ASCII: code set B, and C for runs of digits.</summary>
internal static class Code128
{
    private const int StartB = 104;
    private const int StartC = 105;
    private const int ToB = 100;
    private const int ToC = 99;
    private const int Stop = 106;

    // Widths of bar, space, bar … of each symbol, in modules: eleven in all, thirteen for the last, which ends with a bar.
    private const string Symbols =
        "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 " +
        "221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 " +
        "231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 " +
        "314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 " +
        "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 " +
        "114131 311141 411131 211412 211214 211232 2331112";

    internal static readonly string[] Widths = Symbols.Split(' ');

    /// <returns>Bars as their place and width in modules, and how wide it is in all, without the quiet zone; null where the text is empty
    /// or has a character that is not printable ASCII.</returns>
    public static (IReadOnlyList<(int At, int Width)> Bars, int Modules)? Of(string text)
    {
        if (text.Length == 0 || text.Any(letter => letter is < ' ' or > '~'))
        {
            return null;
        }

        var (bars, at) = (new List<(int, int)>(), 0);
        foreach (var symbol in Values(text))
        {
            for (var n = 0; n < Widths[symbol].Length; n++)
            {
                var width = Widths[symbol][n] - '0';
                if (n % 2 == 0)
                {
                    bars.Add((at, width));
                }

                at += width;
            }
        }

        return (bars, at);
    }

    /// <summary>The values of the symbols, from start to stop.</summary>
    internal static IReadOnlyList<int> Values(string text)
    {
        var isC = Digits(text, 0) is var first && (first >= 4 || (first == text.Length && first == 2));
        var values = new List<int> { isC ? StartC : StartB };
        for (var at = 0; at < text.Length;)
        {
            if (isC && Digits(text, at) >= 2)
            {
                values.Add(((text[at] - '0') * 10) + text[at + 1] - '0');
                at += 2;
            }
            else if (isC)
            {
                (isC, values) = (false, [.. values, ToB]);
            }
            else if (Digits(text, at) is var run && run % 2 == 0 && run >= (at + run == text.Length ? 4 : 6))
            {
                (isC, values) = (true, [.. values, ToC]);
            }
            else
            {
                values.Add(text[at++] - ' ');
            }
        }

        values.Add((values[0] + values.Skip(1).Select((value, n) => value * (n + 1)).Sum()) % 103);
        values.Add(Stop);
        return values;
    }

    private static int Digits(string text, int from) => text.Skip(from).TakeWhile(char.IsAsciiDigit).Count();
}
