using Quayside.Connectors;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.Vendure;

public sealed class VendureIdentityTests : VendureShopTest
{
    [Fact]
    public async Task A_channel_token_goes_with_every_question()
    {
        Shop.Shop["activeChannel"]!["token"] = "made-up-harbour-token";
        Shop.Shop["activeChannel"]!["code"] = "harbour-shop";

        var shop = await Connector.IdentifyAsync(Connect(("channelToken", " made-up-harbour-token ")), Cancellation);

        Assert.Equal("made-up-harbour-token", Marketplace.Requests[^1].Headers["vendure-token"]);
        Assert.StartsWith("harbour-shop at ", shop.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_answers_for_its_default_channel_instead_is_not_taken_for_the_one_asked_for()
    {
        var connection = Connect(("channelToken", "made-up-unknown-token"));

        Func<Task>[] calls =
        [
            () => Connector.IdentifyAsync(connection, Cancellation),
            () => Connector.CheckAsync(connection, Cancellation),
            () => Connector.ReadListingsAsync(connection, null, Cancellation),
            () => Connector.ReadOrdersAsync(connection, Always, null, Cancellation),
            () => Connector.ReadCarriersAsync(connection, null, Cancellation),
        ];
        foreach (var call in calls)
        {
            var failure = await FailureOf(call);
            Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
            Assert.Contains("no channel with the token", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_server_with_several_channels_says_that_it_does_not_know_the_token()
    {
        Marketplace.Fault = request => RecordedVendure.IsSignIn(request)
            ? null
            : RecordedVendure.Failed("No Channel with the token \"made-up-unknown-token\" could be found", "CHANNEL_NOT_FOUND", "activeChannel");

        var failure = await FailureOf(() => Connector.IdentifyAsync(Connect(("channelToken", "made-up-unknown-token")), Cancellation));

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.Contains("no channel with the token", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_and_code_can_be_changed_without_becoming_another_shop()
    {
        var before = await Connector.IdentifyAsync(Connect(), Cancellation);
        Shop.Shop["activeChannel"]!["token"] = "made-up-new-token";
        Shop.Shop["activeChannel"]!["code"] = "renamed";

        var after = await Connector.IdentifyAsync(Connect(), Cancellation);

        Assert.Equal(before.Identities.Single(i => i.Strong), after.Identities.Single(i => i.Strong));
    }

    [Fact]
    public async Task Two_channels_of_one_server_are_two_shops()
    {
        var first = await Connector.IdentifyAsync(Connect(), Cancellation);
        Shop.Shop["activeChannel"]!["id"] = "2";
        Shop.Shop["activeChannel"]!["code"] = "harbour-shop";

        var second = await Connector.IdentifyAsync(Connect(), Cancellation);

        Assert.Empty(first.Identities.Intersect(second.Identities));
    }

    [Fact]
    public async Task A_shop_that_was_replaced_behind_its_address_is_not_read_on()
    {
        var connection = Connect();
        connection = connection with { Facts = (await Connector.IdentifyAsync(connection, Cancellation)).Facts };
        await Connector.ReadListingsAsync(connection, null, Cancellation);
        Shop.Shop["activeChannel"]!["createdAt"] = "2026-12-01T00:00:00.000Z";

        var failure = await FailureOf(() => Connector.ReadListingsAsync(connection, null, Cancellation));

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.NotEqual(connection.Facts.Values["channel"], (await Connector.IdentifyAsync(connection, Cancellation)).Facts.Values["channel"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/admin-api")]
    [InlineData("/admin-api/")]
    [InlineData("/admin")]
    [InlineData("/admin/login?redirect=1")]
    [InlineData("/dashboard/orders")]
    [InlineData("/shop-api")]
    public async Task Whatever_page_of_a_server_is_entered_its_admin_api_is_asked(string page)
    {
        var shop = await Connector.IdentifyAsync(Connect(("url", Marketplace.Address + page)), Cancellation);

        Assert.All(Marketplace.Requests, request => Assert.Equal("/admin-api", request.Path));
        Assert.Contains(shop.Identities, i => i == new SellerIdentity("address", $"{new Uri(Marketplace.Address).Authority}#__default_channel__", false));
    }

    [Theory]
    [InlineData("/made-up/", "/made-up/admin-api")]
    [InlineData("/our-own-api", "/our-own-api")]
    public async Task A_server_in_a_folder_or_with_a_path_of_its_own_is_found(string entered, string asked)
    {
        await Connector.IdentifyAsync(Connect(("url", Marketplace.Address + entered)), Cancellation);

        Assert.All(Marketplace.Requests, request => Assert.Equal(asked, request.Path));
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("ftp://shop.example")]
    public async Task What_is_no_address_is_said_to_be_none(string url)
    {
        var failure = await FailureOf(() => Connector.IdentifyAsync(Connect(("url", url)), Cancellation));

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.Contains("\"url\"", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_sends_us_on_is_not_followed_with_a_password()
    {
        Marketplace.Fault = _ => FakeAnswer.Html("", 301, ("Location", "https://www.shop.example/admin-api?a=b"));

        var failure = await FailureOf(() => Connector.IdentifyAsync(Connect(), Cancellation));

        Assert.Equal(FailureKind.Refused, failure.Kind);
        Assert.Contains("https://www.shop.example/admin-api.", failure.Message, StringComparison.Ordinal);
        Assert.Single(Marketplace.Requests);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    public async Task An_address_without_an_admin_api_is_refused_with_a_hint(int status)
    {
        Marketplace.Fault = _ => FakeAnswer.Html("<html>Nothing here</html>", status);

        var failure = await FailureOf(() => Connector.IdentifyAsync(Connect(), Cancellation));

        Assert.Equal(FailureKind.Refused, failure.Kind);
        Assert.Contains("/admin-api", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Vendure_that_does_not_know_a_field_is_of_another_version()
    {
        Marketplace.Fault = request => RecordedVendure.IsSignIn(request) ? null : FakeAnswer.Json(
            """{"errors":[{"message":"Cannot query field \"nope\" on type \"Product\".","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}""", 400);

        var failure = await FailureOf(() => Connector.IdentifyAsync(Connect(), Cancellation));

        Assert.Equal(FailureKind.Unreadable, failure.Kind);
        Assert.Contains("nope", failure.Message, StringComparison.Ordinal);
    }
}
