using Quayside.Connectors;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.Vendure;

public sealed class VendureSignInTests : VendureShopTest
{
    [Fact]
    public async Task A_whole_small_shop_takes_a_sign_in_and_one_request_for_each_thing()
    {
        var connection = Connect();
        await Connector.IdentifyAsync(connection, Cancellation);
        await Connector.ReadListingsAsync(connection, null, Cancellation);
        await Connector.ReadOrdersAsync(connection, Always, null, Cancellation);
        await Connector.ReadCarriersAsync(connection, null, Cancellation);

        Assert.Equal(5, Marketplace.Requests.Count);
        Assert.Equal(1, SignIns);
    }

    [Fact]
    public async Task A_check_takes_one_request_beside_the_sign_in()
    {
        var check = await Connector.CheckAsync(Connect(), Cancellation);

        Assert.Equal(2, Marketplace.Requests.Count);
        Assert.Equal(6, check.Listings);
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 5, 58, 59, 621, TimeSpan.Zero), check.NewestOrderAt);
        Assert.Equal("USD", check.Shop.Currency?.Code);
    }

    [Fact]
    public async Task A_living_session_is_used_again()
    {
        var tokens = new TokensInMemory();
        await Connector.IdentifyAsync(Connect(tokens), Cancellation);

        await Connector.IdentifyAsync(Connect(tokens), Cancellation);

        Assert.Equal(1, SignIns);
    }

    [Fact]
    public async Task A_session_that_ended_is_renewed_once_and_the_page_still_comes()
    {
        var connection = Connect();
        await Connector.IdentifyAsync(connection, Cancellation);
        Shop.Living = "anothersession";
        Marketplace.Forget();

        var page = await Connector.ReadListingsAsync(connection, null, Cancellation);

        Assert.NotEmpty(page.Records);
        Assert.Equal(3, Marketplace.Requests.Count);
    }

    [Fact]
    public async Task Pages_that_meet_the_end_of_a_session_together_sign_in_once()
    {
        var connection = Connect();
        await Connector.IdentifyAsync(connection, Cancellation);
        Shop.Living = "anothersession";
        Marketplace.Forget();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Connector.ReadListingsAsync(connection, null, Cancellation)));

        Assert.Equal(1, SignIns);
    }

    [Fact]
    public async Task A_right_that_is_missing_is_not_asked_for_again_and_again()
    {
        var connection = Connect();
        await Connector.IdentifyAsync(connection, Cancellation);
        Shop.Forbidden.Add("orders");
        Shop.Channels = [RecordedVendure.Channel("__default_channel__", "made-up-default-token", "ReadProduct")];
        Marketplace.Forget();

        var failure = await FailureOf(() => Connector.ReadOrdersAsync(connection, Always, null, Cancellation));

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.EndsWith("give its role ReadOrder, ReadSettings.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, Marketplace.Requests.Count);
    }

    [Fact]
    public async Task A_user_of_another_channel_reads_which_one()
    {
        Shop.Forbidden.Add("products");
        Shop.Channels = [RecordedVendure.Channel("harbour-shop", "made-up-harbour-token", "ReadCatalog", "ReadOrder", "ReadSettings")];

        var failure = await FailureOf(() => Connector.CheckAsync(Connect(), Cancellation));

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.Contains("only harbour-shop", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("made-up-harbour-token", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_named_as_such_and_not_repeated()
    {
        var failure = await FailureOf(() => Connector.IdentifyAsync(Connect(("password", "not-the-password")), Cancellation));

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.Contains("does not accept this user name and password", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-password", failure.ToString(), StringComparison.Ordinal);
        Assert.Single(Marketplace.Requests);
    }

    [Fact]
    public async Task What_the_server_says_about_a_sign_in_is_not_repeated()
    {
        Marketplace.Fault = _ => RecordedVendure.Failed($"invalid value {RecordedVendure.Password}", "BAD_USER_INPUT");

        var failure = await FailureOf(() => Connector.IdentifyAsync(Connect(), Cancellation));

        Assert.DoesNotContain(RecordedVendure.Password, failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("username", "somebody@example.test")]
    [InlineData("password", "another-password")]
    public async Task A_session_is_shown_to_nobody_after_the_settings_changed(string setting, string value)
    {
        var tokens = new TokensInMemory();
        await Connector.IdentifyAsync(Connect(tokens), Cancellation);

        var failure = await FailureOf(() => Connector.IdentifyAsync(Connect(tokens, (setting, value)), Cancellation));

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
    }

    [Fact]
    public async Task A_session_is_not_shown_to_another_server()
    {
        await using var other = await FakeMarketplace.StartAsync();
        other.Shop = Shop.Answer;
        var tokens = new TokensInMemory();
        await Connector.IdentifyAsync(Connect(tokens), Cancellation);

        await Connector.IdentifyAsync(Connect(tokens, ("url", other.Address)), Cancellation);

        Assert.True(RecordedVendure.IsSignIn(other.Requests[0]));
        Assert.DoesNotContain("Authorization", other.Requests[0].Headers.Keys);
    }

    [Fact]
    public async Task A_server_that_only_knows_cookies_is_read_too()
    {
        Shop.CookiesOnly = true;
        var connection = Connect();

        await Connector.IdentifyAsync(connection, Cancellation);
        var page = await Connector.ReadListingsAsync(connection, null, Cancellation);

        Assert.NotEmpty(page.Records);
        Assert.Equal(1, SignIns);
    }

    [Fact]
    public async Task A_server_that_gives_no_session_is_told_how_to()
    {
        Marketplace.Fault = request => RecordedVendure.IsSignIn(request)
            ? FakeAnswer.Json("""{"data":{"login":{"__typename":"CurrentUser","channels":[]}}}""")
            : null;

        var failure = await FailureOf(() => Connector.IdentifyAsync(Connect(), Cancellation));

        Assert.Equal(FailureKind.Refused, failure.Kind);
        Assert.Contains("tokenMethod", failure.Message, StringComparison.Ordinal);
    }
}
