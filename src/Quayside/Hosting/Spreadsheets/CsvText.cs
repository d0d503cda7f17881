using System.Text;

namespace Quayside.Hosting.Spreadsheets;

/// <summary>What a CSV file needs beside its commas.</summary>
internal static class CsvText
{
    private static readonly char[] Separators = [',', ';', '\t', '|'];
    private const int LinesLookedAt = 40;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A cell that a spreadsheet program would run begins with an apostrophe instead.</summary>
    public static string Guarded(string text) => Runs(text) ? "'" + text : text;

    public static string Unguarded(string text) => text.Length > 1 && text[0] == '\'' && Runs(text) ? text[1..] : text;

    /// <summary>What stands in a cell such as ="0012", by which a spreadsheet program keeps zeros in front.</summary>
    public static string Held(string text) =>
        text is ['=', '"', .., '"'] && text.Length > 3 && !text.AsSpan(2, text.Length - 3).Contains('"') ? text[2..^1] : text;

    /// <summary>A first line such as "sep=;", which tells a spreadsheet program the separator and holds nothing.</summary>
    public static bool NamesSeparator(ReadOnlySpan<char> line) =>
        line.TrimEnd("\r\n") is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var separator] && Separators.Contains(separator);

    /// <summary>Comma, semicolon, tab or bar: what parts most of the first lines into as many cells each. Lines above the header, such as a
    /// title, have none of it.</summary>
    public static char SeparatorOf(Stream file, Encoding encoding)
    {
        file.Position = 0;
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var lines = new List<string>();
        while (lines.Count < LinesLookedAt && text.ReadLine() is { } next)
        {
            if (!string.IsNullOrWhiteSpace(next))
            {
                lines.Add(next);
            }
        }

        file.Position = 0;
        return lines is [var first, ..] && NamesSeparator(first) ? first[4] : Separators.MaxBy(separator => Parts(lines, separator));
    }

    // How many lines agree, and then how many cells that makes.
    private static (int Lines, int Cells) Parts(List<string> lines, char separator)
    {
        var usual = lines.Select(line => CountUnquoted(line, separator)).Where(count => count > 0).GroupBy(count => count)
            .OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).FirstOrDefault();
        return usual is null ? (0, 0) : (usual.Count(), usual.Key);
    }

    private static int CountUnquoted(string line, char separator)
    {
        var (count, isQuoted) = (0, false);
        foreach (var letter in line)
        {
            isQuoted ^= letter == '"';
            count += letter == separator && !isQuoted ? 1 : 0;
        }

        return count;
    }

    /// <summary>UTF-8 where all of the file is; else what Excel writes on a Western European machine.</summary>
    public static Encoding EncodingOf(Stream file)
    {
        file.Position = 0;
        var isUtf8 = IsUtf8(file);
        file.Position = 0;
        return isUtf8 ? Strict : CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    }

    // Behind apostrophes too, so that one may be put before any of them and taken off again.
    private static bool Runs(string text) => text.AsSpan().TrimStart('\'') is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];

    private static bool IsUtf8(Stream file)
    {
        Span<byte> mark = stackalloc byte[2];
        if (file.Read(mark) == 2 && (mark.SequenceEqual<byte>([0xFF, 0xFE]) || mark.SequenceEqual<byte>([0xFE, 0xFF])))
        {
            return true; // UTF-16: the reader goes by the mark
        }

        file.Position = 0;
        var decoder = Strict.GetDecoder();
        var bytes = new byte[64 * 1024];
        var letters = new char[Strict.GetMaxCharCount(bytes.Length)];
        try
        {
            for (int read; (read = file.Read(bytes)) > 0;)
            {
                _ = decoder.GetChars(bytes, 0, read, letters, 0, flush: false);
            }

            _ = decoder.GetChars(bytes, 0, 0, letters, 0, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
