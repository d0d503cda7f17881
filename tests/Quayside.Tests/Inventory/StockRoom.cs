using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.SkuLinks;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Inventory;

/// <summary>An organisation with items and warehouses, whose figures are the sums of their movements from the start.</summary>
internal sealed class StockRoom : IDisposable
{
    private StockRoom(Seeds seeds) => Seeds = seeds;

    public Seeds Seeds { get; }

    public Databases Databases => Seeds.Databases;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<StockRoom> NewAsync(TestDatabase database) =>
        new(await Seeds.NewOrganisationAsync(TestDatabase.Open(database.Engine, database.ConnectionString)));

    public QuaysideDb Read() => Databases.Open(Seeds.Caller.OrganisationId);

    public async Task<StockItem> ItemAsync(string sku, decimal? onHand, decimal reserved = 0)
    {
        var item = Seeds.Item(sku, onHand, reserved);
        Seeds.Add(Opening(item, onHand ?? 0, reserved));
        await Seeds.SaveAsync();
        return item;
    }

    public async Task<Warehouse> WarehouseAsync(string name, StockItem? item = null, decimal onHand = 0, decimal reserved = 0)
    {
        var warehouse = Seeds.Add(new Warehouse
        {
            OrganisationId = Seeds.Caller.OrganisationId,
            Name = name,
            NameKey = SkuKey.Of(name)!,
            CreatedAt = Seeds.Then,
        });
        await Seeds.SaveAsync();
        if (item is not null)
        {
            Assert.Empty(await ChangeAsync(new StockChange(item.Id, warehouse.Id, onHand, reserved)));
        }

        return warehouse;
    }

    /// <summary>As a use case does it: all of it, or nothing where there was too little.</summary>
    public async Task<IReadOnlyList<Shortage>> ChangeAsync(params StockChange[] changes)
    {
        await using var write = await WriteTransaction.BeginAsync(Databases, Seeds.Caller.OrganisationId, Cancellation);
        await write.ShareStockAsync(Cancellation);
        var cause = new StockCause(MovementReason.Adjusted, Seeds.Then, "clerk@example.test", OrderId: 7, Text: "because");
        var shortages = await ChangeStock.RunAsync(write.Db, changes, cause, Cancellation);
        if (shortages.Count == 0)
        {
            await write.CommitAsync(Cancellation);
        }

        return shortages;
    }

    /// <summary>"on hand, reserved" of an item everywhere, then elsewhere.</summary>
    public async Task<string> FiguresAsync(StockItem item)
    {
        await using var db = Read();
        var row = await db.StockItems.SingleAsync(i => i.Id == item.Id, Cancellation);
        return FormattableString.Invariant($"{row.OnHand?.ToString("0.###", null) ?? "?"} {row.Reserved:0.###}, {row.ElsewhereOnHand:0.###} {row.ElsewhereReserved:0.###}");
    }

    public Task CheckSumsAsync() => CheckSumsAsync(Read());

    /// <summary>What is true at any time: each figure is the sum of its movements, and what stands elsewhere is the sum of the levels.</summary>
    public static async Task CheckSumsAsync(QuaysideDb open)
    {
        await using var db = open;
        var moved = (await db.StockMovements.AsNoTracking().ToListAsync(Cancellation)).ToLookup(m => m.StockItemId);
        var levels = (await db.StockLevels.AsNoTracking().ToListAsync(Cancellation)).ToLookup(l => l.StockItemId);
        foreach (var item in await db.StockItems.AsNoTracking().ToListAsync(Cancellation))
        {
            var own = moved[item.Id].ToList();
            Assert.Equal((item.MasterSku, item.OnHand ?? 0, item.Reserved), (item.MasterSku, own.Sum(m => m.OnHandDelta), own.Sum(m => m.ReservedDelta)));
            Assert.Equal(
                (item.MasterSku, item.ElsewhereOnHand, item.ElsewhereReserved),
                (item.MasterSku, levels[item.Id].Sum(l => l.OnHand), levels[item.Id].Sum(l => l.Reserved)));
            foreach (var there in own.Where(m => m.WarehouseId is not null).ToLookup(m => m.WarehouseId!.Value))
            {
                var level = levels[item.Id].Single(l => l.WarehouseId == there.Key);
                Assert.Equal((item.MasterSku, level.OnHand, level.Reserved), (item.MasterSku, there.Sum(m => m.OnHandDelta), there.Sum(m => m.ReservedDelta)));
            }

            Assert.All(levels[item.Id].Where(l => !own.Exists(m => m.WarehouseId == l.WarehouseId)), l => Assert.Equal((0m, 0m), (l.OnHand, l.Reserved)));
        }
    }

    public void Dispose() => Databases.Dispose();

    private StockMovement Opening(StockItem item, decimal onHand, decimal reserved) => new()
    {
        OrganisationId = Seeds.Caller.OrganisationId,
        StockItemId = item.Id,
        At = Seeds.Then,
        OnHandDelta = onHand,
        ReservedDelta = reserved,
        Reason = MovementReason.Opening,
    };
}
