using System.Text;

namespace Quayside.SkuLinks.Matching;

/// <summary>Reads comma-separated text (RFC 4180) row by row: quotes, doubled quotes, line breaks inside quotes, any line ending.
/// Where the first line has no comma but semicolons or tabs, as spreadsheets write in many countries, these separate.</summary>
internal sealed class CsvRows(TextReader from)
{
    /// <summary>Longer than any honest row; a quote that is never closed would otherwise swallow the file.</summary>
    public const int LongestRow = 1_000_000;

    private readonly char[] _buffer = new char[1 << 16];
    private int _at;
    private int _count;
    private char _separator = ',';

    /// <summary>The line the last row began on, from 1.</summary>
    public int Line { get; private set; }

    private int _lines = 1;

    /// <returns>null at the end.</returns>
    /// <exception cref="FormatException">A quote is never closed, or a row is longer than <see cref="LongestRow"/>.</exception>
    public List<string>? Read()
    {
        int letter;
        do
        {
            Line = _lines;
            letter = Next();
        }
        while (letter is '\r' or '\n');

        if (letter < 0)
        {
            return null;
        }

        var cells = new List<string>();
        var cell = new StringBuilder();
        var length = 0;
        while (true)
        {
            letter = letter == '"' && cell.Length == 0 ? Quoted(cell) : letter;
            if (letter is -1 or '\r' or '\n' || letter == _separator)
            {
                cells.Add(cell.ToString());
                length += cell.Length;
                cell.Clear();
                if (letter != _separator)
                {
                    return cells;
                }
            }
            else
            {
                cell.Append((char)letter);
            }

            if (length + cell.Length > LongestRow)
            {
                throw new FormatException($"The row that begins on line {Line} is longer than {LongestRow:N0} characters.");
            }

            letter = Next();
        }
    }

    // Returns the letter behind the closing quote.
    private int Quoted(StringBuilder cell)
    {
        while (true)
        {
            var letter = Next();
            if (letter < 0 || cell.Length > LongestRow)
            {
                throw new FormatException($"A quote that is opened in the row on line {Line} is never closed.");
            }

            if (letter != '"')
            {
                cell.Append((char)letter);
                continue;
            }

            letter = Next();
            if (letter != '"')
            {
                return letter;
            }

            cell.Append('"');
        }
    }

    private int Next()
    {
        if (_at == _count)
        {
            _count = from.Read(_buffer, 0, _buffer.Length);
            _at = 0;
            _separator = _lines == 1 && _separator == ',' ? SeparatorOf(_buffer.AsSpan(0, _count)) : _separator;
            if (_count == 0)
            {
                return -1;
            }
        }

        var letter = _buffer[_at++];
        _lines += letter == '\n' ? 1 : 0;
        return letter;
    }

    private static char SeparatorOf(ReadOnlySpan<char> start)
    {
        var end = start.IndexOfAny('\r', '\n');
        var first = end < 0 ? start : start[..end];
        return first.Contains(',') ? ',' : first.Contains(';') ? ';' : first.Contains('\t') ? '\t' : ',';
    }
}
