using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Hosting.Spreadsheets;
using Quayside.SkuLinks;

namespace Quayside.Inventory.Files;

/// <summary>The rows of a counted sheet: which item in which warehouse each names. What is not certain is refused with its reason, never guessed.</summary>
internal sealed class CountRows
{
    private const int ChunkSize = 2000;
    private const string NoNumber = "it can be read in two ways: write it without separating thousands";

    private readonly List<RefusedRow> _refused = [];
    private readonly List<Asked> _asked = [];
    private readonly Dictionary<(long, long?), int> _seen = [];

    public IReadOnlyList<RefusedRow> Refused => _refused;

    /// <summary>Rows without a count: they leave everything as it is.</summary>
    public int Silent { get; private set; }

    /// <summary>Reads the sheet; asks the database nothing.</summary>
    public void Read(SheetReader sheet)
    {
        var rows = new List<(SheetRow Row, string Sku, string Counted)>();
        foreach (var row in sheet.Rows())
        {
            var sku = row["sku"] ?? row["master_sku"];
            if (row["counted"] is not { } counted)
            {
                Silent++;
            }
            else if (sku is null)
            {
                Refuse(row, "It names no SKU.");
            }
            else if (CodeCell.Doubt(sku) is { } doubt)
            {
                Refuse(row, doubt);
            }
            else
            {
                rows.Add((row, sku, counted));
            }
        }

        var decimalComma = SheetNumber.HasDecimalComma(rows.Select(r => r.Counted));
        foreach (var (row, sku, counted) in rows)
        {
            if (Number(counted, decimalComma) is not { } number)
            {
                Refuse(row, $"\"{counted}\" is no count{(decimalComma is null && Looks(counted) ? $", or {NoNumber}" : "")}.");
            }
            else if (StockPlace.RefusePieces(number, 0) is { } refusal)
            {
                Refuse(row, $"\"{counted}\" is no count: {refusal.Message}");
            }
            else
            {
                _asked.Add(new Asked(row, sku, row["warehouse"], number));
            }
        }
    }

    /// <summary>Finds the items and warehouses of the rows; refuses those that name none, or one twice.</summary>
    public async Task<IReadOnlyList<CountedStock>> FindAsync(QuaysideDb db, CancellationToken cancellation)
    {
        var warehouses = await db.Warehouses.AsNoTracking().ToDictionaryAsync(w => w.NameKey, StringComparer.Ordinal, cancellation);
        var counts = new List<CountedStock>(_asked.Count);
        foreach (var chunk in _asked.Chunk(ChunkSize))
        {
            var keys = chunk.Select(a => SkuKey.Of(a.Sku)).OfType<string>().Distinct().ToArray();
            var items = await db.StockItems.Where(i => keys.Contains(i.MasterSkuKey)).Select(i => new { i.Id, i.MasterSkuKey, IsMerged = i.MergedIntoId != null })
                .ToDictionaryAsync(i => i.MasterSkuKey, StringComparer.Ordinal, cancellation);
            foreach (var asked in chunk)
            {
                if (SkuKey.Of(asked.Sku) is not { } key || !items.TryGetValue(key, out var item))
                {
                    Refuse(asked.Row, $"No item is called {asked.Sku}.");
                }
                else if (item.IsMerged)
                {
                    Refuse(asked.Row, $"{asked.Sku} is part of another item by now: count that one.");
                }
                else if (PlaceOf(asked, warehouses) is { } place)
                {
                    Add(asked, new CountedStock(item.Id, place.Id, asked.Counted), counts);
                }
            }
        }

        return counts;
    }

    private void Add(Asked asked, CountedStock count, List<CountedStock> counts)
    {
        if (_seen.TryAdd((count.StockItemId, count.WarehouseId), asked.Row.Number))
        {
            counts.Add(count);
        }
        else
        {
            Refuse(asked.Row, $"Row {_seen[(count.StockItemId, count.WarehouseId)]} counts the same item in the same warehouse. Which one is right?");
        }
    }

    private Place? PlaceOf(Asked asked, Dictionary<string, Warehouse> warehouses)
    {
        if (asked.Warehouse is null || SkuKey.Of(asked.Warehouse) == SkuKey.Of(Warehouse.MainName))
        {
            return new Place(null);
        }

        if (!warehouses.TryGetValue(SkuKey.Of(asked.Warehouse) ?? "", out var warehouse) || warehouse.ClosedAt is not null)
        {
            Refuse(asked.Row, $"No warehouse in use is called {asked.Warehouse}.");
            return null;
        }

        return new Place(warehouse.Id);
    }

    // Where no number of the sheet tells, only what reads the same either way is taken.
    private static decimal? Number(string text, bool? decimalComma)
    {
        if (decimalComma is { } known)
        {
            return SheetNumber.TryRead(text, known, out var number) ? number : null;
        }

        return SheetNumber.TryRead(text, false, out var point) && SheetNumber.TryRead(text, true, out var comma) && point == comma ? point : null;
    }

    private static bool Looks(string text) => SheetNumber.TryRead(text, false, out _) || SheetNumber.TryRead(text, true, out _);

    private void Refuse(SheetRow row, string reason) => _refused.Add(new RefusedRow(row.Number, reason) { Cells = row.Cells });

    private sealed record Asked(SheetRow Row, string Sku, string? Warehouse, decimal Counted);

    private sealed record Place(long? Id);
}
