using System.Collections.Concurrent;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Stores;
using Quayside.Tests.Harness;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.Stores.Sync;

/// <summary>What a session asks a shop for before it is written: the wire is never idle for want of a writer.</summary>
public sealed class ReadingAheadTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ScriptedChannel _shop = new();
    private readonly ConcurrentQueue<string> _asked = new();

    [Fact]
    public async Task A_new_session_asks_for_the_first_page_of_each_stage_at_once()
    {
        await using var sync = await StartAsync();
        using var three = new CountdownEvent(3);
        var met = new ConcurrentQueue<bool>();
        _shop.BeforePage = async (_, number, stop) =>
        {
            if (number == 1)
            {
                three.Signal();
                met.Enqueue(await Task.Run(() => three.Wait(Patience, stop), stop));
            }
        };

        var session = await sync.RunAsync(await sync.ConnectAsync(_shop));

        Assert.Equal([true, true, true], met);
        Assert.Equal(SyncState.Completed, session.State);
    }

    [Fact]
    public async Task Orders_are_read_on_while_the_last_listings_wait_to_be_written()
    {
        await using var sync = await StartAsync();
        var store = await sync.ConnectAsync(_shop);
        var readOn = new TaskCompletionSource();
        var held = Task.FromResult(false);
        _shop.BeforePage = async (stage, number, stop) =>
        {
            switch (stage, number)
            {
                case ("listings", 2):
                    var write = await WriteTransaction.BeginAsync(sync.Databases, sync.OrganisationId, stop);
                    await write.LockStoreAsync(store.Id, stop);
                    held = HoldAsync(write, readOn.Task);
                    break;
                case ("orders", 2):
                    readOn.SetResult();
                    break;
            }
        };

        var session = await sync.RunAsync(store);

        Assert.True(await held);
        Assert.Equal(SyncState.Completed, session.State);
        Assert.All(session.Stages, s => Assert.Equal(s.Discovered, s.Stored));
    }

    [Fact]
    public async Task After_a_wait_nothing_is_asked_for_before_its_turn()
    {
        await using var sync = await StartAsync();
        var store = await sync.ConnectAsync(_shop);
        var isBusy = true;
        _shop.BeforePage = (stage, number, _) =>
        {
            _asked.Enqueue($"{stage} {number}");
            return isBusy && stage == "listings" ? throw new ConnectorException(FailureKind.Throttled, "Slow down.") : Task.CompletedTask;
        };
        Assert.Equal(SyncState.Waiting, (await sync.RunAsync(store)).State);
        isBusy = false;
        _asked.Clear();

        await sync.RunAsync(store);

        Assert.Equal(["listings 1", "listings 2", "orders 1", "orders 2", "carriers 1"], _asked);
    }

    [Fact]
    public async Task What_fails_ahead_is_told_at_its_turn()
    {
        await using var sync = await StartAsync();
        _shop.BeforePage = (stage, _, _) =>
            stage == "orders" ? throw new ConnectorException(FailureKind.Throttled, "Slow down.") : Task.CompletedTask;

        var session = await sync.RunAsync(await sync.ConnectAsync(_shop));

        Assert.Equal((SyncState.Waiting, 1), (session.State, session.FailuresInARow));
        Assert.Equal(
            [StageState.Completed, StageState.Pending, StageState.Pending], session.Stages.OrderBy(s => s.Name).Select(s => s.State));
    }

    private async Task<SyncHarness> StartAsync()
    {
        _shop.Listings.AddRange([Listing("1", "A"), Listing("2", "B"), Listing("3", "C")]);
        var sync = await SyncHarness.StartAsync(database, null, _shop);
        _shop.Orders.AddRange(Enumerable.Range(1, 4).Select(i => Order($"{i}", sync.Clock.GetUtcNow().AddDays(-1), listing: "1")));
        return sync;
    }

    private static async Task<bool> HoldAsync(WriteTransaction write, Task until)
    {
        await using (write)
        {
            await Task.WhenAny(until, Task.Delay(Patience, TestContext.Current.CancellationToken));
        }

        return until.IsCompleted;
    }
}
