using Quayside.Connectors;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.WooCommerce;

public sealed class WooErrorsTests : WooTest
{
    [Theory]
    [InlineData("error-bad-secret", "consumer secret is wrong")]
    [InlineData("error-oauth-bad-secret", "consumer secret is wrong")]
    [InlineData("error-bad-key", "does not know this consumer key")]
    [InlineData("error-noauth", "does not know this consumer key")]
    [InlineData("error-basic-over-http", "does not know this consumer key")]
    [InlineData("error-writekey-read", "may not read")]
    public async Task A_refused_key_says_which_part_of_it_is_wrong(string recorded, string expected)
    {
        Marketplace.Fault = _ => Recording.Failure(recorded);

        var failure = await FailsAsync();

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fail-maintenance-503", FailureKind.Throttled, 600)]
    [InlineData("fail-fpm-down-502", FailureKind.Unavailable, null)]
    [InlineData("error-no-route", FailureKind.Refused, null)]
    [InlineData("error-perpage-101", FailureKind.Refused, null)]
    [InlineData("orders-bad-status", FailureKind.Refused, null)]
    public async Task Recorded_failures_say_who_acts_next(string recorded, FailureKind expected, int? seconds)
    {
        Marketplace.Fault = _ => Recording.Failure(recorded);

        var failure = await FailsAsync();

        Assert.Equal(expected, failure.Kind);
        Assert.Equal(seconds, failure.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task A_parameter_that_the_shop_refuses_is_named()
    {
        Marketplace.Fault = _ => Recording.Failure("orders-bad-status");

        Assert.Contains("status", (await FailsAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_whose_user_may_not_read_is_told_apart_from_a_wrong_one()
    {
        Marketplace.Fault = _ => FakeAnswer.Json("""{"code":"woocommerce_rest_cannot_view","message":"Nein.","data":{"status":403}}""", 403);

        var failure = await FailsAsync();

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.Contains("The key is valid", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_is_known_in_every_language_of_the_shop()
    {
        Marketplace.Fault = _ => FakeAnswer.Json("""{"code":"woocommerce_rest_authentication_error","message":"Das Geheimnis ist falsch."}""", 401);

        var failure = await FailsAsync();

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.Contains("secret is wrong or it may not read", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_under_plain_permalinks_is_told_what_to_change()
    {
        Marketplace.Fault = r => r.Path == "/index.php" && r.Query["rest_route"] == "/"
            ? FakeAnswer.Json(Woo.Index.ToJsonString())
            : r.Path == "/index.php" ? Recording.Failure("plain-permalinks-rest_route") : FakeAnswer.Html("<html></html>", 404);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.IdentifyAsync(Connect(), Cancellation));

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.Contains("Permalinks", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_firewall_is_not_taken_for_a_wrong_key()
    {
        Marketplace.Fault = _ => FakeAnswer.Html("<html>Attention required</html>", 403);

        var failure = await FailsAsync();

        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.Contains("firewall", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_to_come_back_is_counted_by_the_shops_own_clock()
    {
        Marketplace.Fault = _ => FakeAnswer.Json(
            "{}", 429, ("Date", "Sun, 01 Nov 2020 10:00:00 GMT"), ("Retry-After", "Sun, 01 Nov 2020 10:02:00 GMT"));

        Assert.Equal(TimeSpan.FromMinutes(2), (await FailsAsync()).RetryAfter);
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("<br />\n<b>Notice</b>: Undefined index [x] in <b>/srv/{a}.php</b> on line <b>12</b><br />\n")]
    public async Task What_stands_before_the_JSON_is_passed_over(string before)
    {
        Woo.Products.Add(PracticeWoo.Product(1));
        var connection = await ConnectKnownAsync();
        Marketplace.Fault = _ => FakeAnswer.Json(before + "[" + PracticeWoo.Product(1).ToJsonString() + "]", 200, ("X-WP-Total", "1"), ("X-WP-TotalPages", "1"));

        var page = await Connector.ReadListingsAsync(connection, null, Cancellation);

        Assert.Equal("1", Assert.Single(page.Records).ChannelId);
    }

    [Fact]
    public async Task JSON_that_breaks_off_in_a_whole_body_is_tried_again_and_not_read_in_part()
    {
        var connection = await ConnectKnownAsync();
        Marketplace.Fault = _ => FakeAnswer.Json("[{\"id\":1,\"name\":\"cut by a pro");

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.ReadListingsAsync(connection, null, Cancellation));

        Assert.Equal(FailureKind.Unavailable, failure.Kind);
    }

    [Fact]
    public async Task An_object_where_a_list_belongs_is_unreadable()
    {
        var connection = await ConnectKnownAsync();
        Marketplace.Fault = _ => FakeAnswer.Json("""{"products":[]}""");

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.ReadListingsAsync(connection, null, Cancellation));

        Assert.Equal(FailureKind.Unreadable, failure.Kind);
    }

    [Fact]
    public async Task An_address_that_no_name_server_knows_is_said_to_be_misspelled()
    {
        var failure = await Assert.ThrowsAsync<ConnectorException>(
            () => Connector.IdentifyAsync(Connect("http://no-such-shop.invalid"), Cancellation));

        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.Contains("spelled", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guard_that_refuses_the_address_is_heard()
    {
        var guarded = new ConnectorException(FailureKind.Refused, "Addresses inside this network are not allowed.");
        var connection = Connect() with { Http = new HttpClient(new CapturingHandler(_ => throw new HttpRequestException("blocked", guarded))) };

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.IdentifyAsync(connection, Cancellation));

        Assert.Same(guarded, failure);
    }

    private async Task<ConnectorException> FailsAsync()
    {
        var connection = Connect(facts: new ShopFacts(
            new Dictionary<string, string> { ["api"] = Marketplace.Address + "/wp-json/", ["statuses"] = "processing" }, Clock.GetUtcNow()));
        return await Assert.ThrowsAsync<ConnectorException>(() => Connector.ReadOrdersAsync(connection, Window, null, Cancellation));
    }
}
