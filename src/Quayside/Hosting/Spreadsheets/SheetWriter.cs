using System.Globalization;
using System.Text;
using nietras.SeparatedValues;
using SpreadCheetah;

namespace Quayside.Hosting.Spreadsheets;

/// <summary>Writes a sheet row by row, so that any number of rows takes the same memory.</summary>
/// <remarks>CSV: UTF-8 with its mark, so that Excel reads it as such; a text that a spreadsheet program would run has an apostrophe
/// before it. XLSX: texts are texts, whatever they begin with and however many zeros.</remarks>
public sealed class SheetWriter : IAsyncDisposable
{
    private const int BatchRows = 500;

    private readonly Stream _target;
    private readonly Spreadsheet? _xlsx;
    private readonly MemoryStream _batch = new();
    private readonly SepWriter? _csv;
    private readonly List<DataCell> _cells = [];
    private readonly string[] _header;
    private int _rowsInBatch;

    private SheetWriter(Stream target, string[] header, Spreadsheet? xlsx)
    {
        (_target, _header, _xlsx) = (target, header, xlsx);
        if (xlsx is null)
        {
            var text = new StreamWriter(_batch, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)) { AutoFlush = true };
            _csv = Sep.New(',').Writer(o => o with { WriteHeader = true, Escape = true, CultureInfo = CultureInfo.InvariantCulture }).To(text);
            _csv.Header.Add(header);
            _csv.Header.Write();
        }
    }

    public static string ContentType(SheetFormat format) => format == SheetFormat.Xlsx
        ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        : "text/csv; charset=utf-8";

    /// <param name="target">Is written forwards only; stays open.</param>
    public static async Task<SheetWriter> CreateAsync(
        Stream target, SheetFormat format, string name, string[] header, CancellationToken cancellation)
    {
        if (format == SheetFormat.Csv)
        {
            return new SheetWriter(target, header, null);
        }

        var xlsx = await Spreadsheet.CreateNewAsync(target, cancellationToken: cancellation);
        await xlsx.StartWorksheetAsync(name, token: cancellation);
        await xlsx.AddRowAsync([.. header.Select(h => new DataCell(h))], cancellation);
        return new SheetWriter(target, header, xlsx);
    }

    /// <param name="cells">Text, a number or null for each column of the header.</param>
    public async ValueTask WriteAsync(object?[] cells, CancellationToken cancellation)
    {
        if (_xlsx is not null)
        {
            _cells.Clear();
            _cells.AddRange(cells.Select(Cell));
            await _xlsx.AddRowAsync(_cells, cancellation);
            return;
        }

        WriteCsv(cells);
        if (++_rowsInBatch >= BatchRows)
        {
            await SendAsync(cancellation);
        }
    }

    /// <summary>Writes what is still held, and an XLSX file's end. Without it the file is not whole.</summary>
    public async Task FinishAsync(CancellationToken cancellation)
    {
        if (_xlsx is not null)
        {
            await _xlsx.FinishAsync(cancellation);
            return;
        }

        await SendAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _csv?.Dispose();
        await _batch.DisposeAsync();
        if (_xlsx is not null)
        {
            await _xlsx.DisposeAsync();
        }
    }

    private void WriteCsv(object?[] cells)
    {
        using var row = _csv!.NewRow();
        for (var i = 0; i < _header.Length; i++)
        {
            row[i].Set(cells[i] switch
            {
                null => "",
                string text => CsvText.Guarded(text),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture),
            });
        }
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        _csv!.Flush();
        await _target.WriteAsync(_batch.GetBuffer().AsMemory(0, (int)_batch.Length), cancellation);
        _batch.SetLength(0);
        _rowsInBatch = 0;
    }

    private static DataCell Cell(object? value) => value switch
    {
        null => default,
        string text => new DataCell(text),
        decimal number => new DataCell(number),
        int number => new DataCell(number),
        var other => new DataCell(Convert.ToString(other, CultureInfo.InvariantCulture)),
    };
}
