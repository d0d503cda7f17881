using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Quayside.Organisations;
using Quayside.Tests.Harness;
using static Quayside.Tests.Hosting.CheckedCalls;

namespace Quayside.Tests.Hosting;

/// <summary>An offline store and its catalogue over HTTP, held against the OpenAPI document.</summary>
public sealed class OwnCatalogueApiTests(App app) : IClassFixture<App>
{
    private const string Stores = "/api/v1/stores";
    private const string Listings = "/api/v1/listings";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_is_opened_changed_closed_and_opened_again()
    {
        var api = await ApiDocument.LoadAsync(app);
        using var owner = app.Client((await app.NewSellerAsync("Opener")).Keys[Role.Owner]);

        var store = await SendAsync(api, owner, "POST", Stores, null, new { channel = "offline", name = "Stall", country = "SG", currency = "SGD" }, 201);
        var id = store.GetProperty("id").GetString();
        Assert.Equal(("offline", "offline", "SGD"), (store.GetProperty("channel").GetString(), store.GetProperty("mode").GetString(), store.GetProperty("currency").GetString()));

        var changed = await SendAsync(api, owner, "PUT", $"{Stores}/{{id}}/offline", id, new { name = "Fair", allowsBackOrders = true }, 200);
        Assert.Equal(("Fair", true), (changed.GetProperty("name").GetString(), changed.GetProperty("allowsBackOrders").GetBoolean()));
        await CodeAsync(api, owner, "POST", Stores, null, new { channel = "offline", name = "Stall", country = "Mars", currency = "SGD" }, 422, "store.country");
        await CodeAsync(api, owner, "GET", $"{Stores}/{{id}}/sync", id, null, 404, "sync.none");
        await CodeAsync(api, owner, "POST", $"{Stores}/{{id}}/sync", id, null, 409, "store.offline");
        await CodeAsync(api, owner, "PUT", $"{Stores}/{{id}}/schedule", id, new { everyMinutes = 5 }, 409, "store.offline");
        await SendAsync(api, owner, "POST", $"{Stores}/{{id}}/disconnect", id, null, 200);
        await CodeAsync(api, owner, "POST", Listings, null, Mug(id!), 409, "store.disconnected");
        await SendAsync(api, owner, "POST", $"{Stores}/{{id}}/reconnect", id, new { settings = new { } }, 200);
        await SendAsync(api, owner, "POST", Listings, null, Mug(id!), 201);
    }

