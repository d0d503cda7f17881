using System.Globalization;
using System.Text.Json.Nodes;
using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

public sealed class PracticeDataTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 9, 30, 0, TimeSpan.Zero);
    private static readonly ShopOptions Messy = new() { Listings = 400, Orders = 500, Now = Now };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_seed_gives_the_same_shop_byte_for_byte_and_another_gives_another()
    {
        var options = Messy with { HomeUrl = "https://shop.example" };
        await using var sandbox = await RunningSandbox.StartAsync(options, options with { Key = "again" }, options with { Key = "other", Seed = 2 });

        foreach (var route in (string[])["/products?per_page=100&page=2&_fields=id,sku,name,stock_quantity,date_modified", "/variations?per_page=100", "/orders?per_page=100&page=3&_fields=id,total,line_items.sku,billing"])
        {
            var (first, again, other) = (await BodyAsync(sandbox, "harbour", route), await BodyAsync(sandbox, "again", route), await BodyAsync(sandbox, "other", route));
            Assert.Equal(Imageless(first), Imageless(again));
            Assert.NotEqual(first, other);
        }
    }

    [Fact]
    public void A_larger_shop_begins_with_the_same_products()
    {
        var small = ShopSeed.Make(Messy with { Listings = 50 });
        var large = ShopSeed.Make(Messy with { Listings = 200 });

        Assert.Equal(small.Products.Select(Facts), large.Products.Take(50).Select(Facts));

        static (long, string, string, decimal?, int) Facts(PracticeProduct product) => (product.Id, product.Name, product.Sku, product.Stock, product.Variations.Count);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(10, 1)]
    [InlineData(40, 999)]
    public void The_number_of_variations_can_be_told_exactly(int listings, int variations)
    {
        var data = ShopSeed.Make(Messy with { Listings = listings, Variations = variations });

        Assert.Equal((listings, variations), (data.Products.Count, data.Variations.Count));
    }

    [Fact]
    public void Products_variations_orders_and_refunds_share_one_row_of_ids()
    {
        var data = ShopSeed.Make(Messy);

        var ids = data.Products.Select(product => product.Id)
            .Concat(data.Variations.Select(variation => variation.Id))
            .Concat(data.Orders.Select(order => order.Id))
            .Concat(data.Orders.SelectMany(order => order.Refunds).Select(refund => refund.Id)).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Orders_lie_in_the_last_120_days_later_ones_under_higher_ids()
    {
        var orders = ShopSeed.Make(Messy).Orders;

        Assert.All(orders, order => Assert.InRange(order.PlacedAt, Now.AddDays(-120), Now));
        Assert.Equal(orders.OrderBy(order => order.PlacedAt).ThenBy(order => order.Id).Select(order => order.Id), orders.Select(order => order.Id));
        Assert.True(orders[0].PlacedAt < Now.AddDays(-118));
    }

    [Fact]
    public async Task Every_order_adds_up_as_the_shops_own_do()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Messy);
        var orders = new List<JsonNode>();
        for (var page = 1; page <= 5; page++)
        {
            orders.AddRange((await sandbox.Client.ListAsync($"/orders?per_page=100&page={page}", Cancellation)).Select(order => order!));
        }

        Assert.NotEmpty(orders);
        Assert.All(orders, order =>
        {
            var lines = Sum(order, "line_items", "total") + Sum(order, "fee_lines", "total") + Sum(order, "shipping_lines", "total");
            Assert.Equal(Amount(order, "total"), lines + Amount(order, "total_tax"));
            Assert.Equal(Amount(order, "total_tax"), Amount(order, "cart_tax") + Amount(order, "shipping_tax"));
            Assert.Equal(Amount(order, "cart_tax"), Sum(order, "line_items", "total_tax") + Sum(order, "fee_lines", "total_tax"));
            Assert.Equal(Amount(order, "shipping_total"), Sum(order, "shipping_lines", "total"));
            Assert.Equal(Amount(order, "discount_total"), Sum(order, "line_items", "subtotal") - Sum(order, "line_items", "total"));
            Assert.Equal(Amount(order, "total_tax"), Sum(order, "tax_lines", "tax_total") + Sum(order, "tax_lines", "shipping_tax_total"));
            Assert.InRange(-Sum(order, "refunds", "total"), 0, Amount(order, "total"));
        });
    }

    [Fact]
    public void A_messy_shop_has_every_kind_of_mess()
    {
        var data = ShopSeed.Make(Messy with { Listings = 1500, Orders = 1500 });
        var sold = data.Products.Where(product => product.Type == "simple").Cast<PracticeSellable>().Concat(data.Variations).ToList();
        var skus = sold.Select(one => one.Sku).ToList();

        Assert.Contains("", skus);
        Assert.Contains(skus, sku => sku.EndsWith(' '));
        Assert.Contains(skus, sku => sku.Contains('\u200B', StringComparison.Ordinal));
        Assert.Contains(skus, sku => sku.StartsWith("000", StringComparison.Ordinal));
        Assert.Contains(skus.GroupBy(sku => sku), group => group.Key.Length > 0 && group.Count() > 1);
        Assert.Contains(skus.GroupBy(sku => sku.ToUpperInvariant()), group => group.Distinct().Count() > 1);
        Assert.Contains(data.Variations, variation => variation.Sku.Length == 0 && variation.Parent.Sku.Length > 0);
        Assert.Contains(data.Variations, variation => variation.SharesStock);
        Assert.Contains(data.Variations, variation => variation.Choices.Contains(null));
        Assert.Contains(sold, one => one.Stock < 0);
        Assert.Contains(sold, one => !one.ManagesStock && one.UncountedStatus == "outofstock");
        Assert.Contains(sold, one => one.RegularPrice is null);
        Assert.Contains(sold, one => one.Gtin.Length == 13 && !HasRightCheckDigit(one.Gtin));
        Assert.Contains(sold, one => one.Gtin.Length is > 5 and < 12);
        Assert.Contains(data.Products, product => product.MetaAsObject);
        Assert.Contains(data.Products, product => product.Variations.Count > 100);
        Assert.Equal(["external", "grouped", "simple", "variable"], Distinct(data.Products.Select(product => product.Type)));
        Assert.Equal(["draft", "pending", "private", "publish", "trash"], Distinct(data.Products.Select(product => product.Status)));
        Assert.Equal(
            ["cancelled", "checkout-draft", "completed", "failed", "on-hold", "partial-shipped", "pending", "processing", "refunded", "shipped", "trash"],
            Distinct(data.Orders.Select(order => order.Status)));
        Assert.Contains(data.Orders, order => order.Lines.Count == 0 && order.Fees.Count > 0);
        Assert.Contains(data.Orders, order => order.Currency != "EUR");
        Assert.Contains(data.Orders, order => order.AmountsAsNumbers);
        Assert.Contains(data.Orders, order => order.Number is not null);
        Assert.Contains(data.Orders, order => order.Shipping.Count > 1);
        Assert.Contains(data.Orders, order => order.Refunds.Any(refund => refund.Lines.Count > 0));
        Assert.Contains(data.Orders, order => order.Lines.Any(line => line.ProductId == 0));
        Assert.Contains(data.Orders, order => order.Meta.Any(meta => meta.Key == "_wc_shipment_tracking_items"));
    }

    [Fact]
    public void A_tidy_shop_has_none()
    {
        var data = ShopSeed.Make(Messy with { Listings = 1500, Messy = false });
        var sold = data.Products.Where(product => product.Type == "simple").Cast<PracticeSellable>().Concat(data.Variations).ToList();

        Assert.Equal(sold.Count, sold.Select(one => one.Sku.ToUpperInvariant()).Distinct().Count());
        Assert.All(sold, one => Assert.True(HasRightCheckDigit(one.Gtin) && one.Stock >= 0 && one.Price > 0));
        Assert.All(data.Orders.SelectMany(order => order.Lines), line => Assert.True(line.ProductId > 0));
    }

    [Fact]
    public void A_second_shop_sells_some_of_the_same_goods_partly_under_other_skus()
    {
        var first = ShopSeed.Make(Messy with { Messy = false });
        var second = ShopSeed.Make(Messy with { Messy = false, Key = "lighthouse", Seed = 2, SharesGoodsWithSeed = 1 });
        var known = first.Products.Where(product => product.Gtin.Length > 0).ToDictionary(product => product.Gtin);

        var shared = second.Products.Where(product => product.Gtin.Length > 0 && known.ContainsKey(product.Gtin)).ToList();

        Assert.Contains(shared, product => product.Sku == known[product.Gtin].Sku);
        Assert.Contains(shared, product => product.Sku != known[product.Gtin].Sku);
        Assert.Contains(second.Products, product => product.Gtin.Length > 0 && !known.ContainsKey(product.Gtin));
    }

    [Fact]
    public async Task What_is_deleted_after_it_was_sold_reads_as_gone()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Messy with { Messy = false, Orders = 60 });
        var data = sandbox.Shop.Data;
        var ofVariation = data.Orders.SelectMany(order => order.Lines).First(line => line.VariationId > 0);
        var ofProduct = data.Orders.SelectMany(order => order.Lines).First(line => line.VariationId == 0);
        var parentSku = data.FindProduct(ofVariation.ProductId)!.Sku;

        data.RemoveVariation(ofVariation.VariationId);
        data.RemoveProduct(ofProduct.ProductId);

        var lines = (await sandbox.Client.ListAsync("/orders?per_page=100", Cancellation)).SelectMany(order => order!["line_items"]!.AsArray()).ToDictionary(line => line!["id"]!.GetValue<long>(), line => line!.AsObject());
        var fallen = lines[ofVariation.Id];
        var gone = lines[ofProduct.Id];
        Assert.Equal((ofVariation.ProductId, 0, parentSku), (fallen["product_id"]!.GetValue<long>(), fallen["variation_id"]!.GetValue<long>(), fallen["sku"]!.GetValue<string>()));
        Assert.Equal((0, ofProduct.Name), (gone["product_id"]!.GetValue<long>(), gone["name"]!.GetValue<string>()));
        Assert.True(gone.ContainsKey("sku") && gone["sku"] is null);
    }

    [Fact]
    public async Task A_picture_is_served_where_its_product_says()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Messy with { HomeUrl = "https://shop.example" });
        var source = sandbox.Shop.Data.Products.First(product => product.Images > 0 && product.Status == "publish");
        var row = (await sandbox.Client.GetAsync($"/products/{source.Id}", Cancellation)).Json!;

        var picture = await sandbox.Client.SendUnsignedAsync(row["images"]![0]!["src"]!.GetValue<string>(), null, Cancellation);

        Assert.Equal((200, "image/svg+xml"), (picture.Status, picture.Header("Content-Type")));
        Assert.StartsWith("<svg", picture.Body, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Distinct(IEnumerable<string> words) => words.Distinct().Order(StringComparer.Ordinal);

    [Fact]
    public void The_sandbox_shares_no_code_with_the_rest_of_us() =>
        Assert.DoesNotContain(typeof(SandboxHost).Assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("Quayside", StringComparison.Ordinal));

    private static async Task<string> BodyAsync(RunningSandbox sandbox, string key, string route) =>
        (await sandbox.ClientOf(sandbox.Host[key]).GetAsync(route, Cancellation)).Body;

    private static string Imageless(string body) => System.Text.RegularExpressions.Regex.Replace(body, @"http://127\.0\.0\.1:\d+", "");

    private static decimal Amount(JsonNode node, string name) => decimal.Parse(node[name]!.ToString(), CultureInfo.InvariantCulture);

    private static decimal Sum(JsonNode order, string list, string name) => order[list]!.AsArray().Sum(row => Amount(row!, name));

    private static bool HasRightCheckDigit(string gtin) =>
        gtin.Length == 13 && gtin.All(char.IsAsciiDigit) && gtin.Select((digit, index) => (digit - '0') * (index % 2 == 0 ? 1 : 3)).Sum() % 10 == 0;
}
