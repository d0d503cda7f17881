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
    private readonly IEnumerator<(int Number, string[] Cells)> _rows;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly SheetLimits _limits;

    // The XLSX reader asks for Excel's old code page, which .NET brings along without knowing it by name.
    static SheetReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private SheetReader(IEnumerator<(int Number, string[] Cells)> rows, SheetLimits limits) => (_rows, _limits) = (rows, limits);

    /// <summary>The header's texts, trimmed.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="file">Can be read from any place; stays open.</param>
    /// <exception cref="UnreadableSheetException">Too large, no sheet, or without a header.</exception>
    public static SheetReader Open(Stream file, SheetLimits? limits = null)
    {
        limits ??= SheetLimits.Usual;
        if (file.Length > limits.Bytes)
        {
            throw new UnreadableSheetException($"The file is larger than {limits.Bytes >> 20} MB. Split it.");
        }

        var rows = XlsxGuard.IsZip(file) ? Xlsx(file, limits) : Csv(file);
        var reader = new SheetReader(rows.GetEnumerator(), limits);
        reader.ReadHeader();
        return reader;
    }

    public bool Has(string column) => _columns.ContainsKey(SheetRow.Key(column));

    /// <summary>The rows that hold anything. Can be walked once.</summary>
    /// <exception cref="UnreadableSheetException">Broken in the middle, or over a limit.</exception>
    public IEnumerable<SheetRow> Rows()
    {
        var count = 0;
        while (Next() is var (number, cells))
        {
            if (++count > _limits.Rows)
            {
                throw new UnreadableSheetException($"The sheet has more than {_limits.Rows:N0} rows. Split it.");
            }

            yield return new SheetRow(number, _columns, cells);
        }
    }

    public void Dispose() => _rows.Dispose();

    private void ReadHeader()
    {
        Header = Next() is var (_, cells) ? [.. cells.Select(c => c.Trim())] : [];
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

    private (int Number, string[] Cells)? Next()
    {
        try
        {
            while (_rows.MoveNext())
            {
                var (number, cells) = _rows.Current;
                if (cells.Length > _limits.Columns || Array.Exists(cells, c => c.Length > _limits.CellLength))
                {
                    throw new UnreadableSheetException(
                        $"Row {number} has more than {_limits.Columns} columns, or a cell of more than {_limits.CellLength:N0} letters.");
                }

                if (Array.Exists(cells, c => !string.IsNullOrWhiteSpace(c)))
                {
                    return (number, cells);
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

    private static IEnumerable<(int Number, string[] Cells)> Csv(Stream file)
    {
        var encoding = CsvText.EncodingOf(file);
        var separator = CsvText.SeparatorOf(file, encoding);
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        using var reader = Sep.New(separator).Reader(o => o with { HasHeader = false, Unescape = true, DisableColCountCheck = true }).From(text);
        while (reader.MoveNext())
        {
            yield return (reader.Current.LineNumberFrom, Cells(reader.Current));
        }
    }

    private static string[] Cells(SepReader.Row row)
    {
        var cells = new string[row.ColCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = CsvText.Unguarded(row[i].ToString());
        }

        return cells;
    }

    private static IEnumerable<(int Number, string[] Cells)> Xlsx(Stream file, SheetLimits limits)
    {
        XlsxGuard.Check(file, limits);
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(file, new ExcelReaderConfiguration { LeaveOpen = true });
        for (var number = 1; reader.Read(); number++)
        {
            var cells = new string[reader.FieldCount];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = Text(reader.GetValue(i));
            }

            yield return (number, cells);
        }
    }

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
