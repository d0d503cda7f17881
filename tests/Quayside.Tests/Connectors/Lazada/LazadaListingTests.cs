using System.Text.Json;
using System.Text.Json.Nodes;
using Quayside.Connectors;
using Quayside.Connectors.Lazada;

namespace Quayside.Tests.Connectors.Lazada;

/// <summary>Shapes are those of the official samples of GetProducts (Malaysia) and GetProductItem (Indonesia); values are invented.</summary>
public sealed class LazadaListingTests
{
    private static readonly LazadaCountry Malaysia = LazadaCountry.Find("my")!;
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_product_of_the_list_is_read_with_its_sku()
    {
        var listing = Map(Product());

        Assert.Equal(("2807246166", "A watch & more", "Shows the time.\n\nAll day."), (listing.Id, listing.Title, listing.Description));
        Assert.Equal((ListingStatus.Active, "NAVIEXAMPLE", DateTimeOffset.FromUnixTimeMilliseconds(1653463851000)), (listing.Status, listing.Brand, listing.ChangedAt));
        Assert.Equal(["https://my-live.example/p/1.jpg"], listing.Images);
        var variation = Assert.Single(listing.Variations);
        Assert.Equal(("13449296008", "2807246166", "12333-poi"), (variation.Id, variation.ListingId, variation.SellerSku));
        Assert.Equal((20m, StockTracking.Tracked, new UnitPrice("102.0", new Currency("MYR"))), (variation.Quantity, variation.Tracking, variation.Price));
        Assert.Empty(variation.Options);
    }

    [Fact]
    public void The_spelling_of_a_product_read_alone_means_the_same()
    {
        var alone = Product();
        foreach (var (list, one) in new[] { ("item_id", "itemId"), ("images", "productImageList"), ("created_time", "createdTime"), ("updated_time", "updatedTime") })
        {
            alone[one] = alone[list]!.DeepClone();
            alone.Remove(list);
        }

        Assert.Equal(JsonSerializer.Serialize(Map(Product())), JsonSerializer.Serialize(Map(alone)));
    }

    [Fact]
    public void Every_sku_is_a_variation_with_its_options_and_suspended_ones_are_not_left_out()
    {
        var product = Product();
        product["variation"] = JsonNode.Parse(
            """{"Variation1":{"name":"color_family","options":["Red","Blue"],"hasImage":true,"customize":false},"Variation2":{"name":"size","options":["L"]}}""");
        product["skus"] = new JsonArray(
            Sku(1).With("color_family", "Red").With("size", "L"),
            Sku(2).With("saleProp", new JsonObject { ["color_family"] = "Blue", ["size"] = "L" }).With("Status", "inactive"),
            Sku(3).With("Status", "deleted"),
            Sku(4).With("multiWarehouseInventories", new JsonArray()).With("Available", 0));
        product["suspendedSkus"] = new JsonArray(Sku(5), Sku(1));

        var listing = Map(product);

        Assert.Equal(["1", "2", "3", "4", "5"], listing.Variations.Select(v => v.Id));
        Assert.Equal([new("Color family", "Red"), new("Size", "L")], listing.Variations[0].Options);
        Assert.Equal([new("Color family", "Blue"), new("Size", "L")], listing.Variations[1].Options);
        Assert.Equal(
            [ListingStatus.Active, ListingStatus.Inactive, ListingStatus.Deleted, ListingStatus.OutOfStock, ListingStatus.Banned],
            listing.Variations.Select(v => v.Status));
        using var json = JsonDocument.Parse(product.ToJsonString());
        Assert.Equal(listing.Variations.Select(v => v.Id), LazadaMapListing.SkuIds(json.RootElement, "x"));
    }

    [Theory]
    [InlineData("Active", null, ListingStatus.Active)]
    [InlineData("Active", "Live_Reject", ListingStatus.Active)]
    [InlineData("Active", "Lock", ListingStatus.Banned)]
    [InlineData("InActive", null, ListingStatus.Inactive)]
    [InlineData("InActive", "Admin", ListingStatus.Banned)]
    [InlineData("Pending QC", null, ListingStatus.Draft)]
    [InlineData("Pending QC", "Reject", ListingStatus.Banned)]
    [InlineData("Suspended", null, ListingStatus.Banned)]
    [InlineData("Deleted", "Admin", ListingStatus.Deleted)]
    [InlineData("Sleeping", null, ListingStatus.Unknown)]
    public void Every_status_is_mapped(string status, string? subStatus, ListingStatus expected)
    {
        var listing = Map(Product().With("status", status).With("subStatus", subStatus));

        Assert.Equal((expected, expected), (listing.Status, listing.Variations[0].Status));
    }

    [Fact]
    public void What_can_be_sold_is_what_no_order_holds_over_all_warehouses()
    {
        var stocked = Sku(1).With("quantity", 1745).With("Available", 1745).With("multiWarehouseInventories", JsonNode.Parse(
            """[{"warehouseCode":"a","quantity":20,"totalQuantity":25,"occupyQuantity":5,"sellableQuantity":20},{"warehouseCode":"b","sellableQuantity":"3"}]"""))
            .With("fblWarehouseInventories", JsonNode.Parse("""[{"warehouseCode":"fbl","sellableQuantity":4}]"""));

        Assert.Equal(27, Quantity(stocked));
        Assert.Equal(7, Quantity(Sku(1).With("multiWarehouseInventories", null).With("Available", 7)));
        Assert.Equal(9, Quantity(Sku(1).With("multiWarehouseInventories", new JsonArray()).With("Available", null).With("quantity", "9")));
        var untold = Map(Product().With("skus", new JsonArray(Sku(1).With("multiWarehouseInventories", null).With("Available", null).With("quantity", null))));
        Assert.Equal((null, StockTracking.Unknown), (untold.Variations[0].Quantity, untold.Variations[0].Tracking));
    }

