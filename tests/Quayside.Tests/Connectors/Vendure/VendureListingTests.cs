using System.Text.Json.Nodes;
using Quayside.Connectors;

namespace Quayside.Tests.Connectors.Vendure;

public sealed class VendureListingTests : VendureShopTest
{
    [Fact]
    public async Task A_product_is_a_listing_with_its_variants()
    {
        var laptop = await ListingAsync("1");

        Assert.Equal("Laptop", laptop.Title);
        Assert.StartsWith("Now equipped with", laptop.Description, StringComparison.Ordinal);
        Assert.Equal(("Apple", "Electronics, Computers"), (laptop.Brand, laptop.Category));
        Assert.Equal(["https://shop.example/assets/preview/71/derick-david-409858-unsplash__preview.jpg"], laptop.Images);
        Assert.Equal(["1", "2", "3", "4"], laptop.Variations.Select(v => v.Id));
        Assert.All(laptop.Variations, v => Assert.Equal("1", v.ListingId));
        var first = laptop.Variations[0];
        Assert.Equal(("L2201308", "1299.00", "USD"), (first.SellerSku, first.Price?.Text, first.Price?.Currency.Code));
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 5, 56, 57, TimeSpan.Zero), first.ChangedAt);
    }

    [Fact]
    public async Task Options_come_in_the_order_of_their_groups_however_the_shop_lists_them()
    {
        var laptop = await ListingAsync("1");

        Assert.All(laptop.Variations, v => Assert.Equal(["screen size", "RAM"], v.Options.Select(o => o.Name)));
        Assert.Equal(new VariationOption("screen size", "15 inch"), laptop.Variations[1].Options[0]);
    }

    [Fact]
    public async Task A_product_without_variants_is_a_listing_with_none()
    {
        Assert.Empty((await ListingAsync("55")).Variations);
    }

    [Fact]
    public async Task A_title_is_text_as_it_is_and_a_description_loses_its_markup()
    {
        var listing = await ListingAsync("55");

        Assert.Equal("Nothing yet <b>&amp;</b>", listing.Title);
        Assert.Equal("Hello & bold", listing.Description?.Split('\n')[0]);
        Assert.DoesNotContain("<", listing.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_be_sold_is_what_is_on_hand_and_not_allocated_at_all_locations()
    {
        var levels = Variant("1", 0)["stockLevels"]!.AsArray();
        Assert.Equal((100, 3), ((int)levels[0]!["stockOnHand"]!, (int)levels[0]!["stockAllocated"]!));
        levels.Add(new JsonObject { ["stockOnHand"] = 17, ["stockAllocated"] = 1 });

        var variation = (await ListingAsync("1")).Variations[0];

        Assert.Equal((113m, StockTracking.Tracked), (variation.Quantity, variation.Tracking));
    }

    [Fact]
    public async Task Oversold_stays_negative()
    {
        Variant("1", 0)["stockLevels"]![0]!["stockOnHand"] = -2;

        Assert.Equal(-5m, (await ListingAsync("1")).Variations[0].Quantity);
    }

    [Fact]
    public async Task A_variant_at_no_location_has_nothing_to_sell()
    {
        Variant("1", 0)["stockLevels"] = new JsonArray();

        Assert.Equal(0m, (await ListingAsync("1")).Variations[0].Quantity);
    }

    [Theory]
    [InlineData("TRUE", true, StockTracking.Tracked)]
    [InlineData("TRUE", false, StockTracking.Tracked)]
    [InlineData("FALSE", true, StockTracking.NotTracked)]
    [InlineData("INHERIT", true, StockTracking.Tracked)]
    [InlineData("INHERIT", false, StockTracking.NotTracked)]
    [InlineData("SOMETIMES", true, StockTracking.Unknown)]
    public async Task Whether_stock_is_tracked_is_the_variants_word_or_the_shops(string variant, bool shop, StockTracking expected)
    {
        Variant("1", 0)["trackInventory"] = variant;
        Shop.Shop["globalSettings"]!["trackInventory"] = shop;

        var variation = (await ListingAsync("1")).Variations[0];

        Assert.Equal(expected, variation.Tracking);
        Assert.Equal(expected == StockTracking.Tracked, variation.Quantity is not null);
    }

    [Theory]
    [InlineData(true, true, ListingStatus.Active, ListingStatus.Active)]
    [InlineData(true, false, ListingStatus.Active, ListingStatus.Inactive)]
    [InlineData(false, true, ListingStatus.Inactive, ListingStatus.Inactive)]
    public async Task Disabled_is_inactive(bool product, bool variant, ListingStatus listing, ListingStatus variation)
    {
        Shop.Product("1")["enabled"] = product;
        Variant("1", 0)["enabled"] = variant;

        var read = await ListingAsync("1");

        Assert.Equal((listing, variation), (read.Status, read.Variations[0].Status));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("   ", null)]
    [InlineData(" sea-01 ", " sea-01 ")]
    public async Task A_SKU_is_as_typed_and_blank_is_none(string typed, string? expected)
    {
        Variant("1", 0)["sku"] = typed;

        Assert.Equal(expected, (await ListingAsync("1")).Variations[0].SellerSku);
    }

    [Fact]
    public async Task A_channel_whose_prices_are_entered_with_tax_shows_them_with_tax()
    {
        Shop.Shop["activeChannel"]!["pricesIncludeTax"] = true;

        Assert.Equal("1558.80", (await ListingAsync("1")).Variations[0].Price?.Text);
    }

    [Theory]
    [InlineData(3, "129.900")]
    [InlineData(0, "129900")]
    public async Task Prices_are_counted_as_the_server_counts(int decimals, string expected)
    {
        Shop.Shop["globalSettings"]!["serverConfig"]!["moneyStrategyPrecision"] = decimals;

        Assert.Equal(expected, (await ListingAsync("1")).Variations[0].Price?.Text);
    }

    [Fact]
    public async Task A_variant_that_does_not_say_its_stock_is_a_problem_of_its_own_and_not_zero()
    {
        Variant("1", 0)["stockLevels"]![0]!.AsObject().Remove("stockOnHand");

        var page = await Connector.ReadListingsAsync(Connect(), null, Cancellation);

        var problem = Assert.Single(page.Records, r => r.Problem is not null);
        Assert.Equal("1", problem.ChannelId);
        Assert.Contains("stockOnHand", problem.Problem, StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3", "4"], problem.CountedIds);
    }

    private JsonNode Variant(string product, int at) => Shop.Product(product)["variantList"]!["items"]![at]!;
}