    [Fact]
    public async Task A_listing_is_added_once_for_a_key_changed_and_deleted()
    {
        var api = await ApiDocument.LoadAsync(app);
        var seller = await app.NewSellerAsync("Lister");
        using var owner = app.Client(seller.Keys[Role.Owner]);
        using var manager = app.Client(seller.Keys[Role.Manager]);
        var id = await OpenAsync(api, owner);

        var added = await SendAsync(api, manager, "POST", Listings, null, Mug(id), 201, "mug");
        var again = await SendAsync(api, manager, "POST", Listings, null, Mug(id), 201, "mug");
        var listing = added.GetProperty("id").GetString();
        Assert.Equal(listing, again.GetProperty("id").GetString());
        await CodeAsync(api, manager, "POST", Listings, null, Mug(id), 409, "listing.sku_taken");

        var variation = added.GetProperty("variations")[0].GetProperty("id").GetString();
        var changed = await SendAsync(
            api, manager, "PUT", $"{Listings}/{{id}}", listing, new { title = "Large mug", variations = new[] { new { id = variation, sku = "MUG-1", price = 14.5 } } }, 200);
        Assert.Equal("14.50", changed.GetProperty("variations")[0].GetProperty("price").GetProperty("amount").GetString());
        using var deleted = await manager.DeleteAsync($"{Listings}/{listing}", Cancellation);
        Assert.Equal(204, (int)deleted.StatusCode);
        Assert.Equal("deleted", (await SendAsync(api, manager, "GET", $"{Listings}/{{id}}", listing, null, 200)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_file_is_shown_corrected_taken_and_given_back()
    {
        var api = await ApiDocument.LoadAsync(app);
        using var owner = app.Client((await app.NewSellerAsync("Filer")).Keys[Role.Owner]);
        var id = await OpenAsync(api, owner);
        Assert.Equal(JsonValueKind.Null, (await SendAsync(api, owner, "GET", $"{Stores}/{{id}}/catalogue-file", id, null, 200)).GetProperty("file").ValueKind);
        await CodeAsync(api, owner, "POST", $"{Stores}/{{id}}/catalogue-file/apply", id, null, 404, "file.none");

        var shown = await FileAsync(api, owner, id, "", "SKU;Name;Cost\nA;Mug;12,50\nB;Cup;x\n");
        Assert.Equal(("looked", 2, 0), (shown.GetProperty("state").GetString(), shown.GetProperty("created").GetInt32(), shown.GetProperty("refused").GetInt32()));
        shown = await SendAsync(api, owner, "PUT", $"{Stores}/{{id}}/catalogue-file/columns", id, new { columns = new { Cost = "price" } }, 200);
        Assert.Equal((1, 1), (shown.GetProperty("created").GetInt32(), shown.GetProperty("refused").GetInt32()));
        await SendAsync(api, owner, "POST", $"{Stores}/{{id}}/catalogue-file/apply", id, null, 202);
        var taken = await UntilTakenAsync(api, owner, id);
        Assert.Equal(1, taken.GetProperty("created").GetInt32());

        var refused = await owner.GetStringAsync($"{Stores}/{id}/catalogue-file/refused", Cancellation);
        Assert.Contains("B,Cup,x,", refused, StringComparison.Ordinal);
        var export = await owner.GetStringAsync($"{Stores}/{id}/catalogue", Cancellation);
        Assert.Contains("A,", export, StringComparison.Ordinal);
        var again = await FileAsync(api, owner, id, "?apply=true", export);
        Assert.Equal(("taken", 1), (again.GetProperty("state").GetString(), again.GetProperty("unchanged").GetInt32()));
    }

    [Fact]
    public async Task Another_organisations_ids_inside_bodies_are_not_there()
    {
        var api = await ApiDocument.LoadAsync(app);
        var (mine, others) = (await app.NewSellerAsync("Mine"), await app.NewSellerAsync("Others"));
        var foreign = await OneOfEach.AddAsync(app.Databases, others.OrganisationId);
        using var owner = app.Client(mine.Keys[Role.Owner]);
        var id = await OpenAsync(api, owner);

        await CodeAsync(api, owner, "POST", Listings, null, Mug($"{foreign.Store}"), 404, "not_found");
        await CodeAsync(api, owner, "POST", Listings, null, new
        {
            storeId = id,
            title = "Set",
            variations = new[] { new { sku = "SET", components = new[] { new { stockItemId = $"{foreign.StockItem}", quantity = 1 } } } },
        }, 404, "not_found");
        await CodeAsync(api, owner, "PUT", $"{Stores}/{{id}}/carrier", id, new { carrierId = $"{foreign.Carrier}" }, 404, "not_found");
        await CodeAsync(api, owner, "POST", $"{Stores}/{{id}}/copies", id, new { fromStoreId = $"{foreign.Store}" }, 404, "not_found");
        var copied = await SendAsync(api, owner, "POST", $"{Stores}/{{id}}/copies", id, new { listingIds = new[] { $"{foreign.Listing}" } }, 200);
        Assert.Equal(0, copied.GetProperty("listings").GetInt32());
    }

    private static object Mug(string storeId) => new { storeId, title = "Mug", variations = new[] { new { sku = "MUG-1", price = 12.5, openingQuantity = 3 } } };

    private static async Task<string> OpenAsync(ApiDocument api, HttpClient owner) => (await SendAsync(
        api, owner, "POST", Stores, null, new { channel = "offline", name = "Stall", country = "DE", currency = "EUR" }, 201)).GetProperty("id").GetString()!;

    private static async Task<JsonElement> FileAsync(ApiDocument api, HttpClient client, string id, string query, string text)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var answer = await client.PostAsync($"{Stores}/{id}/catalogue-file{query}", content, Cancellation);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True((int)answer.StatusCode == 200, $"{json}");
        Assert.Empty(api.Check(api["POST", $"{Stores}/{{id}}/catalogue-file"], 200, json));
        return json;
    }

    private static async Task<JsonElement> UntilTakenAsync(ApiDocument api, HttpClient client, string id)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            var file = (await SendAsync(api, client, "GET", $"{Stores}/{{id}}/catalogue-file", id, null, 200)).GetProperty("file");
            if (file.GetProperty("state").GetString() is "taken" or "stopped")
            {
                return file;
            }

            await Task.Delay(50, Cancellation);
        }

        throw new InvalidOperationException("The file was not taken.");
    }

    private static async Task CodeAsync(ApiDocument api, HttpClient client, string method, string path, string? id, object? body, int status, string code) =>
        Assert.Equal(code, (await SendAsync(api, client, method, path, id, body, status)).GetProperty("code").GetString());
}
