using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Hosting.Spreadsheets;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Inventory.Files;

/// <param name="Rows">Rows that hold anything.</param>
/// <param name="Silent">Rows without a count: they leave everything as it is.</param>
/// <param name="Unchanged">Counts that are as the figures stand.</param>
/// <param name="Changes">Counts that move something.</param>
/// <param name="Opened">Those among them that are an item's first.</param>
/// <param name="Differences">The first of them, at most 500.</param>
public sealed record ImportedCounts(
    int Rows, int Silent, int Unchanged, int Changes, int Opened, bool Applied, IReadOnlyList<CountedRow> Differences, IReadOnlyList<RefusedRow> Refused)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string> Header { get; init; } = [];
}

/// <param name="WarehouseId">null for the main warehouse.</param>
/// <param name="Before">On hand there; null where the item was never counted.</param>
public sealed record CountedRow(long StockItemId, string MasterSku, long? WarehouseId, decimal? Before, decimal Counted);

/// <summary>Takes a stock count from a CSV or XLSX file: shows first what it moves, then applies it as one. Refused rows go back with
/// their reasons; the others are taken without them.</summary>
/// <remarks>Repeatable: the same file again moves nothing, unless something moved meanwhile.</remarks>
public sealed class ImportCounts(Databases databases, StoreNews news, TimeProvider clock)
{
    /// <param name="file">Can be read from any place.</param>
    /// <param name="applies">false only shows.</param>
    /// <param name="name">What the movements say where they came from; null for nothing.</param>
    /// <returns>Refused: forbidden, sheet.unreadable, sheet.columns.</returns>
    public async Task<Outcome<ImportedCounts>> RunAsync(
        Caller caller, Stream file, bool applies, string? name, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        var rows = new CountRows();
        IReadOnlyList<string> header;
        try
        {
            using var sheet = SheetReader.Open(file);
            if (!sheet.Has("counted") || !(sheet.Has("sku") || sheet.Has("master_sku")))
            {
                return new Refusal("sheet.columns", "The first row must name the columns: sku and counted; warehouse where you have several. The stock export has them all.");
            }

            header = sheet.Header;
            rows.Read(sheet);
        }
        catch (UnreadableSheetException unreadable)
        {
            return new Refusal("sheet.unreadable", unreadable.Message);
        }

        if (!applies)
        {
            await using var db = databases.Open(caller.OrganisationId);
            var counts = await rows.FindAsync(db, cancellation);
            return await ToldAsync(db, rows, counts.Count, await WriteCounts.DifferencesAsync(db, counts, cancellation), false, header, cancellation);
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStockAsync(cancellation);
        var counted = await rows.FindAsync(write.Db, cancellation);
        var cause = new StockCause(MovementReason.Counted, clock.GetUtcNow(), caller.Name, Text: name);
        var moved = await new WriteCounts(write.Db, cause).RunAsync(counted, cancellation);
        var told = await ToldAsync(write.Db, rows, counted.Count, moved, true, header, cancellation);
        await write.CommitAsync(cancellation);
        news.Tell(caller.OrganisationId);
        return told;
    }

    private static async Task<ImportedCounts> ToldAsync(
        QuaysideDb db, CountRows rows, int found, IReadOnlyList<CountDifference> differences, bool isApplied, IReadOnlyList<string> header,
        CancellationToken cancellation)
    {
        var shown = differences.Take(Limits.Most).ToList();
        var ids = shown.Select(d => d.Count.StockItemId).Distinct().ToArray();
        var skus = await db.StockItems.Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.MasterSku, cancellation);
        return new ImportedCounts(
            found + rows.Silent + rows.Refused.Count, rows.Silent, found - differences.Count, differences.Count,
            differences.Where(d => d.Before is null).Select(d => d.Count.StockItemId).Distinct().Count(), isApplied,
            shown.ConvertAll(d => new CountedRow(d.Count.StockItemId, skus[d.Count.StockItemId], d.Count.WarehouseId, d.Before, d.Count.Counted)),
            [.. rows.Refused.OrderBy(r => r.Number)])
        {
            Header = header,
        };
    }
}
