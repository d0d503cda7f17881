using Quayside.Connectors.Lazada;

namespace Quayside.Tests.Connectors.Lazada;

/// <summary>Official vector: https://open.lazada.com/apps/doc/doc?nodeId=10451&amp;docId=108069. The others were made with invented keys
/// and agree in three languages.</summary>
public sealed class LazadaSignatureTests
{
    private static readonly LazadaKey Key = new("501234", "laz-made-up-secret-0001");
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1790000000000);

    [Fact]
    public void The_official_vector_is_met() => Assert.Equal(
        "4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A",
        LazadaSignature.Sign("helloworld", "/order/get",
        [
            new("timestamp", "1517820392000"), new("app_key", "123456"), new("order_id", "1234"), new("access_token", "test"), new("sign_method", "sha256"),
        ]));

    [Fact]
    public void A_call_that_buys_tokens_is_signed_without_one() => Assert.Equal(
        "DD1932E0CFB8309DAA3BEEC7F4001D7D679E7740473AEF1B07B1E01B3C46CBCE",
        SignOf(LazadaRequest.Of("/auth/token/create", ("code", "0_madeUpCode123")), null));

    [Fact]
    public void Values_are_signed_before_they_are_encoded() => Assert.Equal(
        "4844C9EC99D1FB0B194AC84B1EB09AEE6282D776D612BF179906576A1E1BCA36",
        SignOf(
            LazadaRequest.Of(
                "/orders/get",
                ("created_before", "2026-09-21T00:00:00+08:00"), ("created_after", "2026-06-23T00:00:00+08:00"),
                ("sort_by", "created_at"), ("sort_direction", "ASC"), ("offset", "0"), ("limit", "100")),
            "50000made0up0access0token"));

    [Fact]
    public void Text_of_markup_is_signed_as_it_is() => Assert.Equal(
        "1A666426880FDFF126A4FF3C18A164DEE88D72DDF8F1F3D255B60C4E04C4E71F",
        SignOf(
            LazadaRequest.Of(
                "/product/stock/sellable/update",
                ("payload", "<Request><Product><Skus><Sku><ItemId>2001</ItemId><SkuId>3001</SkuId><SellerSku>TEE-RED &amp; L</SellerSku><SellableQuantity>7</SellableQuantity></Sku></Skus></Product></Request>")),
            "50000made0up0access0token"));

    [Fact]
    public void A_vector_of_another_library_is_met() => Assert.Equal(
        "91375F42B474CECEE7172759B6400E74F10FBB6E9E9E145EA2A27DFA17556B18",
        LazadaSignature.Sign("test-secret", "/order/cancel",
        [
            new("app_key", "123456"), new("access_token", "test-token"), new("timestamp", "1700000000000"), new("sign_method", "sha256"),
        ]));

    [Fact]
    public void Empty_values_and_the_order_of_parameters_make_no_difference()
    {
        KeyValuePair<string, string>[] parameters = [new("b", "2"), new("empty", ""), new("B", "1"), new("a_b", "3"), new("ab", "4")];

        Assert.Equal(
            LazadaSignature.Sign("secret", "/path", [new("B", "1"), new("a_b", "3"), new("ab", "4"), new("b", "2")]),
            LazadaSignature.Sign("secret", "/path", parameters));
    }

    private static string SignOf(LazadaRequest request, string? token) => request.Signed(Key, token, At).Single(p => p.Key == "sign").Value;
}
