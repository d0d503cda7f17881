using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Quayside.Organisations;
using Quayside.Tests.Harness;
using static Quayside.Tests.Hosting.CheckedCalls;

namespace Quayside.Tests.Hosting;

/// <summary>Taking and changing orders through the API, each answer held against the OpenAPI document.</summary>
public sealed class OrderApiTests(App app) : IClassFixture<App>
{
    private const string Orders = "/api/v1/orders";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_is_taken_previewed_changed_and_refused_as_the_document_says()
    {
        var api = await ApiDocument.LoadAsync(app);
        var seller = await app.NewSellerAsync("Taker");
        using var owner = app.Client(seller.Keys[Role.Owner]);
        var store = await StoreAsync(api, owner, 5);
        object Body(object quantity) => new
        {
            storeId = store,
            lines = new[] { new { sku = "mug", quantity, unitPrice = "12.50" } },
            buyer = new { name = "A. Buyer" },
            shipTo = new { line1 = "1 Quay", country = "SG" },
            shipping = 4.95,
            discount = "2.5",
            paid = true,
        };

        var preview = await SendAsync(api, owner, "POST", $"{Orders}/preview", null, Body(2), 200);
        Assert.Equal("27.45", preview.GetProperty("total").GetProperty("amount").GetString());
        var order = await SendAsync(api, owner, "POST", Orders, null, Body("2"), 201, "first");
        var id = order.GetProperty("id").GetString()!;
        Assert.Equal(("new", "27.45"), (order.GetProperty("state").GetString(), order.GetProperty("total").GetProperty("amount").GetString()));
        var again = await SendAsync(api, owner, "POST", Orders, null, Body("2"), 201, "first");
        Assert.Equal(id, again.GetProperty("id").GetString());

        // As after a death between the order and its answer: nobody remembers that the request was answered.
        await using (var db = app.Databases.Open(seller.OrganisationId))
        {
            Assert.NotEqual(0, await db.IdempotentAnswers.ExecuteDeleteAsync(Cancellation));
        }

        var later = await SendAsync(api, owner, "POST", Orders, null, Body("2"), 201, "first");
        Assert.Equal(id, later.GetProperty("id").GetString());

        var refused = await SendAsync(api, owner, "POST", Orders, null, Body(4), 422);
        var missing = refused.GetProperty("shortages")[0];
        Assert.Equal(
            ("stock.short", "MUG", 4m, 3m),
            (refused.GetProperty("code").GetString(), missing.GetProperty("masterSku").GetString(), missing.GetProperty("wanted").GetDecimal(), missing.GetProperty("available").GetDecimal()));

        var edit = new { changedAt = order.GetProperty("changedAt").GetString(), lines = new[] { new { id = order.GetProperty("lines")[0].GetProperty("id").GetString(), quantity = 3 } } };
        var effect = await SendAsync(api, owner, "POST", $"{Orders}/{{id}}/preview", id, edit, 200);
        Assert.Equal((2m, 3m), (effect.GetProperty("items")[0].GetProperty("heldBefore").GetDecimal(), effect.GetProperty("items")[0].GetProperty("heldAfter").GetDecimal()));
        var changed = await SendAsync(api, owner, "PUT", $"{Orders}/{{id}}", id, edit, 200);
        Assert.Equal("39.95", changed.GetProperty("total").GetProperty("amount").GetString());
        Assert.Equal("order.changed", (await SendAsync(api, owner, "PUT", $"{Orders}/{{id}}", id, edit, 409)).GetProperty("code").GetString());
        await SendAsync(api, owner, "POST", $"{Orders}/{{id}}/cancel/preview", id, null, 200);
    }

    [Fact]
    public async Task A_file_is_shown_taken_and_its_refused_rows_come_back()
    {
        var api = await ApiDocument.LoadAsync(app);
        using var owner = app.Client((await app.NewSellerAsync("Filer")).Keys[Role.Owner]);
        var store = await StoreAsync(api, owner, 5);
        const string file = "number,sku,quantity\nF-1,MUG,2\nF-2,NOBODY'S,1\n";

        var shown = await FileAsync(api, owner, store, file, "");
        var taken = await FileAsync(api, owner, store, file, "?apply=true");
        Assert.Equal((1, 1, false), (shown.GetProperty("taken").GetInt32(), shown.GetProperty("refused").GetArrayLength(), shown.GetProperty("isApplied").GetBoolean()));
        Assert.Equal((1, true), (taken.GetProperty("taken").GetInt32(), taken.GetProperty("isApplied").GetBoolean()));

        using var refused = await owner.PostAsync($"/api/v1/stores/{store}/order-file/refused", new StringContent(file, Encoding.UTF8, "text/csv"), Cancellation);
        Assert.Contains("F-2,NOBODY'S,1,Line 1: the store sells nothing under the SKU NOBODY'S.,3", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var export = await owner.GetAsync($"{Orders}/export?storeId={store}", Cancellation);
        Assert.Contains("F-1,Stall,", await export.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        await SendAsync(api, owner, "GET", $"{Orders}/export?storeId=1", null, null, 404);
    }

    private static async Task<JsonElement> FileAsync(ApiDocument api, HttpClient client, string store, string file, string query)
    {
        using var answer = await client.PostAsync($"/api/v1/stores/{store}/order-file{query}", new StringContent(file, Encoding.UTF8, "text/csv"), Cancellation);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Empty(api.Check(api["POST", "/api/v1/stores/{id}/order-file"], (int)answer.StatusCode, json));
        return json;
    }

    private static async Task<string> StoreAsync(ApiDocument api, HttpClient owner, int pieces)
    {
        var store = await SendAsync(api, owner, "POST", "/api/v1/stores", null, new { channel = "offline", name = "Stall", country = "SG", currency = "SGD" }, 201);
        var id = store.GetProperty("id").GetString()!;
        await SendAsync(api, owner, "POST", "/api/v1/listings", null, new { storeId = id, title = "Mug", variations = new[] { new { sku = "MUG", price = 10, openingQuantity = pieces } } }, 201);
        return id;
    }
}
