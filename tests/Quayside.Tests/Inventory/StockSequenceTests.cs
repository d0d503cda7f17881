using Microsoft.EntityFrameworkCore;
using Quayside.Inventory;
using Quayside.SkuLinks.Decisions;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Tests.SkuLinks;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.Inventory;

/// <summary>Whatever people do with orders, stock and links while shops sell and sync: each figure is the sum of its movements, in each
/// warehouse, and what is promised is what open orders take. The sequences are drawn, and the same each time.</summary>
public sealed class StockSequenceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Steps = 28;

    private int Sequences => database.Drawn(12);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Figures_are_the_sums_of_their_movements_whatever_happens()
    {
        for (var sequence = 1; sequence <= Sequences; sequence++)
        {
            await RunAsync(new Random(sequence));
        }
    }

    private async Task RunAsync(Random dice)
    {
        ShopGoods[] shops =
        [
            new ShopGoods(Listing("1", "A", 30), Listing("2", "B", 20), Listing("3", "C", null)),
            new ShopGoods(Listing("1", "A", 31), Listing("4", "D", 40)),
        ];
        await using var world = await MappingWorld.StartAsync(database, shops);
        var shed = await OwnOrders.WarehouseAsync(world, "Shed");
        OwnOrders[] stalls = [await OwnOrders.OpenAsync(world), await OwnOrders.OpenAsync(world, shed)];
        var hands = new Hands(world, dice, shed, stalls);
        await hands.OfferAsync();
        var shoppers = new MappingSequenceTests.Shoppers(shops);
        for (var step = 0; step < Steps; step++)
        {
            switch (dice.Next(10))
            {
                case 0:
                    var shop = dice.Next(2);
                    shoppers.Go(dice, shop);
                    world.Journal.Add($"sync {shop}");
                    await world.SyncAsync(shop, shops[shop]);
                    break;
                case 1 or 2:
                    var changes = await MappingSequenceTests.ChangesAsync(world, dice);
                    var applied = await world.ApplyAsync(changes, dice.Next(2) == 0 ? OpenOrders.Backwards : OpenOrders.FromNowOn);
                    world.Journal.Add($"{applied.Refusal?.Code ?? applied.Value!.Text}");
                    break;
                case 3:
                    await hands.UndoAsync();
                    break;
                case 4 or 5:
                    await hands.TakeAsync();
                    break;
                case 6 or 7:
                    await hands.EndAsync();
                    break;
                default:
                    await hands.HandleAsync();
                    break;
            }

            await CheckAsync(world);
        }
    }

    private static async Task CheckAsync(MappingWorld world)
    {
        try
        {
            await OwnOrders.CheckAsync(world);
        }
        catch (Xunit.Sdk.XunitException wrong)
        {
            throw new InvalidOperationException($"What happened:\n{string.Join('\n', world.Journal)}", wrong);
        }
    }

    /// <summary>People who sell at stalls and carry goods about.</summary>
    private sealed class Hands(MappingWorld world, Random dice, Warehouse shed, OwnOrders[] stalls)
    {
        private readonly List<(OwnOrders Stall, long Variation)> _offers = [];
        private readonly List<(OwnOrders Stall, long Order)> _taken = [];

        public async Task OfferAsync()
        {
            foreach (var stall in stalls)
            {
                _offers.Add((stall, await stall.SellAsync((await world.ItemAsync("A"), 1))));
                _offers.Add((stall, await stall.SellAsync((await world.ItemAsync("A"), 1), (await world.ItemAsync("B"), 2))));
                _offers.Add((stall, await stall.SellAsync((await world.ItemAsync("C"), 1.5m))));
            }
        }

        public async Task TakeAsync()
        {
            var (stall, variation) = _offers[dice.Next(_offers.Count)];
            var taken = await stall.TryTakeAsync(variation, 1 + dice.Next(3));
            world.Journal.Add($"take: {taken.Refusal?.Message ?? "taken"}");
            if (taken.Refusal is null)
            {
                _taken.Add((stall, taken.Value.Id));
            }
            else
            {
                Assert.Equal("stock.short", taken.Refusal.Code);
            }
        }

        public async Task EndAsync()
        {
            if (_taken.Count > 0)
            {
                var at = dice.Next(_taken.Count);
                var (stall, order) = _taken[at];
                await using var db = world.Sync.Read();
                var open = await db.OrderLines.Where(l => l.OrderId == order).SumAsync(l => l.OpenQuantity, Cancellation);
                var pieces = Math.Min(open, 1 + dice.Next(2));
                var isSent = dice.Next(3) > 0;
                world.Journal.Add($"{(isSent ? "send" : "let go")} {pieces}");
                await stall.EndAsync(order, pieces, isSent);
                if (pieces == open)
                {
                    _taken.RemoveAt(at);
                }
            }
        }

        public async Task UndoAsync()
        {
            await using var db = world.Sync.Read();
            var batches = await db.MappingBatches.Where(b => b.Origin == MappingOrigin.Person && b.UndoneAt == null).OrderBy(b => b.Id).ToListAsync(Cancellation);
            if (batches.Count > 0)
            {
                var batch = batches[dice.Next(batches.Count)];
                world.Journal.Add($"undo {batch.Text}");
                await world.UndoAsync(batch.Id);
            }
        }

        public async Task HandleAsync()
        {
            await using var db = world.Sync.Read();
            var items = await db.StockItems.Where(i => i.MergedIntoId == null).OrderBy(i => i.Id).ToListAsync(Cancellation);
            var item = items[dice.Next(items.Count)];
            var (pieces, place) = (1 + dice.Next(6), dice.Next(2) == 0 ? shed.Id : (long?)null);
            var (databases, clock, owner) = (world.Sync.Databases, world.Sync.Clock, world.Sync.Owner);
            var (what, refusal) = dice.Next(3) switch
            {
                0 => ("count", await new CountStock(databases, new StoreNews(), clock).RunAsync(owner, item.Id, place, dice.Next(30), null, Cancellation)),
                1 => ("adjust", await new AdjustStock(databases, new StoreNews(), clock)
                    .RunAsync(owner, item.Id, place, dice.Next(2) == 0 ? pieces : -pieces, "because", Cancellation)),
                _ => ("carry", await new TransferStock(databases, new StoreNews(), clock)
                    .RunAsync(owner, item.Id, place, place is null ? shed.Id : null, pieces, null, Cancellation)),
            };
            world.Journal.Add($"{what} {item.MasterSku} at {place}: {refusal?.Message ?? "done"}");
            Assert.Contains(refusal?.Code, (string?[])[null, "stock.short", "stock.unknown"]);
        }
    }
}
