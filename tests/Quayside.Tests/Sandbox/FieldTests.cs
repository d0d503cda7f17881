using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

/// <summary>_fields as WordPress filters (rest_filter_response_fields), with its flaws.</summary>
public sealed class FieldTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("id,sku", """[{"id":11,"sku":"A"}]""")]
    [InlineData("sku%20id", """[{"id":11,"sku":"A"}]""")]
    [InlineData("dimensions.width,sku", """[{"sku":"A","dimensions":{"width":""}}]""")]
    [InlineData("dimensions.nothing", """[{"dimensions":[]}]""")]
    [InlineData("categories.name", """[{"categories":[]}]""")]
    [InlineData("nothing", "[[]]")]
    [InlineData("dimensions,dimensions.width,sku", """[{"dimensions":{"length":"","width":"","height":""}}]""")]
    [InlineData("sku.deep", """[{"sku":"A"}]""")]
    public async Task A_list_keeps_the_fields_that_were_named(string fields, string body)
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 0, Orders = 0 });
        sandbox.Shop.Data.AddProduct("A", "A", Noon);

        var answer = await sandbox.Client.GetAsync("/products?_fields=" + fields, Cancellation);

        Assert.Equal(body, answer.Body);
    }

    [Fact]
    public async Task A_single_thing_keeps_its_links_besides()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 0, Orders = 0 });
        var product = sandbox.Shop.Data.AddProduct("A", "A", Noon);

        var row = (await sandbox.Client.GetAsync($"/products/{product.Id}?_fields=id", Cancellation)).Json!.AsObject();

        Assert.Equal(["id", "_links"], row.Select(pair => pair.Key));
    }

    [Fact]
    public async Task The_status_keeps_parts_of_its_environment()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 0, Orders = 0, StoreId = "x", HomeUrl = "https://shop.example" });

        var answer = await sandbox.Client.GetAsync("/system_status?_fields=environment.home_url,environment.store_id", Cancellation);

        Assert.Equal("""{"environment":{"home_url":"https://shop.example","store_id":"x"}}""", answer.Body);
    }

    [Fact]
    public async Task An_error_is_not_filtered()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 0, Orders = 0 });

        Assert.Equal("woocommerce_rest_product_invalid_id", (await sandbox.Client.GetAsync("/products/9?_fields=id", Cancellation)).Code);
    }
}
