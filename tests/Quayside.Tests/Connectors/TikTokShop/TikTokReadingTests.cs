using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Quayside.Connectors;
using Quayside.Connectors.TikTokShop;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.TikTokShop;

/// <summary>How many requests are sent, and which: against a server that answers what a test wrote down.</summary>
public sealed class TikTokReadingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly TikTokConnector _connector = new(new FakeTimeProvider(Now));
    private readonly SmallTikTok _tiktok = new();
    private FakeMarketplace _marketplace = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _marketplace = await FakeMarketplace.StartAsync();
        _marketplace.Shop = _tiktok.Answer;
    }

    public ValueTask DisposeAsync() => _marketplace.DisposeAsync();

    [Fact]
    public async Task A_handle_that_changed_is_read_again_once_for_all_and_kept()
    {
        _tiktok.Products.AddRange([SmallTikTok.Product("1001", "ACTIVATE", "11"), SmallTikTok.Product("1002", "ACTIVATE", "21"), SmallTikTok.Product("1003", "ACTIVATE", "31")]);
        _tiktok.KnownAs = "ROW_ANOTHER0002";
        var connection = Connect();

        var pages = await FeedReading.OneByOneAsync(c => _connector.ReadListingsAsync(connection, c, Cancellation));

        Assert.Equal(3, pages.SelectMany(p => p.Records).Count(r => r.Problem is null));
        Assert.Equal("ROW_ANOTHER0002", await connection.Tokens.ReadAsync("cipher", Cancellation));
        Assert.Equal(1, Asked("/authorization/202309/shops"));
    }

    [Fact]
    public async Task A_sign_in_that_leads_to_the_shop_no_more_needs_a_person()
    {
        var connection = Connect();
        var gone = connection with { Settings = new Dictionary<string, string>(connection.Settings) { ["shopId"] = "7000714532876279999", ["cipher"] = "ROW_OLD" } };

        foreach (var call in ConnectorCall.AllOf(_connector, new OrderWindow(Now.AddDays(-90), Now)))
        {
            Assert.Equal(FailureKind.NeedsReauth, (await Assert.ThrowsAsync<ConnectorException>(() => call.RunAsync(gone, Cancellation))).Kind);
        }
    }

    [Fact]
    public async Task A_catalogue_that_holds_more_than_a_search_finds_is_read_in_spans_and_lost_at_no_edge()
    {
        _tiktok.Products.AddRange(Enumerable.Range(0, 40).Select(n => SmallTikTok.Product($"{1000 + n}", "ACTIVATE", $"{n + 1}1")));
        _tiktok.Reach = 12;
        var connection = Connect();

        var pages = await FeedReading.AheadAsync(c => _connector.ListListingsAsync(connection, c, Cancellation));

        var read = pages.SelectMany(p => p.Records).Where(r => r.Value is { IsVariation: false }).Select(r => r.ChannelId).ToList();
        Assert.Equal(_tiktok.Products.Select(p => p["id"]!.ToString()).Order(), read.Order());
    }

    [Fact]
    public async Task Products_made_in_one_second_that_are_too_many_are_said_to_be_unreadable()
    {
        _tiktok.Products.AddRange(Enumerable.Range(0, 5).Select(n => SmallTikTok.Product($"{n}001", "ACTIVATE", $"{n + 1}1")));
        _tiktok.Reach = 3;

        var failure = await Assert.ThrowsAsync<ConnectorException>(
            () => FeedReading.OneByOneAsync(c => _connector.ListListingsAsync(Connect(), c, Cancellation)));

        Assert.Equal(FailureKind.Refused, failure.Kind);
    }

    [Fact]
    public async Task A_product_that_left_the_list_takes_none_behind_it_along()
    {
        _tiktok.Products.AddRange(Enumerable.Range(0, 9).Select(n => SmallTikTok.Product($"{1000 + n}", "ACTIVATE", $"{n + 1}1")));
        var connection = Connect();
        var first = await _connector.ListListingsAsync(connection, null, Cancellation);
        _tiktok.Products.RemoveAt(0);

        var rest = await FeedReading.OneByOneAsync(c => _connector.ListListingsAsync(connection, c ?? first.Cursor, Cancellation));

        Assert.Equal(
            Enumerable.Range(0, 9).Select(n => $"{1000 + n}"),
            rest.Prepend(first).SelectMany(p => p.Records).Where(r => r.Value is { IsVariation: false }).Select(r => r.ChannelId).Distinct().Order());
    }

    [Fact]
    public async Task A_place_that_they_have_forgotten_leads_to_the_begin_of_its_span()
    {
        _tiktok.Products.AddRange(Enumerable.Range(0, 5).Select(n => SmallTikTok.Product($"{1000 + n}", "ACTIVATE", $"{n + 1}1")));
        var connection = Connect();
        var first = await _connector.ListListingsAsync(connection, null, Cancellation);
        _marketplace.Fault = request => request.Query.ContainsKey("page_token") ? SmallTikTok.Failure(12019108, "page number is invalid") : null;

        var again = await _connector.ListListingsAsync(connection, first.Cursor, Cancellation);

        Assert.Equal(first.Records.Select(r => r.ChannelId), again.Records.Select(r => r.ChannelId));
    }

    [Fact]
    public async Task A_frozen_product_is_read_by_its_id_from_the_list_and_one_that_is_gone_is_absent()
    {
        _tiktok.Products.AddRange([SmallTikTok.Product("1001", "ACTIVATE", "11"), SmallTikTok.Product("1002", "FREEZE", "21")]);

        var page = await _connector.ReadListingsByIdAsync(Connect(), ["1001", "1002", "1003"], Cancellation);

        Assert.Equal([("1001", ListingStatus.Active), ("1002", ListingStatus.Banned)], page.Records.Select(r => (r.ChannelId, ((ChannelListing)r.Value!).Status)));
        Assert.Equal(1, Asked("/product/202502/products/search"));
    }

    [Fact]
    public async Task Orders_beyond_a_thousand_are_cut_into_spans_and_each_is_met_once()
    {
        var placed = Enumerable.Range(0, 2600).Select(n => Now.AddDays(-90).AddSeconds(n * 2990)).ToList();
        _tiktok.Orders.AddRange(placed.Select((at, n) => SmallTikTok.Order(string.Create(CultureInfo.InvariantCulture, $"5764863{n:D11}"), at)));
        var connection = Connect();
        var window = new OrderWindow(Now.AddDays(-90), Now);

        var pages = await FeedReading.AheadAsync(c => _connector.ListOrdersAsync(connection, window, c, Cancellation));

        Assert.InRange(pages.Count, 5, 8);
        Assert.Equal(_tiktok.Orders.Select(o => o["id"]!.ToString()), pages.SelectMany(p => p.Records).Select(r => r.ChannelId));
        Assert.All(pages, p => Assert.Equal(2600, p.Expected));
    }

    [Fact]
    public async Task Orders_that_change_again_while_a_span_of_changes_is_read_hide_none()
    {
        _tiktok.Orders.AddRange(Enumerable.Range(0, 9).Select(n => SmallTikTok.Order($"57648631694849000{n}", Now.AddHours(-2).AddMinutes(n))));
        var window = new ChangeWindow(Now.AddHours(-3), Now.AddHours(-1));
        _marketplace.Fault = request =>
        {
            if (request.Query.ContainsKey("page_token") && (long)_tiktok.Orders[0]["update_time"]! < window.To.ToUnixTimeSeconds())
            {
                _tiktok.Orders[0]["update_time"] = Now.ToUnixTimeSeconds();
            }

            return null;
        };

        var page = await _connector.ReadOrderChangesAsync(Connect(), window, null, Cancellation);

        Assert.Equal(9, page.Records.Count);
        Assert.False(page.More);
    }

    [Fact]
    public async Task A_search_that_leads_in_a_circle_ends()
    {
        _tiktok.Orders.AddRange(Enumerable.Range(0, 5).Select(n => SmallTikTok.Order($"57648631694849000{n}", Now.AddDays(-2))));
        _marketplace.Fault = request => request.Path != "/order/202309/orders/search" ? null
            : SmallTikTok.Well(new JsonObject { ["orders"] = new JsonArray(_tiktok.Orders[0].DeepClone()), ["total_count"] = 5, ["next_page_token"] = "at 3" });

        var failure = await Assert.ThrowsAsync<ConnectorException>(
            () => _connector.ReadOrdersAsync(Connect(), new OrderWindow(Now.AddDays(-90), Now), null, Cancellation));

        Assert.Equal(FailureKind.Unreadable, failure.Kind);
    }

    [Fact]
    public async Task One_order_that_is_not_the_shops_leaves_its_neighbours_alone()
    {
        _tiktok.Orders.AddRange(Enumerable.Range(0, 5).Select(n => SmallTikTok.Order($"57648631694849000{n}", Now.AddDays(-2))));
        _marketplace.Fault = request => request.Query.GetValueOrDefault("ids")?.Contains("490003", StringComparison.Ordinal) == true
            ? SmallTikTok.Failure(21008111, "The order or package does not belong to the current seller.")
            : null;

        var page = await _connector.ReadOrdersByIdAsync(Connect(), [.. _tiktok.Orders.Select(o => o["id"]!.ToString())], Cancellation);

        Assert.Equal(["0", "1", "2", "4"], page.Records.Select(r => r.ChannelId[^1..]));
    }

    [Fact]
    public async Task A_failure_in_part_under_code_zero_does_not_cost_the_rows_that_came()
    {
        _tiktok.Products.Add(SmallTikTok.Product("1001", "ACTIVATE", "11"));
        var rows = new JsonArray(new JsonObject { ["product_id"] = "1001", ["skus"] = new JsonArray(new JsonObject { ["id"] = "11", ["total_available_quantity"] = 5 }) });
        var part = new JsonArray(new JsonObject { ["code"] = 12052032, ["message"] = "missing" });
        _marketplace.Fault = request => !request.Path.EndsWith("/inventory/search", StringComparison.Ordinal) ? null
            : SmallTikTok.Well(new JsonObject { ["inventory"] = rows.DeepClone(), ["errors"] = part.DeepClone() });

        var record = Assert.Single((await _connector.ReadListingAsync(Connect(), "1001", Cancellation)).Records);

        Assert.Equal(5, Assert.Single(((ChannelListing)record.Value!).Variations).Quantity);
    }

    [Fact]
    public async Task Every_call_is_signed_and_carries_the_token_where_no_log_sees_it()
    {
        _tiktok.Products.Add(SmallTikTok.Product("1001", "ACTIVATE", "11"));

        await _connector.CheckAsync(Connect(), Cancellation);
        await _connector.ReadListingAsync(Connect(), "1001", Cancellation);

        Assert.All(_marketplace.Requests, request =>
        {
            var query = request.Query.Where(q => q.Key != "sign");
            Assert.Equal(TikTokSignature.Sign(SmallTikTok.AppSecret, request.Path, query, System.Text.Encoding.UTF8.GetBytes(request.Body)), request.Query["sign"]);
            Assert.DoesNotContain("access-token", request.QueryString, StringComparison.Ordinal);
            Assert.StartsWith("application/json", request.Headers["Content-Type"], StringComparison.Ordinal);
        });
    }

    private int Asked(string path) => _marketplace.Requests.Count(request => request.Path == path);

    private Connection Connect() => SmallTikTok.SignedIn(
        new(SmallTikTok.Settings(_marketplace.Address), FakeMarketplace.NewClient(), ShopFacts.None, new TokensInMemory()));
}
