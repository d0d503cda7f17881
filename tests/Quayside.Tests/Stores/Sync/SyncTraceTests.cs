using System.Collections.Concurrent;
using System.Diagnostics;
using Quayside.Connectors;
using Quayside.Stores;
using Quayside.Stores.Sync;
using Quayside.Tests.Harness;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.Stores.Sync;

public sealed class SyncTraceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_session_is_one_trace_of_its_own_that_tells_once_what_was_met_on_every_page()
    {
        var question = $"made up.{Guid.NewGuid():N}";
        var shop = new ScriptedChannel
        {
            BeforePage = (_, _, _) =>
            {
                Findings.Met(question, "so");
                return Task.CompletedTask;
            },
        };
        shop.Listings.AddRange(Enumerable.Range(1, 9).Select(i => Listing($"{i}", $"SKU-{i}", i)));
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await sync.ConnectAsync(shop);
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SyncTrace.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var request = new Activity("the request that starts it").Start();

        var session = await sync.RunAsync(store);

        Assert.Equal(SyncState.Completed, session.State);
        // Other tests sync beside this one, each store in a database of its own.
        var trace = Assert.Single(ended, trace => trace.Events.Any(e => e.Name == question));
        Assert.Equal(("sync Initial", shop.Info.Key, session.Id), (trace.DisplayName, trace.GetTagItem("quayside.channel"), trace.GetTagItem("quayside.session")));
        Assert.NotEqual(request.TraceId, trace.TraceId);
        Assert.Equal("so", Assert.Single(trace.Events).Tags.Single(tag => tag.Key == "outcome").Value);
        Assert.Empty(request.Events);
    }
}
