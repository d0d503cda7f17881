using Quayside.Orders;
using Quayside.Stores;
using Quayside.Ui;

namespace Quayside.Tests.Ui;

public sealed class AttentionItemTests
{
    private static readonly DateTimeOffset Then = new(2026, 11, 26, 6, 0, 0, TimeSpan.Zero);
    private static readonly Needs Nothing = new(new Dictionary<AttentionReason, int>(), 0, 0, 0, 0, new Dictionary<long, int>());

    [Fact]
    public void The_list_is_empty_when_nothing_needs_a_person() =>
        Assert.Empty(AttentionItem.List([Store(1, StoreHealth.Ok), Store(2, StoreHealth.Waiting)], Sessions(), Nothing));

    [Fact]
    public void What_stops_a_store_comes_before_what_is_unlinked()
    {
        var needs = new Needs(
            new Dictionary<AttentionReason, int> { [AttentionReason.OutOfStock] = 1, [AttentionReason.UnlinkedSku] = 2 }, 3, 1, 6, 4, new Dictionary<long, int> { [1] = 5 });

        var items = AttentionItem.List([Store(1, StoreHealth.Ok), Store(2, StoreHealth.NeedsReauth)], Sessions(), needs);

        Assert.Equal(
            ["/stores/2/access", "/orders?show=attention&reason=UnlinkedSku", "/orders?show=attention&reason=OutOfStock", "/stores/1#quarantine", "/mapping?group=twiceinstore", "/mapping", "/inventory?differs=yes", "/mapping?group=noproposal"],
            items.Select(i => i.Href));
    }

    [Fact]
    public void A_failed_session_of_a_disconnected_store_needs_nobody()
    {
        Assert.Empty(AttentionItem.List([Store(1, StoreHealth.Disconnected)], Sessions((1, SyncState.Failed)), Nothing));
        Assert.Single(AttentionItem.List([Store(1, StoreHealth.Ok)], Sessions((1, SyncState.Failed)), Nothing));
    }

    [Fact]
    public void More_than_was_counted_is_said_as_such() =>
        Assert.StartsWith(
            "More than 1,000 variations",
            AttentionItem.List([], Sessions(), Nothing with { Conflicts = GetOverview.CountedTo + 1 })[0].Title,
            StringComparison.Ordinal);

    private static StoreView Store(long id, StoreHealth health) => new(
        id, "scripted", $"Store {id}", StoreMode.Observe, health, null, "Shop", null, [], "EUR", 90, Then, null, null);

    private static Dictionary<long, SyncSessionView> Sessions(params (long Store, SyncState State)[] sessions) => sessions.ToDictionary(
        s => s.Store,
        s => new SyncSessionView(s.Store, s.Store, SyncKind.Initial, s.State, null, Then, null, null, new WindowView(Then, Then, null), [], 0));
}
