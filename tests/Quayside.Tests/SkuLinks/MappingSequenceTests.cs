using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.SkuLinks.Decisions;
using Quayside.Tests.Harness;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.SkuLinks;

/// <summary>Whatever people decide while shops sell and sync: undoing all of it, the last first, leaves what would be there had nobody
/// decided anything. The sequences are drawn, and the same each time.</summary>
public sealed class MappingSequenceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private int Sequences => database.Drawn(25);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Undoing_everything_last_first_leaves_links_and_stock_where_they_would_be() => EachAsync(newestFirst: true);

    [Fact]
    public Task Undoing_in_any_order_comes_to_an_end_with_sums_that_are_right() => EachAsync(newestFirst: false);

    private async Task EachAsync(bool newestFirst)
    {
        for (var sequence = 1; sequence <= Sequences; sequence++)
        {
            var dice = new Random(sequence);
            await RunAsync([.. Enumerable.Range(0, 6 + dice.Next(11)).Select(_ => dice.Next())], newestFirst);
        }
    }

    private async Task RunAsync(int[] steps, bool newestFirst)
    {
        ShopGoods[] shops =
        [
            new ShopGoods(Listing("1", "A", 10), Listing("2", "B", 20), Listing("3", "C", 30), Listing("4", "D", 40)),
            new ShopGoods(Listing("1", "A", 11), Listing("2", "B", 22), Listing("6", "F", 33), Listing("7", "G", 44)),
        ];
        await using var world = await MappingWorld.StartAsync(database, shops);
        await using var untouched = await MappingWorld.StartAsync(database, shops);
        var shoppers = new Shoppers(shops);
        foreach (var step in steps)
        {
            var dice = new Random(step);
            if (dice.Next(10) < 4)
            {
                var shop = dice.Next(2);
                shoppers.Go(dice, shop);
                world.Journal.Add($"sync {shop}: {string.Join(' ', shops[shop].Listings.Select(l => $"{l.Variations[0].SellerSku}={l.Variations[0].Quantity}"))} open {string.Join(' ', shops[shop].Orders.Where(o => o.State == OrderState.ReadyToShip).Select(o => $"{o.Lines[0].ListingId}x{o.Lines[0].Quantity}"))}");
                await world.SyncAsync(shop, shops[shop]);
                await untouched.SyncAsync(shop, shops[shop]);
            }
            else if (dice.Next(6) == 0)
            {
                await UndoOneAsync(world, dice, newestFirst);
            }
            else
            {
                await DecideAsync(world, dice);
            }

            await world.CheckAsync();
        }

        await UndoAllAsync(world, newestFirst);
        await world.CheckAsync();
        if (!newestFirst)
        {
            return;
        }

        await SameAsync(untouched, world);
        for (var shop = 0; shop < shops.Length; shop++)
        {
            await world.SyncAsync(shop, shops[shop]);
            await untouched.SyncAsync(shop, shops[shop]);
        }

        await SameAsync(untouched, world);
        await world.CheckAsync();
    }

    private static async Task SameAsync(MappingWorld untouched, MappingWorld world)
    {
        var (expected, actual) = (await untouched.PictureAsync(), await world.PictureAsync());
        Assert.True(expected == actual, $"""
            Nobody decided anything:
            {string.Join('\n', expected.Split('\n').Except(actual.Split('\n')))}
            All of it undone:
            {string.Join('\n', actual.Split('\n').Except(expected.Split('\n')))}
            What happened:
            {string.Join('\n', world.Journal)}
            """);
    }

    private static async Task DecideAsync(MappingWorld world, Random dice)
    {
        var changes = await ChangesAsync(world, dice);
        var openOrders = dice.Next(2) == 0 ? OpenOrders.Backwards : OpenOrders.FromNowOn;
        var preview = (await world.PreviewAsync(changes, openOrders)).Value!;
        var applied = await world.ApplyAsync(changes, openOrders);
        Assert.Equal(preview.Problems.Count == 0, applied.Refusal is null);
        if (applied.Refusal is not null)
        {
            return;
        }

        world.Journal.Add($"{openOrders} {string.Join(", ", preview.Links.Select(l => $"{l.VariationId % 10_000}: {string.Join('+', l.Before.Select(b => b.MasterSku))} -> {string.Join('+', l.After.Select(b => b.MasterSku))}"))} | {string.Join(", ", changes.Select(c => c.GetType().Name))} | {string.Join("; ", preview.Stock.Select(k => $"{k.MasterSku} {k.Before.OnHand}/{k.Before.Reserved} > {k.After.OnHand}/{k.After.Reserved} {k.MergedInto}"))}");
        await using var db = world.Sync.Read();
        foreach (var told in preview.Stock)
        {
            var sku = told.NewMasterSku ?? told.MasterSku;
            var item = await db.StockItems.SingleAsync(i => told.StockItemId == null ? i.MasterSku == sku : i.Id == told.StockItemId, Cancellation);
            var sold = await db.SkuLinks.Where(l => l.StockItemId == item.Id && l.EndedAt == null).CountAsync(Cancellation);
            Assert.Equal((sku, told.After), (item.MasterSku, new StockFigures(item.OnHand, item.Reserved, item.Available, sold)));
        }
    }

    internal static async Task<List<MappingChange>> ChangesAsync(MappingWorld world, Random dice)
    {
        await using var db = world.Sync.Read();
        var items = await db.StockItems.Where(i => i.MergedIntoId == null).OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(Cancellation);
        var variations = await db.Variations.OrderBy(v => v.Id).Select(v => v.Id).ToListAsync(Cancellation);
        var links = await db.SkuLinks.Where(l => l.EndedAt == null).OrderBy(l => l.Id).ToListAsync(Cancellation);
        var shared = links.GroupBy(l => l.StockItemId).Where(g => g.Count() > 1).ToList();
        return [.. Enumerable.Range(0, 1 + dice.Next(3)).Select(Change)];

        MappingChange Change(int at) => dice.Next(9) switch
        {
            0 or 1 => new LinkChange(One(variations), One(items), 1 + dice.Next(3)),
            2 => new UnlinkChange(One(variations)),
            3 => new KitChange(One(variations), [.. items.OrderBy(_ => dice.Next()).Take(1 + dice.Next(3)).Select(i => new KitComponent(i, 1 + dice.Next(2)))]),
            4 or 5 => new MergeChange([One(items)], One(items)),
            6 when shared.Count > 0 => One(shared) is var of ? new SplitChange(of.Key, [One([.. of]).VariationId], $"NEW-{dice.Next()}") : null!,
            7 => new RenameChange(One(items), $"NAME-{dice.Next(4)}"),
            _ => new MergeChange([One(items), One(items)], One(items)),
        };

        T One<T>(List<T> of) => of[dice.Next(of.Count)];
    }

    private static async Task UndoOneAsync(MappingWorld world, Random dice, bool newestFirst)
    {
        await using var db = world.Sync.Read();
        var batches = await db.MappingBatches.Where(b => b.Origin == MappingOrigin.Person && b.UndoneAt == null).OrderBy(b => b.Id).Select(b => b.Id).ToListAsync(Cancellation);
        if (batches.Count > 0)
        {
            var at = newestFirst ? batches.Count - 1 : dice.Next(batches.Count);
            world.Journal.Add($"undo {at} of {batches.Count}: {await world.UndoAsync(batches[at])}");
        }
    }

    // What is kept because of a newer decision goes back once that one has.
    private static async Task UndoAllAsync(MappingWorld world, bool newestFirst)
    {
        for (var round = 0; round < 50; round++)
        {
            await using var db = world.Sync.Read();
            var batches = await db.MappingBatches.Where(b => b.Origin == MappingOrigin.Person && b.UndoneAt == null).OrderBy(b => b.Id).Select(b => b.Id).ToListAsync(Cancellation);
            if (batches.Count == 0)
            {
                return;
            }

            foreach (var batch in newestFirst ? batches.AsEnumerable().Reverse() : batches)
            {
                await world.UndoAsync(batch);
                await world.CheckAsync();
            }
        }

        Assert.Fail("Decisions could not be undone in fifty rounds.");
    }

    /// <summary>People who buy, shops that count and ship.</summary>
    internal sealed class Shoppers(ShopGoods[] shops)
    {
        private int _number;

        public void Go(Random dice, int shop)
        {
            var goods = shops[shop];
            for (var i = dice.Next(3); i >= 0; i--)
            {
                var at = dice.Next(goods.Listings.Count);
                switch (dice.Next(6))
                {
                    case 0 or 1:
                        goods.Orders.Add(Order(Next(), TimeProvider.System.GetUtcNow().AddSeconds(-2), listing: goods.Listings[at].Id, quantity: 1 + dice.Next(3)));
                        Count(goods, at, -goods.Orders[^1].Lines[0].Quantity);
                        break;
                    case 2 when goods.Orders.FindIndex(o => o.State == OrderState.ReadyToShip) is >= 0 and var open:
                        var sold = goods.Orders[open];
                        goods.Orders[open] = Order(sold.Id, sold.PlacedAt, OrderState.Completed, sold.Lines[0].ListingId, sold.Lines[0].Quantity);
                        break;
                    case 3 when goods.Listings.Count < 8:
                        var sku = shops[1 - shop].Listings.Select(l => l.Variations[0].SellerSku).FirstOrDefault(s => goods.Listings.All(l => l.Variations[0].SellerSku != s));
                        goods.Listings.Add(Listing(Next(), sku ?? $"SKU-{_number}", dice.Next(50)));
                        break;
                    default:
                        Count(goods, at, dice.Next(-2, 6));
                        break;
                }
            }
        }

        private static void Count(ShopGoods goods, int at, decimal change)
        {
            var (id, variation) = (goods.Listings[at].Id, goods.Listings[at].Variations[0]);
            goods.Listings[at] = Listing(id, variation.SellerSku, variation.Quantity + change);
        }

        private string Next() => (100 + ++_number).ToString(CultureInfo.InvariantCulture);
    }
}
