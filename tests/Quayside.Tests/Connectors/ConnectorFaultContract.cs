using Quayside.Connectors;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors;

/// <summary>How every connector's calls fail: with the kind that says who acts next, and without a secret in the words.</summary>
public abstract class ConnectorFaultContract : ConnectorContract
{
    /// <summary>The channel's own way to say "too many calls, come back in 7 seconds".</summary>
    protected virtual FakeAnswer SlowDownFor7Seconds => FakeAnswer.Throttled(7);

    [Fact]
    public async Task A_refused_key_needs_a_person_on_every_call()
    {
        await EveryCallFailsAsync(FailureKind.NeedsReauth, Shop.RefuseKey);
    }

    [Fact]
    public async Task Too_many_calls_wait_as_long_as_the_channel_asks()
    {
        foreach (var failure in await EveryCallFailsAsync(FailureKind.Throttled, _ => SlowDownFor7Seconds))
        {
            Assert.Equal(TimeSpan.FromSeconds(7), failure.RetryAfter);
        }
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_server_in_trouble_is_unavailable(int status) =>
        await EveryCallFailsAsync(FailureKind.Unavailable, _ => FakeAnswer.Html("<html><body>Something went wrong</body></html>", status));

    [Fact]
    public async Task A_busy_server_that_names_a_time_is_waited_for()
    {
        FakeAnswer Busy(FakeRequest request) => FakeAnswer.Html("<html>Maintenance</html>", 503, ("Retry-After", "7"));

        foreach (var failure in await EveryCallFailsAsync(FailureKind.Throttled, Busy))
        {
            Assert.Equal(TimeSpan.FromSeconds(7), failure.RetryAfter);
        }
    }

    [Fact]
    public async Task A_cut_connection_is_unavailable() =>
        await EveryCallFailsAsync(FailureKind.Unavailable, _ => FakeAnswer.Cut);

    [Fact]
    public async Task Half_a_body_is_unavailable_and_never_half_a_page() => await EveryCallFailsAsync(
        FailureKind.Unavailable, _ => FakeAnswer.HalfOf("""[{"id":1,"name":"half of this is missing"},{"id":2,"name":"and this"}]"""));

    [Fact]
    public async Task No_answer_in_time_is_unavailable() =>
        await EveryCallFailsAsync(FailureKind.Unavailable, _ => FakeAnswer.Never, TimeSpan.FromMilliseconds(150));

    [Fact]
    public async Task A_body_that_stalls_is_unavailable() => await EveryCallFailsAsync(
        FailureKind.Unavailable, _ => FakeAnswer.StallAfterHalfOf("""[{"id":1,"name":"the rest never comes"}]"""), TimeSpan.FromMilliseconds(150));

    [Fact]
    public async Task An_answer_that_is_not_theirs_is_unreadable_not_empty() => await EveryCallFailsAsync(
        FailureKind.Unreadable, _ => FakeAnswer.Html("<!DOCTYPE html><html><body>Please enable cookies</body></html>"));

    [Fact]
    public async Task Nobody_listening_is_unavailable()
    {
        Connection[] connections = [Connect(), await ConnectKnownAsync()];
        await Marketplace.DisposeAsync();

        await EveryCallFailsAsync(FailureKind.Unavailable, connections);
    }

    [Fact]
    public async Task Giving_up_is_not_a_failure_of_the_channel()
    {
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await stopped.CancelAsync();
        foreach (var call in ConnectorCall.AllOf(Connector, Shop.Window))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.RunAsync(Connect(), stopped.Token));
        }
    }

    [Fact]
    public async Task A_page_that_failed_is_read_with_the_same_cursor()
    {
        if (Connector is not IReadsListings listings)
        {
            return;
        }

        var connection = await ConnectKnownAsync();
        var first = await listings.ReadListingsAsync(connection, null, Cancellation);
        var well = await listings.ReadListingsAsync(connection, first.Cursor, Cancellation);
        Marketplace.Fault = _ => FakeAnswer.Cut;
        await Assert.ThrowsAsync<ConnectorException>(() => listings.ReadListingsAsync(connection, first.Cursor, Cancellation));
        Marketplace.Fault = null;

        var again = await listings.ReadListingsAsync(connection, first.Cursor, Cancellation);

        Assert.Equal(well.Records.Select(r => r.ChannelId), again.Records.Select(r => r.ChannelId));
        Assert.Equal(well.Cursor, again.Cursor);
    }

    [Fact]
    public async Task No_cursor_fact_or_identity_holds_a_secret()
    {
        var connection = await ConnectKnownAsync();
        var said = connection.Facts.Values.Select(f => f.Key + f.Value).ToList();
        if (Connector is IReadsListings listings)
        {
            said.AddRange((await FeedReading.OneByOneAsync(c => listings.ReadListingsAsync(connection, c, Cancellation))).Select(p => p.Cursor));
        }

        if (Connector is IReadsOrders orders)
        {
            said.AddRange((await FeedReading.OneByOneAsync(c => orders.ReadOrdersAsync(connection, Shop.Window, c, Cancellation))).Select(p => p.Cursor));
        }

        Assert.All(said, HoldsNoSecret);
    }

    /// <summary>On a connection that knows nothing yet, and on one that was well before the fault came.</summary>
    private async Task<List<ConnectorException>> EveryCallFailsAsync(
        FailureKind expected, Func<FakeRequest, FakeAnswer?> fault, TimeSpan? timeout = null)
    {
        var known = await ConnectKnownAsync() with { Http = FakeMarketplace.NewClient(timeout) };
        Marketplace.Fault = fault;
        return await EveryCallFailsAsync(expected, [Connect(timeout: timeout), known]);
    }

    private async Task<List<ConnectorException>> EveryCallFailsAsync(FailureKind expected, Connection[] connections)
    {
        var failures = new List<ConnectorException>();
        foreach (var (call, connection) in ConnectorCall.AllOf(Connector, Shop.Window).SelectMany(call => connections.Select(c => (call, c))))
        {
            var failure = await Assert.ThrowsAsync<ConnectorException>(() => call.RunAsync(connection, Cancellation));

            Assert.True(expected == failure.Kind, $"{call.Name}: {failure.Kind} instead of {expected}: {failure.Message}");
            HoldsNoSecret(failure.ToString());
            failures.Add(failure);
        }

        return failures;
    }

    private void HoldsNoSecret(string text) => Assert.All(
        SettingsFor(Marketplace.Address).Where(s => Connector.Info.Settings.Any(i => i.Secret && i.Key == s.Key)).Select(s => s.Value),
        secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
}
