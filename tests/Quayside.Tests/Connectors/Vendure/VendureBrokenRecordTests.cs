using System.Text.Json.Nodes;
using Quayside.Connectors;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.Vendure;

public sealed class VendureBrokenRecordTests : VendureShopTest
{
    [Fact]
    public async Task An_order_that_the_shop_cannot_deliver_stands_alone_and_the_rest_of_its_page_comes()
    {
        Shop.Broken[("orders", "4")] = "database said no";
        Shop.Broken[("orders", "15")] = "database said no";
        var connection = Connect();
        await Connector.IdentifyAsync(connection, Cancellation);
        Marketplace.Forget();

        var page = await Connector.ReadOrdersAsync(connection, Always, null, Cancellation);

        Assert.Equal(Shop.Orders.Select(o => (string)o["id"]!), page.Records.Select(r => r.ChannelId));
        Assert.Equal(["4", "15"], page.Records.Where(r => r.Value is null).Select(r => r.ChannelId));
        Assert.All(page.Records.Where(r => r.Value is null), r => Assert.Contains("database said no", r.Problem, StringComparison.Ordinal));
        Assert.Equal(3, Marketplace.Requests.Count);
        Assert.Equal((12, "12/100/12"), (page.Expected, page.Cursor));
    }

    [Fact]
    public async Task A_product_that_the_shop_cannot_deliver_counts_as_its_variations()
    {
        Shop.Broken[("products", "1")] = "no price found";

        var page = await Connector.ReadListingsAsync(Connect(), null, Cancellation);

        var broken = Assert.Single(page.Records, r => r.Problem is not null);
        Assert.Equal(["1", "2", "3", "4"], broken.CountedIds);
    }

    [Fact]
    public async Task A_record_that_came_without_one_of_its_fields_is_not_taken_for_whole()
    {
        Marketplace.Fault = request =>
        {
            if (RecordedVendure.IsSignIn(request))
            {
                return null;
            }

            var order = Shop.Order("1").DeepClone();
            order["customer"] = null;
            var data = Shop.Shop.DeepClone();
            data["orders0"] = new JsonObject { ["totalItems"] = 1, ["items"] = new JsonArray(order) };
            var error = new JsonObject { ["message"] = "customer said no", ["path"] = new JsonArray("orders0", "items", 0, "customer") };
            return FakeAnswer.Json(new JsonObject { ["errors"] = new JsonArray(error), ["data"] = data }.ToJsonString());
        };

        var page = await Connector.ReadOrdersAsync(Connect(), Always, null, Cancellation);

        var record = Assert.Single(page.Records);
        Assert.Contains("customer said no", record.Problem, StringComparison.Ordinal);
        Assert.Equal("L2201308", (string?)JsonNode.Parse(record.Raw.Span)!["lines"]![0]!["productVariant"]!["sku"]);
    }

    [Fact]
    public async Task A_shop_that_can_deliver_nothing_is_in_trouble_and_not_a_page_of_problems()
    {
        foreach (var order in Shop.Orders.ToList())
        {
            for (var n = 0; n < 3; n++)
            {
                var copy = order.DeepClone().AsObject();
                copy["id"] = $"{n}{copy["id"]}";
                Shop.Orders.Add(copy);
            }
        }

        foreach (var order in Shop.Orders)
        {
            Shop.Broken[("orders", (string)order["id"]!)] = "database is gone";
        }

        var failure = await FailureOf(() => Connector.ReadOrdersAsync(Connect(), Always, null, Cancellation));

        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.InRange(Marketplace.Requests.Count, 1, 25);
    }

    [Fact]
    public async Task A_fault_of_the_whole_list_is_the_shops_and_not_a_records()
    {
        Marketplace.Fault = request =>
            RecordedVendure.IsSignIn(request) ? null : RecordedVendure.Failed("Query timed out", null, "orders0");

        var failure = await FailureOf(() => Connector.ReadOrdersAsync(Connect(), Always, null, Cancellation));

        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.Contains("Query timed out", failure.Message, StringComparison.Ordinal);
    }
}
