using System.Text.Json;
using System.Text.Json.Nodes;
using Quayside.Connectors;
using Quayside.Connectors.Shopee;

namespace Quayside.Tests.Connectors.Shopee;

public sealed class ShopeeListingTests
{
    [Fact]
    public void An_item_whose_own_sku_is_blank_keeps_the_skus_of_its_models()
    {
        var listing = Mapped(
            SmallShopee.Item(1000, hasModel: true),
            SmallShopee.ModelsOf(SmallShopee.Model(2000, 0, "TEE-RED"), SmallShopee.Model(2001, 1, "TEE-BLUE")));

        Assert.Null(listing.SellerSku);
        Assert.Equal(["TEE-RED", "TEE-BLUE"], listing.Variations.Select(v => v.SellerSku));
        Assert.Equal(["2000", "2001"], listing.Variations.Select(v => v.Id));
        Assert.Equal([("Colour", "Red"), ("Colour", "Blue")], listing.Variations.Select(v => (v.Options[0].Name, v.Options[0].Value)));
        Assert.Equal("https://cf.shopee.example/file/r", listing.Variations[0].Image);
        Assert.Equal("https://cf.shopee.example/file/a", listing.Variations[1].Image);
    }

    [Fact]
    public void An_items_own_sku_is_not_its_models_sku()
    {
        var listing = Mapped(SmallShopee.Item(1000, "PARENT", hasModel: true), SmallShopee.ModelsOf(SmallShopee.Model(2000, 0, "")));

        Assert.Equal("PARENT", listing.SellerSku);
        Assert.Null(Assert.Single(listing.Variations).SellerSku);
    }

    [Fact]
    public void An_item_without_models_is_its_own_variation()
    {
        var listing = Mapped(SmallShopee.Item(1000, "TEE"), null);

        var variation = Assert.Single(listing.Variations);
        Assert.Equal(("1000", "TEE", 14m, StockTracking.Tracked), (variation.Id, variation.SellerSku, variation.Quantity, variation.Tracking));
        Assert.Equal(("17.5", "SGD"), (variation.Price!.Text, variation.Price.Currency.Code));
        Assert.Null(listing.Brand);
    }

    [Theory]
    [InlineData("NORMAL", ListingStatus.Active)]
    [InlineData("UNLIST", ListingStatus.Inactive)]
    [InlineData("REVIEWING", ListingStatus.Inactive)]
    [InlineData("BANNED", ListingStatus.Banned)]
    [InlineData("SELLER_DELETE", ListingStatus.Deleted)]
    [InlineData("SHOPEE_DELETE", ListingStatus.Deleted)]
    [InlineData("SOMETHING_NEW", ListingStatus.Unknown)]
    public void Every_status_has_its_word(string theirs, ListingStatus expected) =>
        Assert.Equal(expected, Mapped(SmallShopee.Item(1000, status: theirs), null).Status);

    [Fact]
    public void What_is_sold_out_is_out_of_stock_and_a_model_that_is_switched_off_is_inactive()
    {
        var off = SmallShopee.Model(2001, 1, "B");
        off["model_status"] = "MODEL_UNAVAILABLE";

        var listing = Mapped(SmallShopee.Item(1000, hasModel: true), SmallShopee.ModelsOf(SmallShopee.Model(2000, 0, "A", stock: 0), off));

        Assert.Equal([ListingStatus.OutOfStock, ListingStatus.Inactive], listing.Variations.Select(v => v.Status));
    }

    [Fact]
    public void Stock_that_is_not_told_is_unknown_and_not_nothing()
    {
        var item = SmallShopee.Item(1000);
        item["stock_info_v2"] = null;

        var variation = Assert.Single(Mapped(item, null).Variations);

        Assert.Equal(((decimal?)null, StockTracking.Unknown), (variation.Quantity, variation.Tracking));
    }

    [Fact]
    public void Stock_as_answers_had_it_before_2022_is_the_sum_over_its_places()
    {
        var item = SmallShopee.Item(1000);
        item["stock_info_v2"] = null;
        item["stock_info"] = JsonNode.Parse("""[{"stock_type":2,"current_stock":10,"normal_stock":10},{"stock_type":1,"current_stock":2}]""");

        Assert.Equal(12, Assert.Single(Mapped(item, null).Variations).Quantity);
    }

    [Theory]
    [InlineData("00", null)]
    [InlineData("", null)]
    [InlineData("9521000000012", "9521000000012")]
    public void A_barcode_that_says_there_is_none_is_none(string theirs, string? expected)
    {
        var item = SmallShopee.Item(1000);
        item["gtin_code"] = theirs;

        Assert.Equal(expected, Assert.Single(Mapped(item, null).Variations).Gtin);
    }

    private static ChannelListing Mapped(JsonObject item, JsonObject? models)
    {
        var json = JsonDocument.Parse(item.ToJsonString()).RootElement;
        var other = models is null ? default : JsonDocument.Parse(models.ToJsonString()).RootElement;
        return ShopeeMapListing.Listing(new ShopeeItem(json.GetProperty("item_id").GetRawText(), json, other, ReadOnlyMemory<byte>.Empty));
    }
}
