using System.Text.Json.Nodes;
using Quayside.Connectors;

namespace Quayside.Tests.Connectors.WooCommerce;

public sealed class WooListingTests : WooTest
{
    [Fact]
    public async Task A_simple_product_is_a_listing_with_one_variation_of_the_same_id()
    {
        var listing = await RecordedAsync(18);

        var variation = Assert.Single(listing.Variations);
        Assert.Equal(("18", "18", "18"), (listing.Id, variation.Id, variation.ListingId));
        Assert.Equal(("Hoodie with Logo", "woo-hoodie-with-logo", "Hoodies"), (listing.Title, listing.SellerSku, listing.Category));
        Assert.Equal((25m, StockTracking.Tracked), (variation.Quantity, variation.Tracking));
        Assert.Equal(new UnitPrice("45", new Currency("EUR")), variation.Price);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 22, 31, 51, TimeSpan.Zero), listing.ChangedAt);
        Assert.Equal("Lorem ipsum.", listing.Description);
        Assert.Null(listing.SharedQuantity);
    }

    [Theory]
    [InlineData(18, ListingStatus.Active)]
    [InlineData(56, ListingStatus.OutOfStock)]
    [InlineData(44, ListingStatus.Draft)]
    [InlineData(46, ListingStatus.Draft)]
    [InlineData(45, ListingStatus.Inactive)]
    public async Task Drafts_private_and_sold_out_products_are_all_there(int id, ListingStatus expected) =>
        Assert.Equal(expected, (await RecordedAsync(id)).Status);

    [Theory]
    [InlineData(47, -3, StockTracking.Tracked)]
    [InlineData(56, 0, StockTracking.Tracked)]
    [InlineData(42, null, StockTracking.NotTracked)]
    [InlineData(39, null, StockTracking.NotTracked)]
    public async Task Stock_is_taken_as_it_is(int id, int? quantity, StockTracking tracking)
    {
        var variation = Assert.Single((await RecordedAsync(id)).Variations);

        Assert.Equal(((decimal?)quantity, tracking), (variation.Quantity, variation.Tracking));
    }

    [Fact]
    public async Task A_counted_product_without_a_figure_is_unknown_and_not_zero()
    {
        var product = PracticeWoo.Product(1);
        product["stock_quantity"] = null;

        Assert.Equal((null, StockTracking.Unknown), await StockOfAsync(product));
    }

    [Fact]
    public async Task A_title_is_decoded_text() =>
        Assert.Equal("Ünïcödé – 日本語 “quotes” & html 🎉", (await RecordedAsync(43)).Title);

    [Theory]
    [InlineData(42, null)]
    [InlineData(43, "UNI-日本-1")]
    [InlineData(50, "SP ACE/1")]
    public async Task A_SKU_is_kept_as_typed_and_blank_is_none(int id, string? expected)
    {
        var listing = await RecordedAsync(id);

        Assert.Equal(expected, listing.SellerSku);
        Assert.Equal(expected, listing.Variations[0].SellerSku);
    }

    [Fact]
    public async Task White_space_around_a_SKU_stays()
    {
        var product = PracticeWoo.Product(1);
        product["sku"] = " ab\t";

        Assert.Equal(" ab\t", (await OnlyAsync(product)).SellerSku);
    }

    [Fact]
    public async Task No_price_is_no_price() => Assert.Null((await RecordedAsync(48)).Variations[0].Price);

    [Fact]
    public async Task A_grouped_product_is_a_listing_with_no_variation_and_counts_as_nothing()
    {
        Woo.Products.Add(Recording.Row("products.json", 38));

        var page = await Connector.ReadListingsAsync(await ConnectKnownAsync(), null, Cancellation);

        Assert.Empty(Assert.IsType<ChannelListing>(page.Records[0].Value).Variations);
        Assert.Empty(page.Records[0].CountedIds);
        Assert.Equal(1, page.NotCounted);
    }

    [Fact]
    public async Task A_variable_product_without_variations_is_one_without_variations()
    {
        var product = PracticeWoo.Product(1);
        product["type"] = "variable";

        Assert.Equal("1", Assert.Single((await OnlyAsync(product)).Variations).Id);
    }

    [Fact]
    public async Task A_type_that_a_plugin_made_up_is_sold_like_a_simple_one()
    {
        var product = PracticeWoo.Product(1);
        product["type"] = "subscription";

        Assert.Equal(3, Assert.Single((await OnlyAsync(product)).Variations).Quantity);
    }

    [Fact]
    public async Task Stock_that_variations_share_is_told_once_at_the_listing()
    {
        Add(52);

        var values = Values(await ListingsAsync(await ConnectKnownAsync()));

        Assert.Equal(40, values.OfType<ChannelListing>().Single().SharedQuantity);
        Assert.Equal(3, values.OfType<ChannelVariation>().Count());
        Assert.All(values.OfType<ChannelVariation>(), v => Assert.Equal((null, StockTracking.Shared), (v.Quantity, v.Tracking)));
    }

    [Fact]
    public async Task A_variation_that_answers_with_its_parents_SKU_is_passed_on_as_sent()
    {
        Add(52);

        var values = Values(await ListingsAsync(await ConnectKnownAsync()));

        Assert.Equal("INH", values.OfType<ChannelListing>().Single().SellerSku);
        Assert.Equal(["INH-S-RED", "INH", "INH-L-BLUE"], values.OfType<ChannelVariation>().Select(v => v.SellerSku));
    }

    [Fact]
    public async Task A_variation_knows_its_listing_its_options_and_that_it_is_switched_off()
    {
        Add(52);

        var variations = Values(await ListingsAsync(await ConnectKnownAsync())).OfType<ChannelVariation>().ToList();

        Assert.All(variations, v => Assert.Equal("52", v.ListingId));
        Assert.Equal([new VariationOption("Size", "L"), new VariationOption("Colour", "Blue")], variations.Single(v => v.Id == "55").Options);
        Assert.Equal([new VariationOption("Size", "M")], variations.Single(v => v.Id == "54").Options);
        Assert.Equal(ListingStatus.Inactive, variations.Single(v => v.Id == "55").Status);
        Assert.Equal("22", variations.Single(v => v.Id == "55").Price?.Text);
    }

    [Theory]
    [InlineData("global_unique_id", "4006381333931")]
    [InlineData("_ean", "4006381333931")]
    [InlineData("hwp_product_gtin", "4006381333931")]
    [InlineData("_some_number", null)]
    public async Task A_barcode_comes_from_its_field_or_from_the_plugins_that_had_one_before(string key, string? expected)
    {
        var product = PracticeWoo.Product(1);
        if (key == "global_unique_id")
        {
            product[key] = "4006381333931";
        }
        else
        {
            product["meta_data"] = new JsonObject { ["7"] = new JsonObject { ["id"] = 7, ["key"] = key, ["value"] = 4006381333931 } };
        }

        Assert.Equal(expected, (await OnlyAsync(product)).Variations[0].Gtin);
    }

    [Fact]
    public async Task A_brand_is_the_shops_own_or_an_attribute_of_that_name()
    {
        var own = PracticeWoo.Product(1);
        own["brands"] = new JsonArray(new JsonObject { ["name"] = "Tick &amp; Tock" });
        var attribute = PracticeWoo.Product(2);
        attribute["attributes"] = new JsonArray(new JsonObject { ["name"] = "Brand", ["slug"] = "pa_brand", ["options"] = new JsonArray("Ampel") });

        Assert.Equal("Tick & Tock", (await OnlyAsync(own)).Brand);
        Assert.Equal("Ampel", (await OnlyAsync(attribute)).Brand);
    }

    [Fact]
    public async Task Types_that_differ_from_shop_to_shop_mean_the_same()
    {
        var product = PracticeWoo.Product(1);
        product["id"] = "1";
        product["sku"] = 4711;
        product["price"] = "1.234,50";
        product["manage_stock"] = "yes";
        product["stock_quantity"] = "2.5";
        product["images"] = new JsonArray(new JsonObject { ["src"] = null }, new JsonObject { ["src"] = "https://shop.example/a.jpg" });
        product["meta_data"] = false;

        var listing = await OnlyAsync(product);

        Assert.Equal(("1", "4711", "1234.50", 2.5m), (listing.Id, listing.SellerSku, listing.Variations[0].Price?.Text, listing.Variations[0].Quantity));
        Assert.Equal(["https://shop.example/a.jpg"], listing.Images);
    }

    private void Add(long parent)
    {
        Woo.Products.Add(Recording.Row("products.json", parent));
        Woo.Variations.AddRange(Recording.Rows("variations.json").Where(v => v["parent_id"]!.GetValue<long>() == parent));
    }

    private Task<ChannelListing> RecordedAsync(long id) => OnlyAsync(Recording.Row("products.json", id));

    private async Task<ChannelListing> OnlyAsync(JsonObject product)
    {
        Woo.Products.Clear();
        Woo.Products.Add(product);
        var page = await Connector.ReadListingsAsync(await ConnectKnownAsync(), null, Cancellation);
        return Assert.IsType<ChannelListing>(Assert.Single(page.Records).Value);
    }

    private async Task<(decimal?, StockTracking)> StockOfAsync(JsonObject product)
    {
        var variation = Assert.Single((await OnlyAsync(product)).Variations);
        return (variation.Quantity, variation.Tracking);
    }
}
