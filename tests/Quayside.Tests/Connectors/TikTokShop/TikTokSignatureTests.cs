using System.Text;
using Quayside.Connectors.TikTokShop;

namespace Quayside.Tests.Connectors.TikTokShop;

/// <summary>The first vector is that of TikTok Shop's guide "Sign your API request", the second and third those of a published library's tests;
/// the others were made with invented keys and agree in three languages.</summary>
public sealed class TikTokSignatureTests
{
    private const string Cipher = "ROW_MADEUPCIPHER0001";
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1790000000);

    [Fact]
    public void The_official_vector_is_met() => Assert.Equal(
        "b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8",
        TikTokSignature.Sign("e59af819cc", "/authorization/202309/shops", [new("timestamp", "1623812664"), new("app_key", "29a39d")], []));

    [Theory]
    [InlineData("", "ed58e1b5e59865c22a7b828c1cab65007441f43cc91a6cb2f2cdc638e0995a37")]
    [InlineData("""{"event_type":"PACKAGE_UPDATE","address":"https://partner.tiktokshop.com"}""", "701dd6deb2389fe4c469b89bd37fc56f96a6da6afeb4d01c9077a65169752fa7")]
    public void The_vectors_of_another_library_are_met(string body, string sign) => Assert.Equal(
        sign,
        TikTokSignature.Sign(
            "e59af819cc", "/event/202309/webhooks",
            [new("shop_cipher", "ROW_xkMbgAAAeVAQra0eZWebFQq5aIK"), new("timestamp", "1696909648"), new("app_key", "68xu9ks5p4i8")],
            Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_call_that_names_no_shop_is_signed_without_one() => Assert.Equal(
        "dee7f87dedd0b78505b72da321f6c2e57c72465f35e9f64af454cba1260d61d2", SignOf(TikTokRequest.Get("/authorization/202309/shops"), null));

    [Fact]
    public void A_search_is_signed_with_its_very_body() => Assert.Equal(
        "1726e6a03ee20c80f3d3f37b912fddf080b8ab3a7ba1cd17acd37ebbec9af32f",
        SignOf(
            TikTokRequest.Search(
                "/order/202309/orders/search",
                json =>
                {
                    json.WriteNumber("create_time_ge", 1782224000);
                    json.WriteNumber("create_time_lt", 1790000000);
                },
                ("page_size", "100"), ("page_token", ""), ("sort_field", "create_time"), ("sort_order", "ASC")),
            Cipher));

    private static string SignOf(TikTokRequest request, string? cipher) =>
        request.Signed("6made0up0key", "tts-made-up-secret-0001", cipher, At).Single(p => p.Key == "sign").Value;
}
