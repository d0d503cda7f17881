using System.Text.Json.Nodes;
using Quayside.Connectors;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.WooCommerce;

public sealed class WooIdentityTests : WooTest
{
    private static readonly SellerIdentity StoreId = new("store_id", "fa39eefa-6778-47ae-939e-5cedb584d783", Strong: true);
    private static readonly SellerIdentity Home = new("home", "shop.example", Strong: false);

    [Fact]
    public async Task A_managers_key_identifies_the_shop_in_two_requests()
    {
        var shop = await Connector.IdentifyAsync(Connect(), Cancellation);

        Assert.Equal(["/wp-json/", "/wp-json/wc/v3/system_status"], Marketplace.Requests.Select(r => r.Path));
        Assert.Equal([StoreId, Home], shop.Identities);
        Assert.Equal(("Real Woo Test Store", "https://shop.example", "EUR"), (shop.Name, shop.Address, shop.Currency?.Code));
    }

    [Fact]
    public async Task The_public_index_is_asked_without_the_key_and_only_for_two_routes()
    {
        await Connector.IdentifyAsync(Connect(), Cancellation);

        var index = Marketplace.Requests[0];
        Assert.False(index.Headers.ContainsKey("Authorization"));
        Assert.Contains("routes./wc/v3/orders", index.Query["_fields"].Split(','));
    }

    [Fact]
    public async Task Facts_hold_the_shops_own_order_statuses_without_carts_and_trash()
    {
        var statuses = Woo.Index["routes"]!["/wc/v3/orders"]!["endpoints"]![0]!["args"]!["status"]!["items"]!["enum"]!.AsArray();
        statuses.Add((JsonNode)"partly-shipped");

        var shop = await Connector.IdentifyAsync(Connect(), Cancellation);

        Assert.Equal(
            "pending,processing,on-hold,completed,cancelled,refunded,failed,partly-shipped", shop.Facts.Values["statuses"]);
        Assert.Equal(Clock.GetUtcNow(), shop.Facts.At);
    }

    [Fact]
    public async Task A_check_adds_how_much_there_is_in_two_more_requests()
    {
        var recorded = PracticeWoo.Recorded();
        Woo.Products.AddRange(recorded.Products);
        Woo.Orders.AddRange(recorded.Orders);

        var check = await Connector.CheckAsync(Connect(), Cancellation);

        Assert.Equal(4, Marketplace.Requests.Count);
        Assert.Equal(16, check.Listings);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 22, 37, 9, TimeSpan.Zero), check.NewestOrderAt);
    }

    [Fact]
    public async Task A_key_that_does_not_manage_the_shop_knows_it_by_its_home_alone()
    {
        Marketplace.Fault = r => r.Path.EndsWith("system_status", StringComparison.Ordinal)
            ? FakeAnswer.Json("""{"code":"woocommerce_rest_cannot_view","message":"Sorry","data":{"status":403}}""", 403)
            : null;

        var shop = await Connector.IdentifyAsync(Connect(), Cancellation);

        Assert.Equal([Home], shop.Identities);
        Assert.Equal("EUR", shop.Currency?.Code);
        Assert.Contains(Marketplace.Requests, r => r.Path.EndsWith("/products", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_closed_index_is_made_up_for_by_the_system_status_and_the_reports()
    {
        Marketplace.Fault = r => r.Path == "/wp-json/" ? FakeAnswer.Json("""{"code":"rest_login_required"}""", 401) : null;

        var shop = await Connector.IdentifyAsync(Connect(), Cancellation);

        Assert.Equal([StoreId, Home], shop.Identities);
        Assert.Equal("shop.example", shop.Name);
        Assert.Equal("pending,processing,on-hold,completed,cancelled,refunded,failed", shop.Facts.Values["statuses"]);
    }

    [Fact]
    public async Task A_shop_that_says_nothing_of_itself_is_not_taken_for_the_address_that_was_typed()
    {
        Marketplace.Fault = r => r.Path == "/wp-json/" || r.Path.EndsWith("system_status", StringComparison.Ordinal)
            ? FakeAnswer.Json("""{"code":"woocommerce_rest_cannot_view"}""", 403)
            : null;

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.IdentifyAsync(Connect(), Cancellation));

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.Contains("shop manager", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_WordPress_that_knows_no_dotted_fields_is_asked_for_whole_ones()
    {
        Woo.Index.Remove("routes");
        var status = Woo.SystemStatus;
        Marketplace.Fault = r => r.Path.EndsWith("system_status", StringComparison.Ordinal)
            ? FakeAnswer.Json(r.Query["_fields"].Contains('.', StringComparison.Ordinal) ? "{}" : status.ToJsonString())
            : null;

        var shop = await Connector.IdentifyAsync(Connect(), Cancellation);

        Assert.Equal([StoreId, Home], shop.Identities);
        Assert.Contains("processing", shop.Facts.Values["statuses"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_without_WooCommerce_is_refused()
    {
        Woo.Index["namespaces"] = new JsonArray("wp/v2");

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.IdentifyAsync(Connect(), Cancellation));

        Assert.Equal(FailureKind.Refused, failure.Kind);
        Assert.Contains("without WooCommerce", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/wp-admin/admin.php?page=wc-settings")]
    [InlineData("/wp-json/wc/v3")]
    public async Task What_people_paste_reaches_the_shop(string tail)
    {
        var shop = await Connector.IdentifyAsync(Connect(Marketplace.Address + tail), Cancellation);

        Assert.Equal([StoreId, Home], shop.Identities);
        Assert.Equal(2, Marketplace.Requests.Count);
    }
}
