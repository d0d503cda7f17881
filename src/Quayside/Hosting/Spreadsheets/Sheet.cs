namespace Quayside.Hosting.Spreadsheets;

public enum SheetFormat
{
    Csv,
    Xlsx,
}

/// <summary>A file that cannot be taken as a sheet. The message says to its sender why, and what to do.</summary>
public sealed class UnreadableSheetException : Exception
{
    public UnreadableSheetException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}

/// <summary>How much of a file is read. What is beyond is refused, never cut silently.</summary>
/// <param name="Unpacked">Bytes of an XLSX file after unpacking: a few kilobytes can hold gigabytes.</param>
/// <param name="Entries">Files inside an XLSX file.</param>
public sealed record SheetLimits(long Bytes, long Unpacked, int Entries, int Rows, int Columns, int CellLength)
{
    public static SheetLimits Usual { get; } = new(
        Bytes: 64L << 20, Unpacked: 512L << 20, Entries: 1000, Rows: 500_000, Columns: 256, CellLength: 32_767);
}

/// <summary>One row below the header.</summary>
/// <param name="number">As a spreadsheet program counts rows: the header of a plain sheet is 1.</param>
public sealed class SheetRow(int number, IReadOnlyDictionary<string, int> columns, string[] cells)
{
    public int Number => number;

    /// <summary>As they stand in the file, in the order of the header.</summary>
    public IReadOnlyList<string> Cells => cells;

    /// <summary>The trimmed text of a cell; null where it is blank or the sheet has no such column.</summary>
    /// <param name="column">Letter case, spaces, "_" and "-" do not matter.</param>
    public string? this[string column] =>
        columns.TryGetValue(Key(column), out var at) && at < cells.Length && cells[at].Trim() is { Length: > 0 } text ? text : null;

    internal static string Key(string column) =>
        string.Concat(column.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}

/// <summary>One row as it stands in the file.</summary>
/// <param name="Number">As a spreadsheet program counts rows, from 1.</param>
/// <param name="Formula">The first column whose text a spreadsheet program would calculate; null where there is none. Nothing here does.</param>
public readonly record struct SheetCells(int Number, string[] Texts, int? Formula = null)
{
    /// <summary>The trimmed text of a cell; null where it is blank.</summary>
    public string? this[int column] => column < Texts.Length && Texts[column].Trim() is { Length: > 0 } text ? text : null;
}
