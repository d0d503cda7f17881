using System.Web;
using Quayside.Connectors.WooCommerce;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.WooCommerce;

public sealed class WooSignatureTests : WooTest
{
    // Computed apart, with Python's hmac over the base string of RFC 5849, section 3.4.1.
    [Theory]
    [InlineData("per_page=100&page=1", "e/thju05DKqo+xWZEuoo+ICj24W9CAFfP9BxArb9FaM=")]
    [InlineData("sku=%20SP%20ACE%2F1%20&_fields=id%2Cname&search=%C3%9Cn%C3%AF%20%26%2050%25%20%2B%20~%2A%21", "1Zx3C3i9gVmc/NYtvv1+O6eQAXCbmJIfR03rL2OeYt4=")]
    public void Signatures_are_those_of_the_standard(string query, string expected)
    {
        List<KeyValuePair<string, string>> parameters =
        [
            new("oauth_consumer_key", "ck_made_up"),
            new("oauth_nonce", "0123456789abcdef0123456789abcdef"),
            new("oauth_signature_method", "HMAC-SHA256"),
            new("oauth_timestamp", "1795521600"),
            .. WooRequest.QueryOf(query),
        ];

        Assert.Equal(expected, WooSignature.Sign("cs_made_up", "GET", "http://shop.example/wp-json/wc/v3/products", parameters));
    }

    [Fact]
    public async Task A_request_is_signed_for_the_address_that_the_shop_believes_to_have()
    {
        Woo.Index["home"] = "http://Shop.Example:8080";
        var connection = Connect();
        await Connector.IdentifyAsync(connection, Cancellation);

        var request = Marketplace.Requests.Single(r => r.Path.EndsWith("system_status", StringComparison.Ordinal));

        var oauth = OAuthOf(request);
        Assert.True(IsSignedFor(request, "Shop.Example:8080"));
        Assert.Equal(ConsumerKey, oauth["oauth_consumer_key"]);
        Assert.Equal("1795521600", oauth["oauth_timestamp"]);
    }

    [Fact]
    public async Task A_shop_that_takes_the_name_it_was_called_by_for_its_own_is_understood()
    {
        Woo.Index["home"] = "http://shop.example";
        var address = new Uri(Marketplace.Address);
        Marketplace.Fault = r => !r.Path.Contains("/wc/", StringComparison.Ordinal) || IsSignedFor(r, address.Authority)
            ? null
            : Recording.Failure("error-oauth-bad-secret");

        await Connector.IdentifyAsync(Connect(), Cancellation);

        Assert.Equal(3, Marketplace.Requests.Count);
    }

    [Fact]
    public async Task No_two_requests_share_a_nonce_and_no_address_holds_a_key()
    {
        await Connector.CheckAsync(Connect(), Cancellation);

        var signed = Marketplace.Requests.Where(r => r.Path != "/wp-json/").ToList();
        Assert.Equal(signed.Count, signed.Select(r => OAuthOf(r)["oauth_nonce"]).Distinct().Count());
        Assert.All(Marketplace.Requests, r => Assert.DoesNotContain("ck_", r.QueryString, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Over_https_the_key_travels_as_basic_sign_in_with_the_first_request()
    {
        var wire = new CapturingHandler(_ => """{"environment":{"home_url":"https://shop.example"},"settings":{}}""");
        var connection = Connect("https://shop.example") with { Http = new HttpClient(wire) };
        var shop = WooShop.At(new Uri("https://shop.example/"));

        using var answer = await new WooClient(connection, shop, Clock).GetAsync(WooRequest.Of("wc/v3/system_status"), Cancellation);

        var header = Assert.Single(wire.Requests).Headers.Authorization!;
        Assert.Equal("Basic", header.Scheme);
        Assert.Equal($"{ConsumerKey}:{ConsumerSecret}", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(header.Parameter!)));
    }

    private static bool IsSignedFor(FakeRequest request, string authority)
    {
        var oauth = OAuthOf(request);
        var signed = oauth.Where(p => p.Key != "oauth_signature").Concat(request.Query);
        return oauth["oauth_signature"] == WooSignature.Sign(ConsumerSecret, "GET", $"http://{authority}{request.Path}", signed);
    }

    private static Dictionary<string, string> OAuthOf(FakeRequest request) => request.Headers["Authorization"]["OAuth ".Length..]
        .Split(", ").Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => HttpUtility.UrlDecode(p[1].Trim('"')));
}
