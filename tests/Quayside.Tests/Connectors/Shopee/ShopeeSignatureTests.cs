using System.Web;
using Quayside.Connectors.Shopee;

namespace Quayside.Tests.Connectors.Shopee;

public sealed class ShopeeSignatureTests
{
    private const string Key = "4f6d614b65644b65793031323334353637383941424344454600112233445566";
    private const string Token = "6b6f6d6d61746f6b656e303132333435";

    private static readonly ShopeeApp App = ShopeeApp.Of(new Dictionary<string, string> { ["partnerId"] = "1999001", ["partnerKey"] = Key });

    // Made-up credentials; computed apart, in Python and by two public clients of other hands.
    [Theory]
    [InlineData("/api/v2/auth/token/get", "", "", "6e93c10d25d992ef4c91e1bfdc9721cc86fac3b970a1ee17515e6df090e2782f")]
    [InlineData("/api/v2/shop/auth_partner", "", "", "13c1b608184e316251538043c8b3b6fd50865e64e86a2aa7f46d87a8dd93a9b7")]
    [InlineData("/api/v2/shop/get_shop_info", Token, "700123456", "6386b03363cd71ffafd66267e894d26f0b8a990492322394899b99e846d64b35")]
    [InlineData("/api/v2/order/get_order_list", Token, "700123456", "7473b58018d9a8783990c6aefa46b28564eeb559282cbe090f37d9cab5e1426f")]
    [InlineData("/api/v2/merchant/get_merchant_info", Token, "880045", "5c132bb28457042cf71b78c7f01c51e85862269dde65011575a470932ea18cfa")]
    public void Signatures_are_those_that_others_compute(string path, string token, string id, string expected) =>
        Assert.Equal(expected, App.Sign(path, 1_790_000_000, token, id));

    [Fact]
    public void The_address_to_sign_in_at_is_signed_and_brings_the_state_back()
    {
        var settings = new Dictionary<string, string> { ["partnerId"] = "1999001", ["partnerKey"] = Key };
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));

        var address = new ShopeeConnector(clock).SignInAddress(settings, new Uri("https://oms.example.test/connect/callback/shopee"), "a state");

        var query = HttpUtility.ParseQueryString(address.Query);
        Assert.Equal("https://partner.shopeemobile.com/api/v2/shop/auth_partner", address.GetLeftPart(UriPartial.Path));
        Assert.Equal(("1999001", "1790000000"), (query["partner_id"], query["timestamp"]));
        Assert.Equal("13c1b608184e316251538043c8b3b6fd50865e64e86a2aa7f46d87a8dd93a9b7", query["sign"]);
        Assert.Equal("a state", HttpUtility.ParseQueryString(new Uri(query["redirect"]!).Query)["state"]);
    }
}
