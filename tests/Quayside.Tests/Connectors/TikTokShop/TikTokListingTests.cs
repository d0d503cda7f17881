using System.Text.Json;
using System.Text.Json.Nodes;
using Quayside.Connectors;
using Quayside.Connectors.TikTokShop;

namespace Quayside.Tests.Connectors.TikTokShop;

/// <summary>Shapes are those of the official reference of Get Product, Search Products and Inventory Search; values are invented.</summary>
public sealed class TikTokListingTests
{
    private const string Id = "1729592969712207008";
    private const string Sku = "1729592969712207012";

    [Fact]
    public void A_product_is_read_with_its_pictures_its_category_and_what_can_be_sold()
    {
        var listing = Map(Product(), Inventory((Sku, 9)));

        Assert.Equal((Id, "Socks & more", "Warm.\n\nAll day."), (listing.Id, listing.Title, listing.Description));
        Assert.Equal((ListingStatus.Active, "Made up", "Tools", DateTimeOffset.FromUnixTimeSeconds(1_789_000_000)), (listing.Status, listing.Brand, listing.Category, listing.ChangedAt));
        Assert.Equal(["https://img.example/a.jpg"], listing.Images);
        var variation = Assert.Single(listing.Variations);
        Assert.Equal((Sku, Id, $"SKU-{Sku}", "10000000000010"), (variation.Id, variation.ListingId, variation.SellerSku, variation.Gtin));
        Assert.Equal((9m, StockTracking.Tracked, new UnitPrice("12.50", new Currency("SGD"))), (variation.Quantity, variation.Tracking, variation.Price));
    }

    [Fact]
    public void Without_an_inventory_the_warehouses_of_the_product_are_summed_and_without_both_nothing_is_known()
    {
        var product = Product();
        product["skus"]![0]!["inventory"]!.AsArray().Add(new JsonObject { ["warehouse_id"] = "2", ["quantity"] = 3 });
        var bare = Product();
        bare["skus"]![0]!.AsObject().Remove("inventory");

        Assert.Equal(7m, Assert.Single(Map(product).Variations).Quantity);
        Assert.Equal((null, StockTracking.Unknown), (Map(bare).Variations[0].Quantity, Map(bare).Variations[0].Tracking));
    }

    [Fact]
    public void Variations_differ_in_options_and_may_have_no_sku_or_one_that_another_has()
    {
        var product = SmallTikTok.Product(Id, "ACTIVATE", "11", "12", "13");
        (product["skus"]![0]!["seller_sku"], product["skus"]![1]!["seller_sku"], product["skus"]![2]!["seller_sku"]) = ("", "TEE", "TEE");
        product["skus"]![1]!["sales_attributes"] = JsonNode.Parse("""
            [{"id":"100000","name":"Color","value_id":"1","value_name":"Red","sku_img":{"uri":"r","urls":["https://img.example/r.jpg"]}},{"id":"100007","name":"Size","value_name":"M"}]
            """);

        var listing = Map(product);

        Assert.Equal([null, "TEE", "TEE"], listing.Variations.Select(v => v.SellerSku));
        Assert.Equal([new("Color", "Red"), new("Size", "M")], listing.Variations[1].Options);
        Assert.Equal(["https://img.example/a.jpg", "https://img.example/r.jpg", "https://img.example/a.jpg"], listing.Variations.Select(v => v.Image));
    }

    [Theory]
    [InlineData("ACTIVATE", ListingStatus.Active)]
    [InlineData("SELLER_DEACTIVATED", ListingStatus.Inactive)]
    [InlineData("PLATFORM_DEACTIVATED", ListingStatus.Banned)]
    [InlineData("FREEZE", ListingStatus.Banned)]
    [InlineData("FAILED", ListingStatus.Banned)]
    [InlineData("DRAFT", ListingStatus.Draft)]
    [InlineData("PENDING", ListingStatus.Draft)]
    [InlineData("DELETED", ListingStatus.Deleted)]
    [InlineData("SOMETHING_NEW", ListingStatus.Unknown)]
    public void Every_status_has_its_own(string theirs, ListingStatus expected)
    {
        var listing = Map(SmallTikTok.Product(Id, theirs, Sku));

        Assert.Equal((expected, expected), (listing.Status, listing.Variations[0].Status));
    }

