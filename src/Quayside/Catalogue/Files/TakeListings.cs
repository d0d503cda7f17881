using Quayside.Catalogue.Own;
using Quayside.Database;
using Quayside.Hosting.Spreadsheets;
using Quayside.Stores;

namespace Quayside.Catalogue.Files;

/// <summary>Goes through a catalogue file from its beginning to its end, chunk by chunk: only looking, or taking each chunk in one transaction.</summary>
/// <remarks>Ended anywhere it leaves whole chunks. Gone through again, what is here already is unchanged.</remarks>
internal sealed class TakeListings(Databases databases, ListingFile file, TimeProvider clock)
{
    private const int ChunkRows = 1000;

    // Refused rows that were corrected bring the columns along that told why.
    private static readonly string[] Ours = ["reason", "row"];

    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly long _batchId = NewId.Next();

    /// <exception cref="UnreadableSheetException">Broken in the middle, or over a limit.</exception>
    public async Task RunAsync(bool takes, CancellationToken cancellation)
    {
        using var sheet = LooseSheet.Open(file.Content, ListingFields.IsName);
        var columns = Enumerable.Range(0, sheet.Header.Count).Where(i => !Ours.Contains(SheetRow.Key(sheet.Header[i]))).ToList();
        await using var refused = await SheetWriter.CreateAsync(
            file.Refused!, SheetFormat.Csv, "Refused", [.. columns.Select(i => sheet.Header[i]), .. Ours], cancellation);
        var store = await StoreAsync(cancellation);
        var read = new ReadListingRow(file.Columns, file.DecimalComma, store.Currency!);
        var chunk = new List<ListingRow>();
        foreach (var cells in sheet.Rows())
        {
            cancellation.ThrowIfCancellationRequested();
            var (row, reason) = read.Read(cells);
            if (row is null)
            {
                file.Refuse(cells.Number, reason!);
                await WriteAsync(refused, columns, cells, reason!, cancellation);
                continue;
            }

            // Rows of one listing stay together.
            if (chunk.Count >= ChunkRows && (row.Listing is null || row.Listing != chunk[^1].Listing || chunk.Count >= ChunkRows + CheckListing.MostVariations))
            {
                await ChunkAsync(chunk, takes, refused, columns, cancellation);
                chunk.Clear();
            }

            chunk.Add(row);
        }

        await ChunkAsync(chunk, takes, refused, columns, cancellation);
        await refused.FinishAsync(cancellation);
        await file.Refused!.FlushAsync(cancellation);
    }

    private async Task ChunkAsync(List<ListingRow> rows, bool takes, SheetWriter refused, List<int> columns, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var planned = takes ? await TakeAsync(rows, cancellation) : await LookAsync(rows, cancellation);
        foreach (var row in planned.Rows.Where(r => r.Outcome == RowOutcome.Refused))
        {
            await WriteAsync(refused, columns, row.Row.Cells, row.Text!, cancellation);
        }

        file.Note(planned.Rows);
    }

    private async Task<PlannedListings> LookAsync(List<ListingRow> rows, CancellationToken cancellation)
    {
        await using var db = databases.Open(file.Caller.OrganisationId);
        return await new PlanListings(db, await StoreAsync(db, cancellation), _seen).RunAsync(rows, cancellation);
    }

    private async Task<PlannedListings> TakeAsync(List<ListingRow> rows, CancellationToken cancellation)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, file.Caller.OrganisationId, cancellation);
        await write.LockStockAsync(cancellation);
        var store = await StoreAsync(write.Db, cancellation);
        var planned = await new PlanListings(write.Db, store, _seen).RunAsync(rows, cancellation);
        if (planned.Records.Count > 0 || planned.Stock.Count > 0)
        {
            await new KeepListings(write.Db, store, file.Caller, LearnedBy.File, _batchId, clock.GetUtcNow()).RunAsync(
                planned.Records, planned.Stock, $"Catalogue file taken into {store.Name}", cancellation);
            await write.CommitAsync(cancellation);
        }

        return planned;
    }

    private async Task<Store> StoreAsync(CancellationToken cancellation)
    {
        await using var db = databases.Open(file.Caller.OrganisationId);
        return await StoreAsync(db, cancellation);
    }

    // It may be closed while a file is at work.
    private async Task<Store> StoreAsync(QuaysideDb db, CancellationToken cancellation) =>
        await OwnStore.FindAsync(db, file.StoreId, cancellation) is { Value: { } store } ? store
            : throw new UnreadableSheetException("The store was closed meanwhile. Open it again, and take the file again.");

    private static ValueTask WriteAsync(SheetWriter refused, List<int> columns, SheetCells cells, string reason, CancellationToken cancellation) => refused.WriteAsync(
        [.. columns.Select(i => i < cells.Texts.Length ? (object?)cells.Texts[i] : null), reason, cells.Number], cancellation);
}
