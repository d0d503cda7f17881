using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Quayside.Tests.Harness;

public sealed class VendureServerTests(VendureServer vendure) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }, disposeHandler: true);

    [Fact]
    public async Task A_real_Vendure_holds_the_catalogue_and_the_orders_that_tests_count_on()
    {
        var shop = await vendure.ShopAsync();
        await SignInAsync(shop, shop.Reader);

        var data = await AskAsync(shop, """
            { products { totalItems } productVariants { totalItems } orders(options: { filter: { orderPlacedAt: { isNull: false } } }) { totalItems } }
            """);

        Assert.Equal(VendureShop.Products, data.GetProperty("products").GetProperty("totalItems").GetInt32());
        Assert.Equal(VendureShop.Variants, data.GetProperty("productVariants").GetProperty("totalItems").GetInt32());
        Assert.Equal(VendureShop.PlacedOrders, data.GetProperty("orders").GetProperty("totalItems").GetInt32());
    }

    [Fact]
    public async Task Its_orders_lie_in_the_past_ninety_days_but_for_one()
    {
        var shop = await vendure.ShopAsync();
        await SignInAsync(shop, shop.Owner);
        var ninetyDaysAgo = TimeProvider.System.GetUtcNow().AddDays(-90);

        var data = await AskAsync(shop, "{ orders(options: { take: 100 }) { items { orderPlacedAt } } }");

        var times = data.GetProperty("orders").GetProperty("items").EnumerateArray()
            .Select(order => order.GetProperty("orderPlacedAt"))
            .Where(time => time.ValueKind != JsonValueKind.Null)
            .Select(time => time.GetDateTimeOffset());
        Assert.Equal(1, times.Count(time => time < ninetyDaysAgo));
    }

    public void Dispose() => _http.Dispose();

    private async Task SignInAsync(VendureShop shop, VendureLogin login)
    {
        var query = new
        {
            query = "mutation($u: String!, $p: String!) { login(username: $u, password: $p) { __typename } }",
            variables = new { u = login.Username, p = login.Password },
        };
        using var answer = await _http.PostAsJsonAsync(shop.AdminApi, query, TestContext.Current.CancellationToken);
        var token = Assert.Single(answer.Headers.GetValues("vendure-auth-token"));
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    private async Task<JsonElement> AskAsync(VendureShop shop, string query)
    {
        using var answer = await _http.PostAsJsonAsync(shop.AdminApi, new { query }, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.False(body.TryGetProperty("errors", out var errors), errors.ToString());
        return body.GetProperty("data");
    }
}
