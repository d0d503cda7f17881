using System.Text;
using Quayside.Connectors;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.WooCommerce;

public sealed class WooListingReadTests : WooTest
{
    [Fact]
    public async Task Records_without_sense_or_id_stand_alone_with_their_place()
    {
        var damaged = "[{\"name\":\"no id\"},null,{\"id\":3,\"name\":\"\\ud800\"}," + PracticeWoo.Product(4).ToJsonString() + "]";
        var connection = await ConnectKnownAsync();
        Marketplace.Fault = _ => FakeAnswer.Json(damaged, 200, ("X-WP-Total", "4"), ("X-WP-TotalPages", "1"));

        var records = (await Connector.ReadListingsAsync(connection, null, Cancellation)).Records;

        Assert.Equal(["products page 1, record 1", "products page 1, record 2", "3", "4"], records.Select(r => r.ChannelId));
        Assert.Equal([true, true, true, false], records.Select(r => r.Problem is not null));
        Assert.Equal("{\"name\":\"no id\"}", Encoding.UTF8.GetString(records[0].Raw.Span));
    }

    [Fact]
    public async Task One_product_is_read_again_with_its_variations()
    {
        Woo.Products.Add(Recording.Row("products.json", 52));
        Woo.Variations.AddRange(Recording.Rows("variations.json").Where(v => v["parent_id"]!.GetValue<long>() == 52));

        var page = await Connector.ReadListingAsync(await ConnectKnownAsync(), "52", Cancellation);

        Assert.Equal(["52", "53", "54", "55"], page.Records.Select(r => r.ChannelId));
        Assert.Equal(2, Marketplace.Requests.Count);
    }

    [Fact]
    public async Task What_the_shop_has_no_longer_is_an_empty_page()
    {
        Assert.Empty((await Connector.ReadListingAsync(await ConnectKnownAsync(), "999999", Cancellation)).Records);
    }

    [Fact]
    public async Task A_record_that_came_without_an_id_cannot_be_asked_for()
    {
        var failure = await Assert.ThrowsAsync<ConnectorException>(
            () => Connector.ReadListingAsync(Connect(), "products page 1, record 2", Cancellation));

        Assert.Equal(FailureKind.Refused, failure.Kind);
    }

    [Fact]
    public async Task Only_the_fields_that_are_read_are_asked_for()
    {
        Woo.Products.Add(PracticeWoo.Product(1));

        await ListingsAsync(await ConnectKnownAsync());

        var request = Assert.Single(Marketplace.Requests);
        Assert.DoesNotContain("price_html", request.Query["_fields"].Split(','));
        Assert.Contains("_ean", request.Query["include_meta"].Split(','));
        Assert.Equal(("any", "id", "asc"), (request.Query["status"], request.Query["orderby"], request.Query["order"]));
    }
}
