using Quayside.Connectors;
using Quayside.Connectors.WooCommerce;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.WooCommerce;

public sealed class WooAddressTests : WooTest
{
    private const string NotFoundPage = "<!DOCTYPE html><html><body>Page not found</body></html>";

    [Theory]
    [InlineData("shop.example", "https://shop.example/")]
    [InlineData("  Shop.Example/  ", "https://shop.example/")]
    [InlineData("http://shop.example", "http://shop.example/")]
    [InlineData("https://shop.example:8443/store", "https://shop.example:8443/store/")]
    [InlineData("https://someone:secret@shop.example/?a=b#c", "https://shop.example/")]
    [InlineData("https://shop.example/store/wp-admin/", "https://shop.example/store/")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example/")]
    public void A_typed_address_becomes_one(string typed, string expected) =>
        Assert.Equal(expected, WooAddress.Typed(typed).AbsoluteUri);

    [Theory]
    [InlineData("ftp://shop.example")]
    [InlineData("javascript://alert(1)")]
    [InlineData("https://")]
    [InlineData("not an address")]
    public void What_is_no_web_address_is_refused(string typed) =>
        Assert.Equal(FailureKind.Refused, Assert.Throws<ConnectorException>(() => WooAddress.Typed(typed)).Kind);

    [Theory]
    [InlineData("https://shop.example")]
    [InlineData("http://shop.example/")]
    [InlineData("https://www.shop.example")]
    [InlineData("HTTPS://WWW.Shop.Example:443/")]
    [InlineData("http://shop.example:80")]
    public void One_home_is_one_identity_however_it_is_written(string home) =>
        Assert.Equal("shop.example", WooAddress.Identity(home));

    [Theory]
    [InlineData("https://shop.example/Store/", "shop.example/Store")]
    [InlineData("https://shop.example:8443", "shop.example:8443")]
    [InlineData("https://wwwshop.example", "wwwshop.example")]
    [InlineData("nothing", null)]
    [InlineData(null, null)]
    public void Another_home_is_another_identity(string? home, string? expected) => Assert.Equal(expected, WooAddress.Identity(home));

    [Theory]
    [InlineData("<{0}/index.php?rest_route=/>; rel=\"https://api.w.org/\"")]
    [InlineData(null)]
    public async Task Plain_permalinks_are_found(string? link)
    {
        Marketplace.Fault = r => r switch
        {
            { Path: "/index.php" } => Woo.Answer(r with { Path = "/wp-json" + r.Query["rest_route"] }),
            _ when link is null => FakeAnswer.Html(NotFoundPage, 404),
            _ => FakeAnswer.Html(NotFoundPage, 404, ("Link", link.Replace("{0}", Marketplace.Address, StringComparison.Ordinal))),
        };
        var connection = Connect();

        var shop = await Connector.IdentifyAsync(connection, Cancellation);
        Marketplace.Forget();
        await ListingsAsync(connection with { Facts = shop.Facts });

        Assert.Equal("/index.php", Assert.Single(Marketplace.Requests).Path);
        Assert.Equal("/wc/v3/products", Marketplace.Requests[0].Query["rest_route"]);
        Assert.Equal("100", Marketplace.Requests[0].Query["per_page"]);
    }

    [Fact]
    public async Task A_shop_in_a_folder_is_found_from_a_page_beside_it()
    {
        Marketplace.Fault = r => r.Path.StartsWith("/store/", StringComparison.Ordinal)
            ? Woo.Answer(r with { Path = r.Path["/store".Length..] })
            : FakeAnswer.Html(NotFoundPage, 404, ("Link", $"<{Marketplace.Address}/store/wp-json/>; rel=\"https://api.w.org/\""));

        var shop = await Connector.IdentifyAsync(Connect(), Cancellation);

        Assert.Equal(Marketplace.Address + "/store/wp-json/", shop.Facts.Values["api"]);
    }

    [Fact]
    public async Task No_API_at_all_is_refused_with_what_to_do()
    {
        Marketplace.Fault = _ => FakeAnswer.Html(NotFoundPage, 404);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.IdentifyAsync(Connect(), Cancellation));

        Assert.Equal(FailureKind.Refused, failure.Kind);
        Assert.Contains("no WooCommerce shop at this address", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_within_the_shop_is_followed_and_remembered()
    {
        Marketplace.Fault = r => r.Path.StartsWith("/old/", StringComparison.Ordinal)
            ? FakeAnswer.Of(301, "text/html", "", ("Location", r.Path["/old".Length..] + r.QueryString))
            : null;

        var shop = await Connector.IdentifyAsync(Connect(Marketplace.Address + "/old"), Cancellation);

        Assert.Equal(Marketplace.Address + "/wp-json/", shop.Facts.Values["api"]);
        Assert.Equal(3, Marketplace.Requests.Count);
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_refused_and_gets_nothing()
    {
        await using var other = await FakeMarketplace.StartAsync();
        Marketplace.Fault = r => r.Path == "/wp-json/" ? null : FakeAnswer.Of(302, "text/html", "", ("Location", other.Address + "/wp-json/"));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.IdentifyAsync(Connect(), Cancellation));

        Assert.Equal(FailureKind.Refused, failure.Kind);
        Assert.Contains(other.Address, failure.Message, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task A_circle_of_redirects_ends()
    {
        Marketplace.Fault = r => FakeAnswer.Of(302, "text/html", "", ("Location", r.Path + r.QueryString));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.IdentifyAsync(Connect(), Cancellation));

        Assert.Equal(FailureKind.Refused, failure.Kind);
        Assert.Equal(4, Marketplace.Requests.Count);
    }

    [Theory]
    [InlineData("http://shop.example/a", "https://shop.example/b", true)]
    [InlineData("http://shop.example", "https://www.shop.example", true)]
    [InlineData("https://www.shop.example", "https://shop.example", true)]
    [InlineData("https://shop.example", "http://shop.example", false)]
    [InlineData("https://shop.example", "https://shop.example:8443", false)]
    [InlineData("https://shop.example", "https://shop.example.evil.example", false)]
    [InlineData("https://shop.example", "https://login.shop.example", false)]
    public void The_key_goes_along_only_to_the_same_shop(string from, string to, bool expected) =>
        Assert.Equal(expected, WooAddress.IsSameShop(new Uri(from), new Uri(to)));
}
