using Microsoft.EntityFrameworkCore;
using Quayside.SkuLinks.Decisions;
using Quayside.Tests.Harness;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.SkuLinks;

/// <summary>Whatever people decide while shops sell and sync, and in whatever order they undo some of it: what is undone is as if nobody
/// had decided it, and what cannot be undone says which newer decision to undo first.</summary>
/// <remarks>Held against a second world in which only what still stands was ever decided. The sequences are drawn, and the same each time.</remarks>
public sealed class MappingOrderTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private int Sequences => database.Drawn(40);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Undoing_some_in_any_order_leaves_what_would_be_there_had_only_the_others_been_decided()
    {
        var compared = 0;
        for (var sequence = 1; sequence <= Sequences; sequence++)
        {
            var dice = new Random(sequence);
            compared += await RunAsync([.. Enumerable.Range(0, 6 + dice.Next(11)).Select(_ => dice.Next())]) ? 1 : 0;
        }

        Assert.True(compared > Sequences / 2, $"Only {compared} of {Sequences} sequences ended with decisions that stand or are undone as a whole.");
    }

    private async Task<bool> RunAsync(int[] steps)
    {
        ShopGoods[] shops =
        [
            new ShopGoods(Listing("1", "A", 10), Listing("2", "B", 20), Listing("3", "C", 30), Listing("4", "D", 40)),
            new ShopGoods(Listing("1", "A", 11), Listing("2", "B", 22), Listing("6", "F", 33), Listing("7", "G", 44)),
        ];
        await using var world = await MappingWorld.StartAsync(database, [.. shops.Select(Copy)]);
        var names = new WorldNames(world);
        await names.LookAsync();
        var shoppers = new MappingSequenceTests.Shoppers(shops);
        var start = shops.Select(Copy).ToArray();
        var script = new List<Scene>();
        foreach (var step in steps)
        {
            var dice = new Random(step);
            if (dice.Next(10) < 3)
            {
                var shop = dice.Next(2);
                shoppers.Go(dice, shop);
                script.Add(new Scene(shop, Copy(shops[shop]), null));
                world.Journal.Add($"sync {shop}");
                await world.SyncAsync(shop, shops[shop]);
            }
            else if (dice.Next(5) == 0 && await StandingAsync(world) is { Count: > 0 } standing)
            {
                await UndoAsync(world, standing[dice.Next(standing.Count)]);
            }
            else if (await DecideAsync(world, names, dice) is { } decided)
            {
                script.Add(new Scene(0, null, decided));
            }

            await names.LookAsync();
            await world.CheckAsync();
        }

        var chance = new Random(steps[0]);
        foreach (var batch in (await StandingAsync(world)).OrderBy(_ => chance.Next()).Where(_ => chance.Next(2) == 0).ToList())
        {
            await UndoAsync(world, batch);
            await world.CheckAsync();
        }

        var stands = await StandingAsync(world);
        var isWhole = await AreWholeAsync(world, stands, script);
        if (isWhole)
        {
            await using var others = await PlayAsync(script, start, stands);
            await SameAsync(others, world, shops);
        }

        await UndoAllAsync(world, chance);
        await using var untouched = await PlayAsync(script, start, []);
        await SameAsync(untouched, world, shops);
        return isWhole;
    }

    private static async Task<Decided?> DecideAsync(MappingWorld world, WorldNames names, Random dice)
    {
        var changes = await MappingSequenceTests.ChangesAsync(world, dice);
        var openOrders = dice.Next(2) == 0 ? OpenOrders.Backwards : OpenOrders.FromNowOn;
        if ((await world.ApplyAsync(changes, openOrders)).Value is not { Changes: > 0 } batch)
        {
            return null;
        }

        world.Journal.Add($"{batch.Id} {openOrders} {string.Join(", ", changes)}");
        return new Decided(batch.Id, openOrders, names, changes);
    }

    private static async Task UndoAsync(MappingWorld world, long batch)
    {
        var undone = await world.UndoAsync(batch);
        world.Journal.Add($"undo {batch}: {undone.Undone}, {string.Join("; ", undone.Kept.Select(k => k.Text))}");
        await using var db = world.Sync.Read();
        Assert.All(undone.Kept.Where(k => k.UndoFirst is not null), k => Assert.True(k.UndoFirst > batch && db.MappingBatches.Any(b => b.Id == k.UndoFirst && b.UndoneAt == null)));
        Assert.True(undone.Undone > 0 || undone.Kept.Count > 0, string.Join('\n', world.Journal));
    }

    private static async Task<List<long>> StandingAsync(MappingWorld world)
    {
        await using var db = world.Sync.Read();
        return await db.MappingBatches.Where(b => b.Origin == MappingOrigin.Person && b.UndoneAt == null).OrderBy(b => b.Id).Select(b => b.Id).ToListAsync(Cancellation);
    }

    /// <summary>Whether each of them holds with all its steps: one that was half undone cannot be decided by half elsewhere.</summary>
    private static async Task<bool> AreWholeAsync(MappingWorld world, List<long> batches, List<Scene> script)
    {
        await using var db = world.Sync.Read();
        foreach (var decided in script.Select(s => s.Decided).OfType<Decided>().Where(d => batches.Contains(d.Batch)))
        {
            var variations = await db.VariationDecisions.Where(d => d.BatchId == decided.Batch).Select(d => new { d.Step, d.UndoneAt }).ToListAsync(Cancellation);
            var items = await db.ItemDecisions.Where(d => d.BatchId == decided.Batch).Select(d => new { d.Step, d.UndoneAt }).ToListAsync(Cancellation);
            var steps = variations.Concat(items).ToList();
            if (steps.Any(s => s.UndoneAt is not null) || steps.Select(s => s.Step).Distinct().Count() < decided.Steps)
            {
                return false;
            }
        }

        return true;
    }

    private static async Task UndoAllAsync(MappingWorld world, Random chance)
    {
        for (var round = 0; round < 50; round++)
        {
            var standing = await StandingAsync(world);
            if (standing.Count == 0)
            {
                return;
            }

            foreach (var batch in standing.OrderBy(_ => chance.Next()).ToList())
            {
                await UndoAsync(world, batch);
                await world.CheckAsync();
            }
        }

        Assert.Fail($"Decisions could not be undone in fifty rounds.\n{string.Join('\n', world.Journal)}");
    }

    // The same, where nobody decided what does not stand.
    private async Task<MappingWorld> PlayAsync(List<Scene> script, ShopGoods[] start, List<long> stands)
    {
        var world = await MappingWorld.StartAsync(database, [.. start.Select(Copy)]);
        var names = new WorldNames(world);
        await names.LookAsync();
        foreach (var scene in script)
        {
            if (scene.Goods is { } goods)
            {
                await world.SyncAsync(scene.Shop, goods);
            }
            else if (scene.Decided is { } decided && stands.Contains(decided.Batch))
            {
                var changes = decided.Changes.Select(c => Translated(c, id => names[decided.Names[id]])).ToList();
                Assert.Null((await world.ApplyAsync(changes, decided.OpenOrders)).Refusal);
            }

            await names.LookAsync();
        }

        return world;
    }

    private static MappingChange Translated(MappingChange change, Func<long, long> id) => change switch
    {
        LinkChange link => link with { VariationId = id(link.VariationId), StockItemId = id(link.StockItemId) },
        UnlinkChange unlink => new UnlinkChange(id(unlink.VariationId)),
        KitChange kit => new KitChange(id(kit.VariationId), [.. kit.Components.Select(c => c with { StockItemId = id(c.StockItemId) })]),
        MergeChange merge => new MergeChange([.. merge.FromStockItemIds.Select(id)], id(merge.IntoStockItemId)),
        SplitChange split => new SplitChange(id(split.StockItemId), [.. split.VariationIds.Select(id)], split.NewMasterSku) { MayTakeAll = true },
        RenameChange rename => rename with { StockItemId = id(rename.StockItemId) },
        _ => throw new NotSupportedException($"No other names for {change.GetType().Name}."),
    };

    private static async Task SameAsync(MappingWorld expected, MappingWorld world, ShopGoods[] shops)
    {
        await SameAsync(expected, world, "at once");
        for (var shop = 0; shop < shops.Length; shop++)
        {
            await expected.SyncAsync(shop, shops[shop]);
            await world.SyncAsync(shop, shops[shop]);
        }

        await SameAsync(expected, world, "after a sync");
        await world.CheckAsync();
    }

    private static async Task SameAsync(MappingWorld expected, MappingWorld world, string when)
    {
        var (one, other) = (await expected.PictureAsync(), await world.PictureAsync());
        Assert.True(one == other, $"""
            Never decided, {when}:
            {string.Join('\n', one.Split('\n').Except(other.Split('\n')))}
            Undone:
            {string.Join('\n', other.Split('\n').Except(one.Split('\n')))}
            What happened:
            {string.Join('\n', world.Journal)}
            """);
    }

    private static ShopGoods Copy(ShopGoods goods)
    {
        var copy = new ShopGoods([.. goods.Listings]);
        copy.Orders.AddRange(goods.Orders);
        return copy;
    }

    /// <param name="Goods">What the shop holds when it is synced; null where somebody decides.</param>
    private sealed record Scene(int Shop, ShopGoods? Goods, Decided? Decided);

    /// <param name="Names">Of the world that it was decided in.</param>
    private sealed record Decided(long Batch, OpenOrders OpenOrders, WorldNames Names, List<MappingChange> Changes)
    {
        /// <summary>How many steps it has where each of its changes changed something.</summary>
        public int Steps => Changes.Sum(c => c is MergeChange merge ? merge.FromStockItemIds.Count : 1);
    }

    /// <summary>Names that items and variations have in every world: the SKU that an item had first, and the shop's own id.</summary>
    private sealed class WorldNames(MappingWorld world)
    {
        private readonly Dictionary<long, string> _names = [];
        private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);

        public string this[long id] => _names[id];

        public long this[string name] => _ids[name];

        public async Task LookAsync()
        {
            await using var db = world.Sync.Read();
            foreach (var item in await db.StockItems.AsNoTracking().ToListAsync(Cancellation))
            {
                Add(item.Id, item.MasterSku);
            }

            foreach (var variation in await db.Variations.AsNoTracking().ToListAsync(Cancellation))
            {
                Add(variation.Id, $"{world.Stores.Index().First(s => s.Item.Id == variation.StoreId).Index}/{variation.ChannelVariationId}");
            }
        }

        private void Add(long id, string name)
        {
            if (_names.TryAdd(id, name))
            {
                _ids.Add(name, id);
            }
        }
    }
}
