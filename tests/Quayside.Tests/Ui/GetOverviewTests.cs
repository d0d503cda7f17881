using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.SkuLinks;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Ui;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.Ui;

public sealed class GetOverviewTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Variations_that_wait_for_their_links_while_a_store_comes_in_are_nobodys_work()
    {
        var shop = new ScriptedChannel();
        shop.Listings.AddRange([Listing("1", "A"), Listing("2", "B"), Listing("3", "C")]);
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var overview = new GetOverview(sync.Databases);
        shop.BeforePage = (_, number, _) =>
            number == 2 ? throw new ConnectorException(FailureKind.Throttled, "Slow down.") : Task.CompletedTask;

        var store = await sync.ConnectAsync(shop);
        Assert.Equal(SyncState.Waiting, (await sync.RunAsync(store)).State);
        Assert.Equal((2, 0), (await VariationsAsync(sync), (await overview.NeedsAsync(sync.Owner, Cancellation)).UnlinkedVariations));

        shop.BeforePage = (_, _, _) => Task.CompletedTask;
        Assert.Equal(SyncState.Completed, (await sync.RunAsync(store)).State);
        await UnlinkOneAsync(sync);
        Assert.Equal(1, (await overview.NeedsAsync(sync.Owner, Cancellation)).UnlinkedVariations);

        await sync.ConnectAsync(shop, "Another");
        Assert.Equal(1, (await overview.NeedsAsync(sync.Owner, Cancellation)).UnlinkedVariations);
    }

    private static async Task<int> VariationsAsync(SyncHarness sync)
    {
        await using var db = sync.Read();
        return await db.Variations.CountAsync(Cancellation);
    }

    private static async Task UnlinkOneAsync(SyncHarness sync)
    {
        await using var db = sync.Read();
        var variation = await db.Variations.Select(v => v.Id).FirstAsync(Cancellation);
        Assert.Null(await new UnlinkVariation(sync.Databases, sync.Clock).RunAsync(sync.Owner, variation, Cancellation));
    }
}
