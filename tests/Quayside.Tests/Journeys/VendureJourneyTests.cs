using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Journeys;

/// <summary>A real Vendure, from the address that a person types to every figure that our API shows.</summary>
public sealed class VendureJourneyTests(App app, VendureServer vendure) : IClassFixture<App>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_arrives_as_the_shop_says_it_and_once(bool inSecondChannel)
    {
        var shop = await vendure.ShopAsync();
        foreach (var host in (string[])["127.0.0.1", "localhost"])
        {
            app.Services.GetRequiredService<ShopAddresses>().Exempt(new Uri($"http://{host}:{shop.Address.Port}"));
        }

        var seller = await app.NewSellerAsync($"Vendure {inSecondChannel}");
        using var client = QuaysideClient.Of(app, seller);
        var token = inSecondChannel ? shop.SecondChannel.Token : null;
        var settings = Settings(shop.Address.ToString(), inSecondChannel ? shop.Owner : shop.Reader, token);

        var check = await client.CheckAsync(settings, "vendure");
        Assert.True(check.Status == 200, check.Body.ToString());
        var store = await client.ConnectedAsync(settings, "vendure");
        var session = await client.CompletedAsync(store);

        using var plain = await SignedInAsync(shop, token);
        var products = (await AskAsync(plain, shop, "{products(options:{take:500}){items{id name description enabled "
            + "variants{id sku name enabled price priceWithTax currencyCode trackInventory stockLevels{stockOnHand stockAllocated} options{name group{name}}}}}}"))["products"]!["items"]!.AsArray();
        var pricesIncludeTax = (await AskAsync(plain, shop, "{activeChannel{pricesIncludeTax}}"))["activeChannel"]!["pricesIncludeTax"]!.GetValue<bool>();
        var ours = (await client.ListAsync($"listings?storeId={store}")).ToDictionary(l => Text(l["channelListingId"])!);
        Assert.Equal(products.Select(p => Text(p!["id"])).Order(), ours.Keys.Order());
        foreach (var product in products)
        {
            var listing = ours[Text(product!["id"])!];
            Assert.Equal(Text(product["name"])!.Trim(), Text(listing["title"]));
            Assert.Equal(
                product["variants"]!.AsArray().Select(v => Theirs(v!, pricesIncludeTax)).Order(StringComparer.Ordinal),
                listing["variations"]!.AsArray().Select(v => Ours(v!)).Order(StringComparer.Ordinal));
        }

        await OrdersAreAlikeAsync(client, store, plain, shop, session);
        await NobodyConnectsItAgainAsync(client, store, shop, token);
        await using var db = app.Databases.Open(seller.OrganisationId);
        var before = await Rows.OfAsync(db);
        await client.SyncAgainAsync(store);
        Assert.Equal(before, await Rows.OfAsync(db));
        Assert.All(client.Answers, a => Assert.DoesNotContain(shop.Reader.Password, a, StringComparison.Ordinal));
    }

    private static async Task OrdersAreAlikeAsync(QuaysideClient client, string store, HttpClient plain, VendureShop shop, JsonObject session)
    {
        var from = DateTimeOffset.Parse(Text(session["window"]!["from"])!, CultureInfo.InvariantCulture);
        var theirs = (await AskAsync(plain, shop, "{orders(options:{take:500,filter:{orderPlacedAt:{isNull:false}}}){items{id code state type orderPlacedAt currencyCode "
            + "totalWithTax total shipping lines{id quantity proratedLinePrice productVariant{id sku}}}}}"))["orders"]!["items"]!.AsArray()
            .Where(o => Text(o!["type"]) != "Aggregate" && DateTimeOffset.Parse(Text(o["orderPlacedAt"])!, CultureInfo.InvariantCulture) >= from).ToList();
        var ours = (await client.ListAsync($"orders?storeId={store}")).ToDictionary(o => Text(o["channelOrderId"])!);

        Assert.Equal(theirs.Select(o => Text(o!["id"])).Order(), ours.Keys.Order());
        foreach (var order in theirs)
        {
            var mine = ours[Text(order!["id"])!];
            Assert.Equal(
                $"{order["code"]} {order["state"]} {Coins(order["totalWithTax"])} {order["currencyCode"]} {Coins(order["shipping"])} {Coins((long)order["totalWithTax"]! - (long)order["total"]!)}",
                $"{mine["number"]} {mine["channelStatus"]} {mine["total"]!["amount"]} {mine["total"]!["currency"]} {mine["shippingTotal"]!["amount"]} {mine["taxTotal"]!["amount"]}");
            Assert.Equal(
                order["lines"]!.AsArray().Select(l => $"{l!["id"]} {l["productVariant"]!["id"]} {l["quantity"]} {Coins(l["proratedLinePrice"])}").Order(),
                mine["lines"]!.AsArray().Select(l => $"{l!["channelLineId"]} {l["channelVariationId"]} {l["quantity"]} {l["total"]!["amount"]}").Order());
            var parts = mine["lines"]!.AsArray().Sum(l => Amount(l!["total"])) + Amount(mine["shippingTotal"]) + Amount(mine["feeTotal"]) + Amount(mine["taxTotal"]);
            Assert.True(parts == Amount(mine["total"]) || mine["notes"]!.AsArray().Count > 0, mine.ToString());
        }
    }

    private static async Task NobodyConnectsItAgainAsync(QuaysideClient client, string store, VendureShop shop, string? token)
    {
        var again = await client.ConnectAsync(Settings($"http://LOCALHOST:{shop.Address.Port}/dashboard/", shop.Owner, token), "vendure");
        Assert.Equal((409, "store.already_connected", store), (again.Status, again.Code, again.Text("storeId")));
        var wrong = await client.ConnectAsync(Settings(shop.Address.ToString(), shop.Owner with { Password = "not this" }, token), "vendure");
        Assert.Equal((422, "store.check_failed"), (wrong.Status, wrong.Code));
        Assert.Single(await client.ListAsync("stores"));
    }

    private static JsonObject Settings(string url, VendureLogin login, string? token)
    {
        var settings = new JsonObject { ["url"] = url, ["username"] = login.Username, ["password"] = login.Password };
        if (token is not null)
        {
            settings["channelToken"] = token;
        }

        return settings;
    }

    private static string Theirs(JsonNode variant, bool pricesIncludeTax)
    {
        var stock = variant["stockLevels"]!.AsArray().Sum(l => (long)l!["stockOnHand"]! - (long)l["stockAllocated"]!);
        var counted = Text(variant["trackInventory"]) != "FALSE";
        var options = variant["options"]!.AsArray().Select(o => $"{o!["group"]!["name"]}={o["name"]}").Order(StringComparer.Ordinal);
        var sku = string.IsNullOrWhiteSpace(Text(variant["sku"])) ? null : Text(variant["sku"]);
        return $"{variant["id"]} [{sku}] {Coins(variant[pricesIncludeTax ? "priceWithTax" : "price"])} {variant["currencyCode"]} {(counted ? stock : "")} {counted} {string.Join(';', options)}";
    }

    private static string Ours(JsonNode variation)
    {
        var options = variation["options"]!.AsObject().Select(o => $"{o.Key}={o.Value}").Order(StringComparer.Ordinal);
        return $"{variation["channelVariationId"]} [{variation["sellerSku"]}] {variation["price"]!["amount"]} {variation["price"]!["currency"]} {variation["quantity"]} {(bool)variation["tracked"]!} {string.Join(';', options)}";
    }

    private static string? Text(JsonNode? node) => node?.ToString();

    private static decimal Amount(JsonNode? money) => money is null ? 0 : decimal.Parse(Text(money["amount"])!, CultureInfo.InvariantCulture);

    private static string Coins(JsonNode? minor) => Coins((long)minor!);

    private static string Coins(long minor) => (minor / 100m).ToString("F2", CultureInfo.InvariantCulture);

    private static async Task<HttpClient> SignedInAsync(VendureShop shop, string? token)
    {
        var http = new HttpClient(new HttpClientHandler { UseCookies = false });
        var query = new
        {
            query = "mutation($u:String!,$p:String!){login(username:$u,password:$p){__typename}}",
            variables = new { u = shop.Owner.Username, p = shop.Owner.Password },
        };
        using var answer = await http.PostAsJsonAsync(shop.AdminApi, query, Cancellation);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer.Headers.GetValues("vendure-auth-token").Single());
        if (token is not null)
        {
            http.DefaultRequestHeaders.Add("vendure-token", token);
        }

        return http;
    }

    private static async Task<JsonObject> AskAsync(HttpClient http, VendureShop shop, string query)
    {
        using var answer = await http.PostAsJsonAsync(shop.AdminApi, new { query }, Cancellation);
        var told = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
        Assert.True(told["errors"] is null, told.ToString());
        return told["data"]!.AsObject();
    }
}
