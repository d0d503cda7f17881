using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Quayside.Organisations;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Hosting;

/// <summary>Stock over HTTP, held against the OpenAPI document.</summary>
public sealed class StockApiTests(App app) : IClassFixture<App>
{
    private const string Items = "/api/v1/stock-items/{id}";
    private const string Warehouses = "/api/v1/warehouses";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stock_is_counted_adjusted_and_carried_and_its_figures_are_explained()
    {
        var api = await ApiDocument.LoadAsync(app);
        var seller = await app.NewSellerAsync("Keeper");
        var rows = await OneOfEach.AddAsync(app.Databases, seller.OrganisationId);
        using var manager = app.Client(seller.Keys[Role.Manager]);
        var item = $"{rows.StockItem}";

        await SendAsync(api, manager, "POST", $"{Items}/counts", item, new { counted = 12 }, 200);
        await SendAsync(api, manager, "POST", $"{Items}/adjustments", item, new { pieces = -2, text = "broken" }, 200);
        var told = await SendAsync(api, manager, "POST", $"{Items}/transfers", item, new { pieces = 3, toWarehouseId = $"{rows.Warehouse}" }, 200);

        Assert.Equal(12m, told.GetProperty("onHand").GetDecimal());
        Assert.Equal(
            [("Main warehouse", 7m, 0m, 7m), ("Shed", 5m, 1m, 4m)],
            told.GetProperty("levels").EnumerateArray().Select(l => (
                l.GetProperty("name").GetString()!, l.GetProperty("onHand").GetDecimal(), l.GetProperty("reserved").GetDecimal(), l.GetProperty("available").GetDecimal())));
        var main = await SendAsync(api, manager, "GET", $"{Items}/movements", item, null, 200, "?figure=onHand&warehouseId=0&limit=2");
        Assert.Equal(
            [("transferred", -3m, 7m), ("adjusted", -2m, 10m)],
            main.GetProperty("items").EnumerateArray().Select(m => (
                m.GetProperty("reason").GetString()!, m.GetProperty("onHandDelta").GetDecimal(), m.GetProperty("onHandAfter").GetDecimal())));
        var rest = await SendAsync(
            api, manager, "GET", $"{Items}/movements", item, null, 200, $"?figure=onHand&warehouseId=0&cursor={main.GetProperty("next").GetString()}");
        Assert.Equal([12m, 3m], rest.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("onHandAfter").GetDecimal()));
        var available = await SendAsync(api, manager, "GET", "/api/v1/variations/{id}/availability", $"{rows.Variation}", null, 200);
        Assert.Equal(11m, available.GetProperty("available").GetDecimal());
    }

    [Fact]
    public async Task What_cannot_be_done_with_stock_is_told()
    {
        var api = await ApiDocument.LoadAsync(app);
        var seller = await app.NewSellerAsync("Refused");
        var rows = await OneOfEach.AddAsync(app.Databases, seller.OrganisationId);
        using var manager = app.Client(seller.Keys[Role.Manager]);
        var item = $"{rows.StockItem}";

        var less = await SendAsync(api, manager, "POST", $"{Items}/adjustments", item, new { pieces = -4, text = "lost" }, 422);
        Assert.Equal(("stock.short", 3m), (less.GetProperty("code").GetString(), less.GetProperty("shortages")[0].GetProperty("available").GetDecimal()));
        var full = await SendAsync(api, manager, "POST", $"{Warehouses}/{{id}}/close", $"{rows.Warehouse}", null, 409);
        Assert.Equal("warehouse.not_empty", full.GetProperty("code").GetString());
        await SendAsync(api, manager, "POST", $"{Items}/transfers", item, new { pieces = 1, toWarehouseId = "1" }, 404);
        await SendAsync(api, manager, "GET", $"{Items}/movements", item, null, 400, "?limit=0");
    }

    [Fact]
    public async Task A_warehouse_is_added_renamed_and_closed()
    {
        var api = await ApiDocument.LoadAsync(app);
        using var manager = app.Client((await app.NewSellerAsync("Builder")).Keys[Role.Manager]);

        var made = await SendAsync(api, manager, "POST", Warehouses, null, new { name = "Loft", address = new { city = "Port", country = "SG" } }, 201);
        var id = made.GetProperty("id").GetString();
        await SendAsync(api, manager, "POST", Warehouses, null, new { name = "loft " }, 409);
        var changed = await SendAsync(api, manager, "PUT", $"{Warehouses}/{{id}}", id, new { name = "Cellar" }, 200);
        var closed = await SendAsync(api, manager, "POST", $"{Warehouses}/{{id}}/close", id, null, 200);

        Assert.Equal(("Cellar", JsonValueKind.Null), (changed.GetProperty("name").GetString(), changed.GetProperty("closedAt").ValueKind));
        Assert.NotEqual(JsonValueKind.Null, closed.GetProperty("closedAt").ValueKind);
        Assert.Equal(id, (await SendAsync(api, manager, "POST", Warehouses, null, new { name = "cellar" }, 201)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_counted_sheet_is_shown_and_then_kept()
    {
        var api = await ApiDocument.LoadAsync(app);
        var seller = await app.NewSellerAsync("Counter");
        var rows = await OneOfEach.AddAsync(app.Databases, seller.OrganisationId);
        using var manager = app.Client(seller.Keys[Role.Manager]);
        const string Sheet = "sku,warehouse,counted\nKET-RED,,9\nKET-RED,Shed,2\nNONE,,1\n";

        foreach (var isApplied in (bool[])[false, true])
        {
            using var answer = await manager.PostAsync(
                $"/api/v1/stock-counts?apply={isApplied}", new StringContent(Sheet, Encoding.UTF8, "text/csv"), Cancellation);
            var told = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            Assert.Empty(api.Check(api["POST", "/api/v1/stock-counts"], (int)answer.StatusCode, told));
            Assert.Equal(
                (isApplied, 1, 1, 1),
                (told.GetProperty("applied").GetBoolean(), told.GetProperty("changes").GetInt32(), told.GetProperty("unchanged").GetInt32(), told.GetProperty("refused").GetArrayLength()));
        }

        var csv = await manager.GetStringAsync("/api/v1/stock-items/export", Cancellation);
        Assert.Contains("KET-RED,Kettle,04006381333931,Main warehouse,9,0,9,", csv, StringComparison.Ordinal);
        Assert.Contains("KET-RED,Kettle,04006381333931,Shed,2,1,1,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sheet_that_is_sent_again_with_its_key_is_counted_once()
    {
        var seller = await app.NewSellerAsync("Twice");
        var rows = await OneOfEach.AddAsync(app.Databases, seller.OrganisationId);
        using var manager = app.Client(seller.Keys[Role.Manager]);
        manager.DefaultRequestHeaders.Add("Idempotency-Key", "count-made-up-1");

        foreach (var isAgain in (bool[])[false, true])
        {
            using var answer = await manager.PostAsync(
                "/api/v1/stock-counts?apply=true", new StringContent("sku,counted\nKET-RED,9\n", Encoding.UTF8, "text/csv"), Cancellation);
            Assert.Equal((200, isAgain), ((int)answer.StatusCode, answer.Headers.Contains("Idempotency-Replayed")));
        }

        await using var db = app.Databases.Open(seller.OrganisationId);
        Assert.Single(db.StockMovements.Where(m => m.StockItemId == rows.StockItem && m.Reason == Quayside.Inventory.MovementReason.Counted));
    }

    private static async Task<JsonElement> SendAsync(
        ApiDocument api, HttpClient client, string method, string path, string? id, object? body, int status, string query = "")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{id}", id, StringComparison.Ordinal) + query);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var answer = await client.SendAsync(request, Cancellation);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True((int)answer.StatusCode == status, $"{method} {path}: {(int)answer.StatusCode} {json}");
        Assert.Empty(api.Check(api[method, path], status, json));
        return json;
    }
}
