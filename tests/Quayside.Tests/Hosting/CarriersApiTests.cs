using System.Net.Http.Json;
using Quayside.Organisations;
using Quayside.Tests.Harness;
using static Quayside.Tests.Hosting.CheckedCalls;

namespace Quayside.Tests.Hosting;

/// <summary>Carriers over HTTP, held against the OpenAPI document.</summary>
public sealed class CarriersApiTests(App app) : IClassFixture<App>
{
    private const string Carriers = "/api/v1/carriers";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_carrier_is_added_once_changed_made_a_default_chosen_and_removed()
    {
        var api = await ApiDocument.LoadAsync(app);
        var seller = await app.NewSellerAsync("Shipper");
        var rows = await OneOfEach.AddAsync(app.Databases, seller.OrganisationId);
        using var manager = app.Client(seller.Keys[Role.Manager]);
        object body = new { name = "Own van", trackingUrl = "https://van.example/{number}", regions = new[] { "Singapore" }, services = new[] { "Same day" } };

        var added = await SendAsync(api, manager, "POST", Carriers, null, body, 201, "van-1");
        var again = await SendAsync(api, manager, "POST", Carriers, null, body, 201, "van-1");
        var id = added.GetProperty("id").GetString()!;
        Assert.Equal((id, "manual"), (again.GetProperty("id").GetString(), added.GetProperty("source").GetString()));
        var taken = await SendAsync(api, manager, "POST", Carriers, null, body, 409);
        Assert.Equal("carrier.name_taken", taken.GetProperty("code").GetString());
        var wrong = await SendAsync(api, manager, "POST", Carriers, null, new { name = "Bike", trackingUrl = "https://bike.example" }, 422);
        Assert.Equal("carrier.tracking_url", wrong.GetProperty("code").GetString());

        var changed = await SendAsync(api, manager, "PUT", $"{Carriers}/{{id}}", id, new { name = "Our van" }, 200);
        Assert.Equal(("Our van", 0), (changed.GetProperty("name").GetString(), changed.GetProperty("services").GetArrayLength()));
        var found = await SendAsync(api, manager, "GET", $"{Carriers}?source=manual", null, null, 200);
        Assert.Equal(id, found.GetProperty("items")[0].GetProperty("id").GetString());

        var store = await SendAsync(api, manager, "PUT", "/api/v1/stores/{id}/carrier", $"{rows.Store}", new { carrierId = id }, 200);
        Assert.Equal(id, store.GetProperty("defaultCarrierId").GetString());
        var used = await SendAsync(api, manager, "DELETE", $"{Carriers}/{{id}}", id, null, 409);
        Assert.Equal("carrier.used", used.GetProperty("code").GetString());
        var refused = await SendAsync(api, manager, "PUT", "/api/v1/orders/{id}/carrier", $"{rows.Order}", new { carrierId = id }, 409);
        Assert.Equal("order.carrier_is_channels", refused.GetProperty("code").GetString());
        await SendAsync(api, manager, "PUT", "/api/v1/stores/{id}/carrier", $"{rows.Store}", new { carrierId = (string?)null }, 200);

        using var removed = await manager.DeleteAsync($"{Carriers}/{id}", Cancellation);
        Assert.Equal(204, (int)removed.StatusCode);
        await SendAsync(api, manager, "GET", $"{Carriers}/{{id}}", id, null, 404);
    }

    [Fact]
    public async Task A_cluster_is_confirmed_and_a_text_split_off_again()
    {
        var api = await ApiDocument.LoadAsync(app);
        var seller = await app.NewSellerAsync("Joiner");
        var rows = await OneOfEach.AddAsync(app.Databases, seller.OrganisationId);
        using var manager = app.Client(seller.Keys[Role.Manager]);
        var cluster = (await SendAsync(api, manager, "GET", $"{Carriers}/clusters", null, null, 200)).GetProperty("items")[0];
        var texts = cluster.GetProperty("texts").EnumerateArray()
            .Select(t => new { storeId = t.GetProperty("storeId").GetString(), text = t.GetProperty("text").GetString() }).ToList();
        Assert.Equal(["Parcel post", "Parcelpost"], texts.Select(t => t.text).Order(StringComparer.Ordinal));

        var merged = await SendAsync(api, manager, "POST", $"{Carriers}/merge", null, new { name = "Parcel Post", texts }, 200);
        Assert.Equal(($"{rows.Carrier}", 2), (merged.GetProperty("id").GetString(), merged.GetProperty("texts").GetArrayLength()));
        Assert.Equal(0, (await SendAsync(api, manager, "GET", $"{Carriers}/clusters", null, null, 200)).GetProperty("items").GetArrayLength());

        var split = await SendAsync(api, manager, "POST", $"{Carriers}/{{id}}/split", $"{rows.Carrier}", texts.Single(t => t.text == "Parcelpost"), 200);
        Assert.Equal("Parcelpost", split.GetProperty("name").GetString());
        using var apart = await manager.PostAsJsonAsync(
            $"{Carriers}/apart", new { carrierIds = new[] { $"{rows.Carrier}", split.GetProperty("id").GetString() } }, Cancellation);
        Assert.Equal(204, (int)apart.StatusCode);
    }
}
