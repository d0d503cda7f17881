using System.Globalization;

namespace Quayside.SkuLinks.Matching;

/// <summary>Takes a text apart into words, numbers, codes and quantities.</summary>
internal sealed class Tokeniser
{
    private const int ShortestCode = 3;
    private const int LongestCode = 30;

    private readonly List<Run> _runs = [];

    private readonly record struct Run(int Start, int Length, bool IsGlued);

    public List<Token> Tokens { get; } = [];

    public List<Quantity> Quantities { get; } = [];

    /// <param name="lower">What <see cref="FoldedText.Lower"/> gives.</param>
    public void Read(string lower)
    {
        Split(lower);
        for (var i = 0; i < _runs.Count; i++)
        {
            i += TakeQuantity(lower, i);
        }

        TakeJoined(lower);
    }

    public void Clear()
    {
        Tokens.Clear();
        Quantities.Clear();
    }

    private void Split(string text)
    {
        _runs.Clear();
        var end = -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                if (text[i] is '"' or '%' && i > 0 && char.IsAsciiDigit(text[i - 1]))
                {
                    _runs.Add(new Run(i, 1, true));
                    end = -1;
                }

                continue;
            }

            var start = i;
            while (i < text.Length && (char.IsLetterOrDigit(text[i]) || IsDecimalPoint(text, i)))
            {
                i++;
            }

            _runs.Add(new Run(start, i - start, end >= 0 && start - end == 1 && text[end] is '-' or '/' or '.' or '_'));
            end = i;
            i--;
        }
    }

    private static bool IsDecimalPoint(string text, int i) =>
        text[i] is '.' or ',' && i > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]);

    /// <returns>How many runs more than one were used.</returns>
    private int TakeQuantity(string text, int at)
    {
        var run = text.AsSpan(_runs[at].Start, _runs[at].Length);
        var digits = 0;
        while (digits < run.Length && (char.IsAsciiDigit(run[digits]) || run[digits] is '.' or ','))
        {
            digits++;
        }

        if (digits == 0)
        {
            AddPlain(run);
            return 0;
        }

        var isNumber = Number(run[..digits], out var number);
        if (digits == run.Length)
        {
            if (isNumber && at + 1 < _runs.Count && Gap(at) <= 1 && digits <= 7)
            {
                var unit = text.Substring(_runs[at + 1].Start, _runs[at + 1].Length);
                if (Quantity.IsUnit(unit) && !(unit is "in" or "a" or "to" or "go" && !IsEnd(at + 1)))
                {
                    AddQuantity(number, unit);
                    return 1;
                }
            }

            AddNumber(run, isNumber ? number : null);
            return 0;
        }

        var rest = run[digits..].ToString();
        if (isNumber && Quantity.IsUnit(rest) && digits <= 7)
        {
            AddQuantity(number, rest);
        }
        else
        {
            AddPlain(run);
        }

        return 0;
    }

    private bool IsEnd(int at) => at + 1 >= _runs.Count;

    private int Gap(int at) => _runs[at + 1].Start - _runs[at].Start - _runs[at].Length;

    private void AddQuantity(double number, string unit)
    {
        var (quantity, token) = Quantity.Of(number, unit);
        Quantities.Add(quantity);
        Add(token, TokenKind.Quantity);
    }

    private void AddNumber(ReadOnlySpan<char> run, double? number)
    {
        // "8.0" is 8; long numbers are codes and stay as they are.
        var text = number is { } value && run.Length <= 6 && run.ContainsAny('.', ',')
            ? value.ToString("0.####", CultureInfo.InvariantCulture)
            : run.ToString();
        Add(text, run.Length >= 5 && !run.ContainsAny('.', ',') ? TokenKind.Number | TokenKind.Code : TokenKind.Number);
    }

    private void AddPlain(ReadOnlySpan<char> run)
    {
        // "v10.0" is version 10.
        if (run.Length is >= 2 and <= 6 && run[0] == 'v' && Number(run[1..], out var version))
        {
            Add(version.ToString("0.####", CultureInfo.InvariantCulture), TokenKind.Number);
            return;
        }

        var hasDigit = run.ContainsAnyInRange('0', '9');
        Add(run.ToString(), hasDigit && run.Length is >= ShortestCode and <= LongestCode ? TokenKind.Code : TokenKind.Word);
    }

    // "dcs-1100" is also "dcs1100"; dates and sizes such as "3-4" are not.
    private void TakeJoined(string text)
    {
        for (var i = 0; i < _runs.Count; i++)
        {
            var last = i;
            while (last + 1 < _runs.Count && _runs[last + 1].IsGlued && text[_runs[last + 1].Start] is not ('"' or '%'))
            {
                last++;
            }

            if (last > i)
            {
                var whole = text.AsSpan(_runs[i].Start, _runs[last].Start + _runs[last].Length - _runs[i].Start);
                AddJoined(FoldedText.Squashed(whole.ToString()));
                i = last;
            }
        }
    }

    private void AddJoined(string code)
    {
        var letters = code.Count(char.IsLetter);
        if (letters < code.Length && code.Length is >= 5 and <= LongestCode && (letters > 0 || code.Length >= 7))
        {
            Add(code, TokenKind.Code | TokenKind.Joined);
        }
    }

    private void Add(string text, TokenKind kind) => Tokens.Add(new Token(FoldedText.Hash(text), text, kind));

    private static bool Number(ReadOnlySpan<char> digits, out double value)
    {
        // A comma before exactly three digits groups thousands; otherwise it is a decimal point.
        var comma = digits.LastIndexOf(',');
        if (comma >= 0 && digits.Length - comma - 1 == 3 && comma <= 3)
        {
            return double.TryParse(string.Concat(digits[..comma], digits[(comma + 1)..]), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
        }

        Span<char> plain = stackalloc char[digits.Length];
        digits.CopyTo(plain);
        plain.Replace(',', '.');
        return double.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }
}