    [Theory]
    [InlineData("2022-07-11 17:43", "2122-07-11 17:43", "80")]
    [InlineData("2022-07-11 17:43", "2026-11-24 19:59", "102.0")]
    [InlineData("2022-07-11 17:43", "2026-11-24 20:01", "80")]
    [InlineData("2026-11-24 20:01", "2122-07-11 17:43", "102.0")]
    [InlineData(null, null, "80")]
    public void A_special_price_counts_while_it_runs_by_the_countrys_clock(string? from, string? to, string expected) => Assert.Equal(
        expected,
        Map(Product().With("skus", new JsonArray(Sku(1).With("special_price", 80).With("special_from_time", from).With("special_to_time", to))))
            .Variations[0].Price!.Text);

    [Theory]
    [InlineData("2026-11-24", "80")]
    [InlineData("2026-11-23", "102.0")]
    public void A_special_price_with_a_date_alone_runs_to_the_end_of_that_day(string until, string expected) => Assert.Equal(
        expected, Map(Product().With("skus", new JsonArray(Sku(1).With("special_price", 80).With("special_to_date", until)))).Variations[0].Price!.Text);

    [Fact]
    public void A_sku_of_an_older_answer_has_its_number_in_a_text_alone()
    {
        var older = Sku(1);
        older.Remove("SkuId");

        Assert.Equal("13449296008", Assert.Single(Map(Product().With("skus", new JsonArray(older))).Variations).Id);
    }

    [Fact]
    public void A_special_price_of_zero_is_none() => Assert.Equal("102.0", Map(Product()).Variations[0].Price!.Text);

    [Fact]
    public void Pictures_may_be_blank_a_text_or_the_skus_alone()
    {
        Assert.Equal(["https://x.example/1.jpg"], Map(Product().With("images", "[\"https://x.example/1.jpg\",\"\"]")).Images);
        var ofSku = Map(Product().With("images", new JsonArray("")).With("skus", new JsonArray(Sku(1).With("Images", new JsonArray("", "https://x.example/s.jpg")))));
        Assert.Equal(["https://x.example/s.jpg"], ofSku.Images);
        Assert.Equal("https://x.example/s.jpg", ofSku.Variations[0].Image);
    }

    [Fact]
    public void A_barcode_is_taken_from_where_a_category_keeps_it()
    {
        Assert.Equal("9521234567897", Map(Product().With("skus", new JsonArray(Sku(1).With("barcode_ean", "9521234567897")))).Variations[0].Gtin);
        var ofProduct = Product();
        ofProduct["attributes"]!["barcode_ean"] = 9521234567897;
        Assert.Equal("9521234567897", Map(ofProduct).Variations[0].Gtin);
        ofProduct["skus"] = new JsonArray(Sku(1), Sku(2));
        Assert.All(Map(ofProduct).Variations, variation => Assert.Null(variation.Gtin));
    }

    [Fact]
    public void Blank_and_odd_seller_skus_are_kept_as_typed()
    {
        var skus = Map(Product().With("skus", new JsonArray(Sku(1).With("SellerSku", ""), Sku(2).With("SellerSku", " a/B  c "), Sku(3).With("SellerSku", 123)))).Variations;

        Assert.Equal([null, " a/B  c ", "123"], skus.Select(v => v.SellerSku));
    }

    private static decimal? Quantity(JsonObject sku) => Map(Product().With("skus", new JsonArray(sku))).Variations[0].Quantity;

    private static ChannelListing Map(JsonObject product)
    {
        using var json = JsonDocument.Parse(product.ToJsonString());
        return LazadaMapListing.Listing(json.RootElement, Malaysia, Now);
    }

    private static JsonObject Product() => JsonNode.Parse(
        """
        {
          "created_time": "1645176573000", "updated_time": "1653463851000", "images": ["https://my-live.example/p/1.jpg"], "item_id": 2807246166,
          "variation": {}, "trialProduct": false, "primary_category": 8707, "marketImages": [], "status": "Active", "subStatus": null,
          "suspendedSkus": null, "rejectReason": null,
          "attributes": {
            "name": "A watch &amp; more", "short_description": "1234", "description": "<p style=\"margin:0\">Shows the time.</p><p>All day.</p>",
            "brand": "NAVIEXAMPLE", "model": "9095", "name_ms": "Jam", "source": "asc", "delivery_option_sof": "0"
          }
        }
        """)!.AsObject().With("skus", new JsonArray(Sku(13449296008).With("SellerSku", "12333-poi")));

    private static JsonObject Sku(long id) => JsonNode.Parse(
        """
        {
          "Status": "active", "quantity": 20, "Images": [], "SellerSku": "sku", "ShopSku": "2807246166_MY-13449296008", "Url": "https://www.example/-i1.html",
          "multiWarehouseInventories": [{"occupyQuantity":0,"quantity":20,"totalQuantity":20,"withholdQuantity":0,"warehouseCode":"dropshipping","sellableQuantity":20}],
          "package_width": "10.00", "fblWarehouseInventories": [], "special_price": 0.0, "price": 102.0,
          "channelInventories": [{"channelName":"x","startTime":"2022-05-28 00:00:00","endTime":"2022-05-30 23:59:59","sellableQuantity":1}],
          "package_weight": "0.3", "Available": 20
        }
        """)!.AsObject().With("SkuId", id);
}