    [Fact]
    public void A_product_that_is_for_sale_at_Tokopedia_alone_has_the_status_it_has_there()
    {
        var product = Product();
        product.Remove("status");
        product["integrated_platform_statuses"] = JsonNode.Parse("""[{"platform":"TOKOPEDIA","status":"SELLER_DEACTIVATED"}]""");

        Assert.Equal(ListingStatus.Inactive, Map(product).Status);
    }

    [Fact]
    public void A_sku_that_is_off_or_sold_out_says_so_and_a_product_without_a_piece_is_sold_out()
    {
        var product = SmallTikTok.Product(Id, "ACTIVATE", "11", "12", "13");
        product["skus"]![0]!["status_info"] = JsonNode.Parse("""{"status":"DEACTIVATED","deactivation_source":"SELLER"}""");
        product["skus"]![1]!["status_info"] = JsonNode.Parse("""{"status":"DEACTIVATED","deactivation_source":"PLATFORM"}""");

        var listing = Map(product, Inventory(("13", 0)));

        Assert.Equal([ListingStatus.Inactive, ListingStatus.Banned, ListingStatus.OutOfStock], listing.Variations.Select(v => v.Status));
        Assert.Equal(ListingStatus.Active, listing.Status);
        Assert.Equal(ListingStatus.OutOfStock, Map(Product(), Inventory((Sku, 0))).Status);
    }

    [Fact]
    public void Ids_of_twenty_digits_stay_what_they_are_also_as_bare_numbers()
    {
        var product = JsonNode.Parse($$"""{"id":17295929697122070089,"title":"T","status":"ACTIVATE","skus":[{"id":17295929697122070129,"seller_sku":"A"}]}""")!.AsObject();

        var listing = Map(product);

        Assert.Equal(("17295929697122070089", "17295929697122070129"), (listing.Id, listing.Variations[0].Id));
        Assert.Equal(["17295929697122070129"], TikTokMapListing.SkuIds(Json(product), listing.Id));
    }

    [Fact]
    public void A_row_of_the_list_has_the_price_before_tax_and_the_sum_of_its_warehouses()
    {
        var row = Product();
        row["skus"]![0]!["price"]!.AsObject().Remove("sale_price");

        Assert.Equal("11.47", Map(row).Variations[0].Price!.Text);
        var listed = TikTokMapListing.Listed(Json(row)).ToList();
        Assert.Equal([(Id, false), (Sku, true)], listed.Select(l => (l.Id, l.IsVariation)));
        Assert.Equal(new ListedStock(4, StockTracking.Tracked), listed[1].Stock);
        Assert.All(listed, l => Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_789_000_000), l.ChangedAt));
    }

    private static JsonObject Product()
    {
        var product = SmallTikTok.Product(Id, "ACTIVATE", Sku);
        (product["title"], product["description"]) = ("Socks &amp; more", "<p>Warm.</p><p>All day.</p>");
        product["skus"]![0]!["identifier_code"] = JsonNode.Parse("""{"code":"10000000000010","type":"GTIN"}""");
        return product;
    }

    private static JsonObject Inventory(params (string Sku, int Available)[] skus) => new()
    {
        ["product_id"] = Id,
        ["skus"] = new JsonArray([.. skus.Select(s => (JsonNode)new JsonObject { ["id"] = s.Sku, ["total_available_quantity"] = s.Available, ["total_committed_quantity"] = 2 })]),
    };

    private static ChannelListing Map(JsonObject product, JsonObject? inventory = null) =>
        TikTokMapListing.Listing(Json(product), inventory is null ? default : Json(inventory));

    private static JsonElement Json(JsonObject json) => JsonDocument.Parse(json.ToJsonString()).RootElement;
}
