using System.Globalization;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using nietras.SeparatedValues;

namespace Quayside.Hosting.Spreadsheets;

/// <summary>Reads a CSV or XLSX file row by row. Which of both it is, its separator and its encoding, are told by its content.</summary>
/// <remarks>Texts stay as they are, leading zeros too. An apostrophe before =, +, - or @, which keeps a cell from running, is taken
/// off again. A cell that a spreadsheet program keeps as a date or as a rounded number comes as such, for
/// <see cref="CodeCell.Doubt"/> to find.</remarks>
public sealed class SheetReader : IDisposable
{
    private readonly IEnumerator<SheetCells> _rows;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly SheetLimits _limits;

    // The XLSX reader asks for Excel's old code page, which .NET brings along without knowing it by name.
    static SheetReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private SheetReader(IEnumerator<SheetCells> rows, SheetLimits limits) => (_rows, _limits) = (rows, limits);

    /// <summary>The header's texts, trimmed.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="file">Can be read from any place; stays open.</param>
    /// <exception cref="UnreadableSheetException">Too large, no sheet, or without a header.</exception>
    public static SheetReader Open(Stream file, SheetLimits? limits = null)
    {
        limits ??= SheetLimits.Usual;
        var reader = new SheetReader(Cells(file, limits).GetEnumerator(), limits);
        reader.ReadHeader();
        return reader;
    }

    /// <summary>Every row that holds anything, the header's too.</summary>
    /// <exception cref="UnreadableSheetException">Too large, no sheet, or broken in the middle.</exception>
    internal static IEnumerable<SheetCells> Cells(Stream file, SheetLimits limits)
    {
        if (file.Length > limits.Bytes)
        {
            throw new UnreadableSheetException($"The file is larger than {limits.Bytes >> 20} MB. Split it.");
        }

        return Guarded(XlsxGuard.IsZip(file) ? Xlsx(file, limits) : Csv(file), limits);
    }

    public bool Has(string column) => _columns.ContainsKey(SheetRow.Key(column));

    /// <summary>The rows that hold anything. Can be walked once.</summary>
    /// <exception cref="UnreadableSheetException">Broken in the middle, or over a limit.</exception>
    public IEnumerable<SheetRow> Rows()
    {
        var count = 0;
        while (_rows.MoveNext())
        {
            if (++count > _limits.Rows)
            {
                throw new UnreadableSheetException($"The sheet has more than {_limits.Rows:N0} rows. Split it.");
            }

            yield return new SheetRow(_rows.Current.Number, _columns, _rows.Current.Texts);
        }
    }

    public void Dispose() => _rows.Dispose();

    private void ReadHeader()
    {
        Header = _rows.MoveNext() ? [.. _rows.Current.Texts.Select(c => c.Trim())] : [];
        for (var i = 0; i < Header.Count; i++)
        {
            if (SheetRow.Key(Header[i]) is { Length: > 0 } key && !_columns.TryAdd(key, i))
            {
                throw new UnreadableSheetException($"The column \"{Header[i]}\" is there twice. Which one counts?");
            }
        }

        if (_columns.Count == 0)
        {
            throw new UnreadableSheetException("The sheet is empty: its first row must name the columns.");
        }
    }

    private static IEnumerable<SheetCells> Guarded(IEnumerable<SheetCells> rows, SheetLimits limits)
    {
        using var reading = rows.GetEnumerator();
        while (Next(reading, limits) is { } row)
        {
            yield return row;
        }
    }

    private static SheetCells? Next(IEnumerator<SheetCells> rows, SheetLimits limits)
    {
        try
        {
            while (rows.MoveNext())
            {
                var row = rows.Current;
                if (row.Texts.Length > limits.Columns || Array.Exists(row.Texts, c => c.Length > limits.CellLength))
                {
                    throw new UnreadableSheetException(
                        $"Row {row.Number} has more than {limits.Columns} columns, or a cell of more than {limits.CellLength:N0} letters.");
                }

                if (Array.Exists(row.Texts, c => !string.IsNullOrWhiteSpace(c)))
                {
                    return row;
                }
            }

            return null;
        }
        catch (Exception fault) when (fault is XmlException or InvalidDataException or ExcelReaderException or FormatException
            or NotSupportedException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new UnreadableSheetException("The file cannot be read as a sheet. Save it again as CSV or XLSX.", fault);
        }
    }

    private static IEnumerable<SheetCells> Csv(Stream file)
    {
        var encoding = CsvText.EncodingOf(file);
        var separator = CsvText.SeparatorOf(file, encoding);
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        using var reader = Sep.New(separator).Reader(o => o with { HasHeader = false, Unescape = true, DisableColCountCheck = true }).From(text);
        while (reader.MoveNext())
        {
            if (reader.Current.LineNumberFrom != 1 || !CsvText.NamesSeparator(reader.Current.Span))
            {
                yield return Cells(reader.Current);
            }
        }
    }

    private static SheetCells Cells(SepReader.Row row)
    {
        var cells = new string[row.ColCount];
        int? formula = null;
        for (var i = 0; i < cells.Length; i++)
        {
            var text = row[i].ToString();
            cells[i] = CsvText.Unguarded(CsvText.Held(text));
            formula ??= text.StartsWith('=') && cells[i] == text ? i : null;
        }

        return new SheetCells(row.LineNumberFrom, cells, formula);
    }

    private static IEnumerable<SheetCells> Xlsx(Stream file, SheetLimits limits)
    {
        XlsxGuard.Check(file, limits);
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(file, new ExcelReaderConfiguration { LeaveOpen = true });
        for (var number = 1; reader.Read(); number++)
        {
            var cells = new string[reader.FieldCount];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = Padded(Text(reader.GetValue(i)), reader.GetNumberFormatString(i));
            }

            yield return new SheetCells(number, cells);
        }
    }

    // A number that is shown with zeros in front, by a format such as 00000, is a code.
    private static string Padded(string text, string? format) =>
        format is { Length: > 1 and < 20 } && format.All(letter => letter == '0') && text.All(char.IsAsciiDigit) ? text.PadLeft(format.Length, '0') : text;

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "TRUE" : "FALSE",
        DateTime date => date.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),

        // A spreadsheet's number has fifteen digits; what had more was rounded when it was typed.
        double number when Math.Abs(number) >= 1e15 => number.ToString("0.#####E+0", CultureInfo.InvariantCulture),
        double number => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
