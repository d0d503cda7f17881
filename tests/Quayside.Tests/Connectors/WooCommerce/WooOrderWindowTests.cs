using System.Text.Json.Nodes;
using Quayside.Connectors;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.WooCommerce;

public sealed class WooOrderWindowTests : WooTest
{
    [Fact]
    public async Task Only_orders_of_the_window_are_asked_for_with_their_second()
    {
        var connection = await ConnectKnownAsync();
        var from = new DateTimeOffset(2026, 9, 1, 10, 0, 0, TimeSpan.FromHours(2));

        await Connector.ReadOrdersAsync(connection, new OrderWindow(from, from.AddDays(1).AddMilliseconds(1)), null, Cancellation);

        var query = Assert.Single(Marketplace.Requests).Query;
        Assert.Equal(("2026-09-01T07:59:59", "2026-09-02T08:00:01", "true"), (query["after"], query["before"], query["dates_are_gmt"]));
        Assert.Equal("pending,processing,on-hold,completed,cancelled,refunded,failed", query["status"]);
    }

    [Theory]
    [InlineData("2026-11-24T00:00:00", true)]
    [InlineData("2026-11-24T23:59:59", true)]
    [InlineData("2026-11-23T23:59:59", false)]
    [InlineData("2026-11-25T00:00:00", false)]
    public async Task The_window_holds_its_first_second_and_not_its_last(string created, bool expected)
    {
        var order = Recording.Row("orders.json", 437);
        order["date_created_gmt"] = created;
        Woo.Orders.Add(order);
        var day = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

        var page = await Connector.ReadOrdersAsync(await ConnectKnownAsync(), new OrderWindow(day, day.AddDays(1)), null, Cancellation);

        Assert.Equal(expected, page.Records.Count == 1);
    }

    [Fact]
    public async Task Drafts_and_trash_are_left_out_in_the_query_so_that_the_total_counts_the_same()
    {
        foreach (var (id, status) in new[] { (1, "checkout-draft"), (2, "trash"), (3, "auto-draft"), (4, "processing") })
        {
            var order = Recording.Row("orders.json", 437);
            (order["id"], order["status"]) = (id, status);
            Woo.Orders.Add(order);
        }

        var page = await Connector.ReadOrdersAsync(await ConnectKnownAsync(), Window, null, Cancellation);

        Assert.Equal(["4"], page.Records.Select(r => r.ChannelId));
        Assert.Equal(1, page.Expected);
    }

    [Fact]
    public async Task Where_the_statuses_are_not_told_drafts_are_taken_off_the_total()
    {
        foreach (var (id, status) in new[] { (1, "checkout-draft"), (2, "processing") })
        {
            var order = Recording.Row("orders.json", 437);
            (order["id"], order["status"]) = (id, status);
            Woo.Orders.Add(order);
        }

        Marketplace.Fault = r => r.Path == "/wp-json/" || r.Path.EndsWith("totals", StringComparison.Ordinal)
            ? FakeAnswer.Json("""{"code":"woocommerce_rest_cannot_view"}""", 403)
            : null;
        var page = await Connector.ReadOrdersAsync(Connect(), Window, null, Cancellation);

        Assert.Equal(["2"], page.Records.Select(r => r.ChannelId));
        Assert.Equal((2, 1), (page.Expected, page.NotCounted));
    }

    [Fact]
    public async Task An_order_the_shop_has_no_longer_is_an_empty_page() =>
        Assert.Empty((await Connector.ReadOrderAsync(await ConnectKnownAsync(), "999999", Cancellation)).Records);

    [Fact]
    public async Task A_trashed_order_asked_for_alone_is_cancelled()
    {
        Woo.Orders.Add(Recording.Row("orders.json", 308));

        var page = await Connector.ReadOrderAsync(await ConnectKnownAsync(), "308", Cancellation);

        Assert.Equal(("trash", OrderState.Cancelled), (page.Records[0].Value!.Status, page.Records[0].Value!.State));
    }

    [Fact]
    public async Task The_whole_order_is_kept_as_sent()
    {
        Woo.Orders.Add(Recording.Row("orders.json", 306));

        var page = await Connector.ReadOrdersAsync(await ConnectKnownAsync(), Window, null, Cancellation);

        Assert.True(JsonNode.DeepEquals(Recording.Row("orders.json", 306), JsonNode.Parse(page.Records[0].Raw.Span)));
    }
}
