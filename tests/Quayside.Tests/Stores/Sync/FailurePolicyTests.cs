using Quayside.Connectors;
using Quayside.Stores;
using Quayside.Stores.Sync;

namespace Quayside.Tests.Stores.Sync;

public sealed class FailurePolicyTests
{
    [Fact]
    public void Every_kind_has_a_rule()
    {
        foreach (var kind in Enum.GetValues<FailureKind>())
        {
            Assert.NotNull(For(kind));
        }
    }

    [Fact]
    public void A_shop_that_names_its_time_is_taken_at_its_word() => Assert.Equal(
        TimeSpan.FromHours(3), FailurePolicy.For(Failure(FailureKind.Throttled, TimeSpan.FromHours(3)), 9, 1).Wait);

    [Fact]
    public void Waits_grow_to_a_quarter_of_an_hour_while_a_shop_is_unavailable()
    {
        var waits = Enumerable.Range(1, 12).Select(failures => For(FailureKind.Unavailable, failures).Wait!.Value.TotalSeconds);

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900], waits);
    }

    [Fact]
    public void A_refused_key_waits_for_a_person() =>
        Assert.Equal(new FailurePolicy(SyncState.Waiting, StoreHealth.NeedsReauth, null), For(FailureKind.NeedsReauth));

    [Fact]
    public void An_answer_that_is_no_page_is_asked_for_three_times_and_then_ends_its_stage_and_not_the_store()
    {
        Assert.Equal(SyncState.Waiting, For(FailureKind.Unreadable, 2).Session);
        Assert.Equal(new FailurePolicy(null, StoreHealth.Ok, null), For(FailureKind.Unreadable, 3));
    }

    private static FailurePolicy For(FailureKind kind, int failures = 1) => FailurePolicy.For(Failure(kind), failures, 0);

    private static ConnectorException Failure(FailureKind kind, TimeSpan? after = null) => new(kind, "No.") { RetryAfter = after };
}
