using System.Net.Http.Json;
using System.Text.Json;
using Quayside.Organisations;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Hosting;

/// <summary>What writes answer, from connecting a store to bringing it back, held against the OpenAPI document.</summary>
public sealed class ApiWritesTests(App app) : IClassFixture<App>
{
    private const string Stores = "/api/v1/stores";

    private static readonly object Settings = new { settings = new { } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_is_checked_connected_synced_archived_and_brought_back()
    {
        app.Channel.Listings.Add(ScriptedShop.Listing("1", "SKU-1"));
        var api = await ApiDocument.LoadAsync(app);
        using var owner = app.Client(Role.Owner);

        var check = await SendAsync(api, owner, "POST", $"{Stores}/check", [], new { channel = "scripted", settings = new { } }, 200);
        Assert.Equal(("Scripted shop", "EUR", 1), (check.GetProperty("name").GetString(), check.GetProperty("currency").GetString(), check.GetProperty("listings").GetInt32()));
        Assert.Equal(JsonValueKind.Null, check.GetProperty("knownStoreId").ValueKind);

        var store = await SendAsync(api, owner, "POST", Stores, [], new { channel = "scripted", name = "Shop", settings = new { } }, 201);
        var id = store.GetProperty("id").GetString()!;
        Assert.Equal(("observe", "Shop"), (store.GetProperty("mode").GetString(), store.GetProperty("name").GetString()));

        var again = await SendAsync(api, owner, "POST", Stores, [], new { channel = "scripted", name = "Shop", settings = new { } }, 409);
        Assert.Equal(("store.already_connected", id), (again.GetProperty("code").GetString(), again.GetProperty("storeId").GetString()));

        await UntilSyncedAsync(owner, id);
        var sync = await SendAsync(api, owner, "GET", $"{Stores}/{{id}}/sync", [id], null, 200);
        Assert.Equal(("initial", "listings"), (sync.GetProperty("kind").GetString(), sync.GetProperty("stages")[0].GetProperty("name").GetString()));

        await SendAsync(api, owner, "POST", $"{Stores}/{{id}}/quarantine/retry", [id], null, 200);
        await SendAsync(api, owner, "POST", $"{Stores}/{{id}}/sync", [id], null, 202);
        await UntilSyncedAsync(owner, id);
        await SendAsync(api, owner, "PUT", $"{Stores}/{{id}}/settings", [id], Settings, 200);

        var gone = await SendAsync(api, owner, "POST", $"{Stores}/{{id}}/disconnect", [id], null, 200);
        Assert.Equal("disconnected", gone.GetProperty("health").GetString());
        var refused = await SendAsync(api, owner, "POST", $"{Stores}/{{id}}/sync", [id], null, 409);
        Assert.Equal("store.disconnected", refused.GetProperty("code").GetString());
        await SendAsync(api, owner, "POST", $"{Stores}/{{id}}/reconnect", [id], Settings, 200);
    }

    [Fact]
    public async Task A_variation_is_linked_and_unlinked()
    {
        var api = await ApiDocument.LoadAsync(app);
        var seller = await app.NewSellerAsync("Linker");
        var rows = await OneOfEach.AddAsync(app.Databases, seller.OrganisationId);
        using var manager = app.Client(seller.Keys[Role.Manager]);
        const string link = "/api/v1/variations/{id}/link";

        var linked = await SendAsync(api, manager, "PUT", link, [$"{rows.Unlinked}"], new { stockItemId = $"{rows.StockItem}", quantity = 2 }, 200);
        Assert.Equal(
            ($"{rows.StockItem}", "KET-RED", 2m, "manual"),
            (linked.GetProperty("stockItemId").GetString(), linked.GetProperty("masterSku").GetString(),
                linked.GetProperty("quantity").GetDecimal(), linked.GetProperty("origin").GetString()));

        var absent = await SendAsync(api, manager, "PUT", link, [$"{rows.Unlinked}"], new { stockItemId = "1" }, 404);
        Assert.Equal("not_found", absent.GetProperty("code").GetString());

        using var unlinked = await manager.DeleteAsync(link.Replace("{id}", $"{rows.Unlinked}", StringComparison.Ordinal), Cancellation);
        Assert.Equal(204, (int)unlinked.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"stockItemId\":null}")]
    [InlineData("{\"stockItemId\":\"x\"}")]
    [InlineData("{\"stockItemId\":\"1\",\"quantity\":\"many\"}")]
    [InlineData("not JSON")]
    [InlineData("")]
    public async Task A_body_that_cannot_be_read_is_refused_as_a_problem(string body)
    {
        using var manager = app.Client(Role.Manager);

        using var answer = await manager.PutAsync(
            "/api/v1/variations/1/link", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Cancellation);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal("request.invalid", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("POST", Stores, null, 400, "request.invalid")]
    [InlineData("POST", Stores, "text/plain", 415, "request.media_type")]
    [InlineData("PATCH", Stores, "application/json", 405, "method.not_allowed")]
    [InlineData("GET", "/api/v1/nothing", null, 404, "not_found")]
    public async Task What_is_sent_without_a_body_or_in_another_way_is_told_what_to_send(
        string method, string path, string? mediaType, int status, string code)
    {
        using var owner = app.Client(Role.Owner);
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = mediaType is null ? null : new StringContent("{}", System.Text.Encoding.UTF8, mediaType),
        };

        using var answer = await owner.SendAsync(request, Cancellation);

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal((status, code), ((int)answer.StatusCode, problem.GetProperty("code").GetString()));
        var detail = problem.GetProperty("detail").GetString()!;
        Assert.EndsWith(".", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Service", detail, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> SendAsync(
        ApiDocument api, HttpClient client, string method, string path, string[] ids, object? body, int status)
    {
        var address = ids.Aggregate(path, (at, id) => at.Replace("{id}", id, StringComparison.Ordinal));
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request, Cancellation);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True((int)answer.StatusCode == status, $"{method} {path}: {(int)answer.StatusCode} {json}");
        Assert.Empty(api.Check(api[method, path], status, json));
        return json;
    }

    private static async Task UntilSyncedAsync(HttpClient client, string id)
    {
        for (var attempt = 0; attempt < 3600; attempt++)
        {
            var sync = await client.GetFromJsonAsync<JsonElement>($"{Stores}/{id}/sync", Cancellation);
            switch (sync.GetProperty("state").GetString())
            {
                case "completed":
                    return;
                case "failed":
                    Assert.Fail($"{sync}");
                    break;
                default:
                    await Task.Delay(50, Cancellation);
                    break;
            }
        }

        Assert.Fail("The session was not completed within three minutes.");
    }
}
