using System.Text;

namespace Quayside.Hosting.Spreadsheets;

/// <summary>What a CSV file needs beside its commas.</summary>
internal static class CsvText
{
    private static readonly char[] Separators = [',', ';', '\t', '|'];
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A cell that a spreadsheet program would run begins with an apostrophe instead.</summary>
    public static string Guarded(string text) => Runs(text) ? "'" + text : text;

    public static string Unguarded(string text) => text.Length > 1 && text[0] == '\'' && Runs(text) ? text[1..] : text;

    /// <summary>What the first line that holds anything uses most: comma, semicolon, tab or bar.</summary>
    public static char SeparatorOf(Stream file, Encoding encoding)
    {
        file.Position = 0;
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var line = "";
        while (string.IsNullOrWhiteSpace(line) && text.ReadLine() is { } next)
        {
            line = next;
        }

        file.Position = 0;
        return Separators.MaxBy(separator => line.Count(letter => letter == separator));
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
