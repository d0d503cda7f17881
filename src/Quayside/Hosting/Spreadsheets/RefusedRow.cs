namespace Quayside.Hosting.Spreadsheets;

/// <summary>A row of an imported sheet that was not taken, and why.</summary>
/// <param name="Number">As a spreadsheet program counts rows.</param>
public sealed record RefusedRow(int Number, string Reason)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string> Cells { get; init; } = [];

    /// <summary>The refused rows as they came, with a column that says why.</summary>
    public static async Task WriteAsync(
        IReadOnlyList<string> header, IReadOnlyList<RefusedRow> refused, Stream target, SheetFormat format, CancellationToken cancellation)
    {
        await using var writer = await SheetWriter.CreateAsync(target, format, "Refused", [.. header, "reason", "row"], cancellation);
        foreach (var row in refused)
        {
            var cells = Enumerable.Range(0, header.Count).Select(i => i < row.Cells.Count ? (object?)row.Cells[i] : null);
            await writer.WriteAsync([.. cells, row.Reason, row.Number], cancellation);
        }

        await writer.FinishAsync(cancellation);
    }
}
