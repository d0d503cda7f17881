using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

public sealed class FilterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ShopOptions Empty = new() { Listings = 0, Orders = 0 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, "after=2026-08-01T12:00:00&dates_are_gmt=true", 0)]
    [InlineData(0, "after=2026-08-01T11:59:59&dates_are_gmt=true", 1)]
    [InlineData(0, "before=2026-08-01T12:00:00&dates_are_gmt=true", 0)]
    [InlineData(0, "modified_after=2026-08-01T12:59:59&dates_are_gmt=true", 1)]
    [InlineData(0, "modified_after=2026-08-01T13:00:00&dates_are_gmt=true", 0)]
    [InlineData(10, "after=2026-08-01T21:59:59", 1)]
    [InlineData(10, "after=2026-08-01T22:00:00", 0)]
    [InlineData(-8, "after=2026-08-01T03:59:59", 1)]
    [InlineData(-8, "after=2026-08-01T11:59:59&dates_are_gmt=true", 1)]
    public async Task Dates_are_exclusive_and_in_the_shops_time_unless_gmt_is_asked_for(double offset, string query, int found)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Empty with { GmtOffsetHours = offset });
        sandbox.Shop.Data.AddOrder(Order("processing"));

        Assert.Equal(found, (await sandbox.Client.ListAsync("/orders?" + query, Cancellation)).Count);
    }

    [Fact]
    public async Task A_date_with_an_offset_is_turned_into_the_shops_time_even_where_gmt_is_asked_for()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Empty with { GmtOffsetHours = 10 });
        sandbox.Shop.Data.AddOrder(Order("processing"));

        Assert.Empty(await sandbox.Client.ListAsync("/orders?after=2026-08-01T11:59:59Z&dates_are_gmt=true", Cancellation));
        Assert.Single(await sandbox.Client.ListAsync("/orders?after=2026-08-01T11:59:59Z", Cancellation));
    }

    [Fact]
    public async Task Both_times_of_a_date_are_told()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Empty with { GmtOffsetHours = 5.5 });
        sandbox.Shop.Data.AddOrder(Order("processing"));

        var order = (await sandbox.Client.ListAsync("/orders", Cancellation))[0]!;

        Assert.Equal(("2026-08-01T17:30:00", "2026-08-01T12:00:00"), (order["date_created"]!.GetValue<string>(), order["date_created_gmt"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("", "processing,shipped")]
    [InlineData("?status=any", "processing,shipped")]
    [InlineData("?status=trash,checkout-draft", "checkout-draft,trash")]
    [InlineData("?status[0]=shipped&status[1]=trash", "shipped,trash")]
    public async Task Any_status_is_every_registered_one_without_carts_and_the_bin(string query, string statuses)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Empty);
        foreach (var status in (string[])["processing", "shipped", "trash", "checkout-draft", "once-registered"])
        {
            sandbox.Shop.Data.AddOrder(Order(status));
        }

        var found = (await sandbox.Client.ListAsync("/orders" + query, Cancellation)).Select(order => order!["status"]!.GetValue<string>());

        Assert.Equal(statuses, string.Join(',', found.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Older_shops_list_carts_among_any()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Empty with { AnyListsCheckoutDrafts = true });
        sandbox.Shop.Data.AddOrder(Order("checkout-draft"));

        Assert.Single(await sandbox.Client.ListAsync("/orders", Cancellation));
    }

    [Fact]
    public async Task The_index_tells_which_statuses_orders_can_be_asked_for()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Empty);

        var index = (await sandbox.Client.SendUnsignedAsync("/wp-json/", null, Cancellation)).Json!;

        var statuses = index["routes"]!["/wc/v3/orders"]!["endpoints"]![0]!["args"]!["status"]!["items"]!["enum"]!.AsArray().Select(status => status!.GetValue<string>());
        Assert.Equal(["any", "trash", "auto-draft", "pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed", "checkout-draft", "shipped", "partial-shipped"], statuses);
    }

    [Theory]
    [InlineData("TEE-1", "TEE-1")]
    [InlineData("tee-1", "TEE-1")]
    [InlineData("%20TEE-1%20", "TEE-1")]
    [InlineData("TEE-1,TEE-1-RED", "TEE-1,TEE-1-RED")]
    [InlineData("a,b", "a,b")]
    public async Task A_sku_finds_products_and_variations_as_the_database_compares(string asked, string found)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Empty);
        var parent = AddVariable(sandbox.Shop, "TEE-1", "TEE-1-RED");
        sandbox.Shop.Data.AddProduct("Comma", "a,b", Noon);

        var rows = await sandbox.Client.ListAsync("/products?orderby=id&order=asc&sku=" + asked, Cancellation);

        Assert.Equal(found, string.Join(',', rows.Select(row => row!["sku"]!.GetValue<string>())));
        Assert.All(rows.Where(row => row!["type"]!.GetValue<string>() == "variation"), row => Assert.Equal(parent.Id, row!["parent_id"]!.GetValue<long>()));
    }

    [Fact]
    public async Task A_trashed_product_takes_its_variations_with_it()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Empty);
        var parent = AddVariable(sandbox.Shop, "TEE-1", "TEE-1-RED");

        sandbox.Shop.Data.TrashProduct(parent.Id);

        Assert.Empty(await sandbox.Client.ListAsync("/products", Cancellation));
        Assert.Empty(await sandbox.Client.ListAsync("/variations", Cancellation));
        Assert.Single(await sandbox.Client.ListAsync("/variations?status=trash", Cancellation));
    }

    [Theory]
    [InlineData("status=any", "draft,private,publish")]
    [InlineData("status=trash", "trash")]
    [InlineData("include_status=any,trash", "draft,private,publish,trash")]
    [InlineData("exclude_status=draft", "private,publish")]
    [InlineData("status=draft", "draft")]
    public async Task Any_product_status_is_all_but_the_bin(string query, string statuses)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Empty);
        foreach (var status in (string[])["publish", "draft", "private", "trash"])
        {
            var product = sandbox.Shop.Data.AddProduct(status, status, Noon);
            sandbox.Shop.Data.Edit(_ => product.Status = status);
        }

        var found = (await sandbox.Client.ListAsync("/products?" + query, Cancellation)).Select(product => product!["status"]!.GetValue<string>());

        Assert.Equal(statuses, string.Join(',', found.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task The_variations_of_a_draft_are_listed_flat()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Empty);
        var parent = AddVariable(sandbox.Shop, "TEE-1", "TEE-1-RED");

        sandbox.Shop.Data.Edit(_ => parent.Status = "draft");

        Assert.Single(await sandbox.Client.ListAsync("/variations", Cancellation));
    }

    [Fact]
    public async Task A_shop_before_10_3_has_no_flat_variations()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Empty with { FlatVariations = false });

        var answer = await sandbox.Client.GetAsync("/variations", Cancellation);

        Assert.Equal((404, "rest_no_route"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("/system_status", 403, 200)]
    [InlineData("/shipping/zones", 200, 200)]
    [InlineData("/products", 200, 200)]
    public async Task A_key_may_be_kept_from_the_system_status_alone(string route, int status, int unrestricted)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Empty with { MayReadSystemStatus = false }, Empty with { Key = "open" });

        Assert.Equal(status, (await sandbox.Client.GetAsync(route, Cancellation)).Status);
        Assert.Equal(unrestricted, (await sandbox.ClientOf(sandbox.Host["open"]).GetAsync(route, Cancellation)).Status);
    }

    [Theory]
    [InlineData("/shipping/zones", 403)]
    [InlineData("/settings/general", 403)]
    [InlineData("/reports/orders/totals", 403)]
    [InlineData("/orders", 200)]
    public async Task A_user_who_does_not_manage_the_shop_sees_goods_and_orders_only(string route, int status)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Empty with { MayManageShop = false });

        Assert.Equal(status, (await sandbox.Client.GetAsync(route, Cancellation)).Status);
    }

    [Fact]
    public async Task The_identity_of_the_shop_is_what_its_options_say()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Empty with { StoreId = "", HomeUrl = "https://Shop.Example/sub" }, Empty with { Key = "second", StoreId = "made-up" });

        var first = (await sandbox.Client.GetAsync("/system_status", Cancellation)).Json!["environment"]!.AsObject();
        var second = (await sandbox.ClientOf(sandbox.Host["second"]).GetAsync("/system_status", Cancellation)).Json!["environment"]!;

        Assert.Equal(("https://Shop.Example/sub", false), (first["home_url"]!.GetValue<string>(), first.ContainsKey("store_id")));
        Assert.Equal("made-up", second["store_id"]!.GetValue<string>());
    }

    private static Func<ShopData, PracticeOrder> Order(string status) => data =>
        new PracticeOrder { Id = data.NextId(), Status = status, Currency = "EUR", PlacedAt = Noon, ModifiedAt = Noon.AddHours(1) };

    private static PracticeProduct AddVariable(PracticeShop shop, string sku, string variationSku)
    {
        var parent = shop.Data.AddProduct("Tee", sku, Noon);
        shop.Data.Edit(data =>
        {
            parent.Type = "variable";
            parent.Options.Add(new PracticeOption(0, "Colour", ["Red"]));
            parent.Variations.Add(new PracticeVariation { Id = data.NextId(), Parent = parent, Choices = ["Red"], Sku = variationSku, CreatedAt = Noon, ModifiedAt = Noon });
        });
        return parent;
    }
}
