using System.Diagnostics;
using Quayside.Connectors;
using Quayside.Connectors.Lazada;
using Quayside.Connectors.Shopee;
using Quayside.Sandbox;
using Quayside.Tests.Connectors.Lazada;
using Quayside.Tests.Connectors.Shopee;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Connectors;

/// <summary>Where a channel's documents leave two ways open, the connector says which it met: told here by practice stores that go either way.</summary>
public sealed class ChannelFindingsTests
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly OrderWindow Ninety = new(Now.AddDays(-90), Now);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shopee_one_way()
    {
        var heard = await ShopeeAsync("shopee.time_to_exclusive");

        Assert.Equal("a duration", Assert.Single(heard["shopee.expire_in"].Distinct()));
        Assert.Equal("left out of the answer", Assert.Single(heard["shopee.unknown_id"].Distinct()));
        Assert.Equal("spelt invalid_acceess_token", Assert.Single(heard["shopee.token_error"].Distinct()));
        Assert.Equal("told by error_rate_limit", Assert.Single(heard["shopee.rate_limit"].Distinct()));
        Assert.Empty(heard["shopee.time_to"]);
    }

    [Fact]
    public async Task Shopee_the_other_way()
    {
        var heard = await ShopeeAsync("shopee.expire_in_absolute", "shopee.refuses_gaps");

        Assert.Equal("a point in time", Assert.Single(heard["shopee.expire_in"].Distinct()));
        Assert.Equal("a reason to refuse all", Assert.Single(heard["shopee.unknown_id"].Distinct()));
        Assert.Equal("included", Assert.Single(heard["shopee.time_to"].Distinct()));
    }

    [Fact]
    public async Task Lazada_one_way()
    {
        var heard = await LazadaAsync(new LazadaOptions());

        Assert.Equal("changed", Assert.Single(heard["lazada.refresh_token"].Distinct()));
        Assert.Equal("offered", Assert.Single(heard["lazada.shipment_providers"].Distinct()));
        Assert.Equal("included", Assert.Single(heard["lazada.bounds"].Distinct()));
        Assert.Equal("a list", Assert.Single(heard["lazada.country_user_info"].Distinct()));
        Assert.Equal("told by ApiCallLimit", Assert.Single(heard["lazada.rate_limit"].Distinct()));
        Assert.NotEmpty(heard["lazada.variation_values"]);
        Assert.Empty(heard["lazada.total_of_orders"]);
    }

    [Fact]
    public async Task Lazada_the_other_way()
    {
        var heard = await LazadaAsync(
            new LazadaOptions { RefreshTokenChanges = false, ListsCarriers = false, BoundsAreIncluded = false, TellsOrderTotal = false });

        Assert.Equal("kept", Assert.Single(heard["lazada.refresh_token"].Distinct()));
        Assert.Equal("gone", Assert.Single(heard["lazada.shipment_providers"].Distinct()));
        Assert.Empty(heard["lazada.bounds"]);
        Assert.Equal("not told", Assert.Single(heard["lazada.total_of_orders"].Distinct()));
    }

    private static async Task<ILookup<string, string>> ShopeeAsync(params string[] quirks)
    {
        await using var sandbox = await RunningSandbox.StartAsync(ShopeePractice.Options with { Now = Now, Quirks = quirks.ToHashSet() });
        var shop = sandbox.Shop;
        OnAnEdge(shop, ShopeeTimes.Parts(Ninety.From, Ninety.To)[3].To);
        var connector = new ShopeeConnector(TimeProvider.System);
        using var trace = new Activity("made up").Start();
        var connection = await ShopeePractice.SignedInAsync(connector, shop);
        await FeedReading.AheadAsync(c => connector.ReadOrdersAsync(connection, Ninety, c, Cancellation));
        await connector.ReadListingsByIdAsync(connection, ["1", .. shop.Data.Products.Select(p => $"{p.Id}").Take(2)], Cancellation);
        shop.Faults.Add(new Fault(FaultKind.TooManyRequests) { Times = 1 });
        await Assert.ThrowsAsync<ConnectorException>(() => connector.IdentifyAsync(connection, Cancellation));
        shop.Tokens.EndAccess();
        await Assert.ThrowsAsync<ConnectorException>(() => connector.IdentifyAsync(connection, Cancellation));
        return Heard(trace);
    }

    private static async Task<ILookup<string, string>> LazadaAsync(LazadaOptions options)
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Channel = "lazada", Now = Now, Lazada = options });
        var shop = sandbox.Shop;
        OnAnEdge(shop, Now);
        var connector = new LazadaConnector(TimeProvider.System);
        using var trace = new Activity("made up").Start();
        var store = await SignedInStore.AtAsync(shop, connector, Cancellation);
        await FeedReading.AheadAsync(c => connector.ReadOrdersAsync(store.Connection, Ninety, c, Cancellation));
        await connector.ReadListingsAsync(store.Connection, null, Cancellation);
        await connector.ReadCarriersAsync(store.Connection, null, Cancellation);
        await store.OtherThanAsync(store.Tokens.Access, Cancellation);
        shop.Faults.Add(new Fault(FaultKind.TooManyRequests) { Times = 1 });
        await Assert.ThrowsAsync<ConnectorException>(() => connector.IdentifyAsync(store.Connection, Cancellation));
        return Heard(trace);
    }

    private static void OnAnEdge(PracticeShop shop, DateTimeOffset edge) =>
        shop.Data.Orders.First(order => order.Status == "processing").PlacedAt = edge;

    private static ILookup<string, string> Heard(Activity trace) =>
        trace.Events.ToLookup(e => e.Name, e => (string)e.Tags.Single(tag => tag.Key == "outcome").Value!);
}
