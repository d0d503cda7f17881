using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Journeys;

/// <summary>Somebody who works in a Vendure shop, or buys there: one session of one of its two APIs.</summary>
internal sealed class VendureHand(Uri address, string api) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { UseCookies = false }) { BaseAddress = address };

    public static async Task<VendureHand> SellerAsync(VendureShop shop)
    {
        var seller = new VendureHand(shop.Address, "admin-api");
        await seller.AskAsync($"mutation{{login(username:\"{shop.Owner.Username}\",password:\"{shop.Owner.Password}\"){{... on ErrorResult{{errorCode}}}}}}");
        return seller;
    }

    public async Task<JsonObject> AskAsync(string query)
    {
        using var answer = await _http.PostAsJsonAsync(api, new { query }, TestContext.Current.CancellationToken);
        if (answer.Headers.TryGetValues("vendure-auth-token", out var token))
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.First());
        }

        var body = (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
        Assert.True(body["errors"] is null && !body["data"]!.ToJsonString().Contains("errorCode", StringComparison.Ordinal), $"{query}: {body}");
        return body["data"]!.AsObject();
    }

    /// <summary>Buys and pays.</summary>
    /// <returns>The order's id.</returns>
    public static async Task<string> BuyAsync(VendureShop shop, string variantId, int quantity)
    {
        using var buyer = new VendureHand(shop.Address, "shop-api");
        const string Error = "... on ErrorResult{errorCode message}";
        var added = await buyer.AskAsync($"mutation{{addItemToOrder(productVariantId:\"{variantId}\",quantity:{quantity}){{... on Order{{id}} {Error}}}}}");
        await buyer.AskAsync($"mutation{{setCustomerForOrder(input:{{firstName:\"Wanda\",lastName:\"Watched\",emailAddress:\"wanda{Guid.NewGuid():N}@example.test\"}}){{... on Order{{id}} {Error}}}}}");
        await buyer.AskAsync($"mutation{{setOrderShippingAddress(input:{{fullName:\"Wanda Watched\",streetLine1:\"1 Quay\",city:\"Nowhere\",postalCode:\"00000\",countryCode:\"GB\"}}){{... on Order{{id}} {Error}}}}}");
        var methods = (await buyer.AskAsync("{eligibleShippingMethods{id}}"))["eligibleShippingMethods"]!.AsArray();
        await buyer.AskAsync($"mutation{{setOrderShippingMethod(shippingMethodId:[\"{methods[0]!["id"]}\"]){{... on Order{{id}} {Error}}}}}");
        await buyer.AskAsync("mutation{transitionOrderToState(state:\"ArrangingPayment\"){... on Order{id} ... on OrderStateTransitionError{errorCode}}}");
        await buyer.AskAsync($"mutation{{addPaymentToOrder(input:{{method:\"pay-now\",metadata:{{}}}}){{... on Order{{id}} {Error}}}}}");
        return added["addItemToOrder"]!["id"]!.ToString();
    }

    public void Dispose() => _http.Dispose();
}
