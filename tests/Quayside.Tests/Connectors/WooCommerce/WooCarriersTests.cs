using System.Text.Json.Nodes;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.WooCommerce;

public sealed class WooCarriersTests : WooTest
{
    [Fact]
    public async Task Each_enabled_method_of_a_zone_is_a_carrier_and_picking_up_is_none()
    {
        var page = await Connector.ReadCarriersAsync(await ConnectKnownAsync(), null, Cancellation);

        Assert.Equal(
            ["PostNL Standard flat_rate:1", "DHL Express flat_rate:2", "Free over 50 free_shipping:3", "DPD Europe flat_rate:5", "USPS flat_rate:6"],
            page.Records.Select(r => r.Value!).Select(c => $"{c.Name} {Assert.Single(c.Services).Code}"));
        Assert.False(page.More);
    }

    [Fact]
    public async Task The_rest_of_the_world_costs_a_request_only_where_it_is_the_only_zone()
    {
        await Connector.ReadCarriersAsync(await ConnectKnownAsync(), null, Cancellation);
        Assert.Equal(1 + 3, Marketplace.Requests.Count);

        Marketplace.Fault = r => r.Path.EndsWith("/zones", StringComparison.Ordinal) ? FakeAnswer.Json("""[{"id":0}]""") : null;
        var page = await Connector.ReadCarriersAsync(await ConnectKnownAsync(), null, Cancellation);

        Assert.Equal("Rest of world", Assert.Single(page.Records).Value!.Name);
    }

    [Fact]
    public async Task One_title_in_two_zones_is_one_carrier_with_two_services()
    {
        Methods("""[{"instance_id":1,"title":"Post &amp; Go","enabled":true,"method_id":"flat_rate"}]""",
            """[{"instance_id":9,"title":"Post & Go","enabled":true,"method_id":"flat_rate"},{"instance_id":10,"title":"Old","enabled":false,"method_id":"flat_rate"}]""");

        var page = await Connector.ReadCarriersAsync(await ConnectKnownAsync(), null, Cancellation);

        var record = Assert.Single(page.Records);
        Assert.Equal("Post & Go", record.Value!.Name);
        Assert.Equal(["flat_rate:1", "flat_rate:9"], record.Value.Services.Select(s => s.Code));
        Assert.Equal(2, JsonNode.Parse(record.Raw.Span)!.AsArray().Count);
    }

    [Fact]
    public async Task A_key_that_may_not_see_the_zones_leaves_the_carriers_to_the_orders()
    {
        var connection = await ConnectKnownAsync();
        Marketplace.Fault = _ => FakeAnswer.Json("""{"code":"woocommerce_rest_cannot_view"}""", 403);

        Assert.Empty((await Connector.ReadCarriersAsync(connection, null, Cancellation)).Records);
    }

    private void Methods(string first, string second) => Marketplace.Fault = r => r.Path.Split('/')[^1] switch
    {
        "zones" => FakeAnswer.Json("""[{"id":1},{"id":2}]"""),
        "methods" => FakeAnswer.Json(r.Path.Contains("/1/", StringComparison.Ordinal) ? first : second),
        _ => null,
    };
}
