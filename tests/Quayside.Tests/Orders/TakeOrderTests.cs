using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.Organisations;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Orders;

public sealed class TakeOrderTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_order_is_written_together_with_what_it_reserves(bool hasWarehouse)
    {
        using var stall = await Stall.NewAsync(database, hasWarehouse: hasWarehouse);
        var (mug, item) = await stall.SellsAsync("MUG", 10, "12.50");

        var order = await stall.TakenAsync(stall.Request((mug, 3)) with
        {
            Buyer = new BuyerRequest("Ada Byron", null, "+31 20 555 0100"),
            ShipTo = new AddressRequest(Line1: "1 Quay", City: "Port", Country: "nl"),
            Shipping = 4.95m,
            Discount = 2.5m,
            Paid = true,
            Note = "rings twice",
        });

        Assert.Equal((OrderState.New, true, true, "Q1001"), (order.State, order.Open, order.Ours, order.Number));
        Assert.Equal(("39.95", "4.95", "2.50", "35.00"), ($"{order.Total}", $"{order.ShippingTotal}", $"{order.DiscountTotal}", $"{order.Lines[0].Total}"));
        Assert.Equal(("Title of MUG", "MUG", "12.50", 3m, 3m), (order.Lines[0].Title, order.Lines[0].SellerSku, order.Lines[0].UnitPrice!.Text, order.Lines[0].Quantity, order.Lines[0].OpenQuantity));
        Assert.Equal(("Ada Byron", "NL", "rings twice"), (order.Buyer.Name, order.ShipTo!.Country, order.Note));
        Assert.NotNull(order.PaidAt);
        Assert.Equal(hasWarehouse ? "10 3, 10 3" : "10 3, 0 0", await stall.Room.FiguresAsync(item));
        var told = Assert.Single(await stall.EventsAsync(order.Id));
        Assert.Equal((OrderChange.Taken, "test", "3 × MUG"), (told.Change, told.Who, told.After));
        await using var db = stall.Room.Read();
        var movement = db.StockMovements.OrderBy(m => m.Id).Last();
        Assert.Equal((MovementReason.Reserved, order.Id, "test", 3m), (movement.Reason, movement.OrderId!.Value, movement.Who, movement.ReservedDelta));
        await stall.CheckAsync();
    }

    [Fact]
    public async Task More_than_there_is_is_refused_with_each_items_figures_and_nothing_is_kept()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, item) = await stall.SellsAsync("MUG", 2);
        var (cup, other) = await stall.SellsAsync("CUP", 5);

        var refusal = (await stall.TakeAsync(stall.Request((cup, 5), (mug, 2), (mug, 1)))).Refusal!;

        var missing = Assert.Single(refusal.Shortages);
        Assert.Equal(("stock.short", "MUG", 3m, 2m), (refusal.Code, missing.MasterSku, missing.Wanted, missing.Available));
        Assert.Equal((0, "2 0, 0 0", "5 0, 0 0"), (await stall.OrdersAsync(), await stall.Room.FiguresAsync(item), await stall.Room.FiguresAsync(other)));
    }

    [Fact]
    public async Task A_store_that_allows_back_orders_takes_more_than_there_is()
    {
        using var stall = await Stall.NewAsync(database, allowsBackOrders: true);
        var (mug, item) = await stall.SellsAsync("MUG", 2);

        await stall.TakenAsync(stall.Request((mug, 5)));

        Assert.Equal("2 5, 0 0", await stall.Room.FiguresAsync(item));
        await stall.CheckAsync();
    }

    [Fact]
    public async Task What_is_not_counted_is_never_short()
    {
        using var stall = await Stall.NewAsync(database);
        var (service, item) = await stall.SellsAsync("ENGRAVING", null);

        await stall.TakenAsync(stall.Request((service, 5)));

        Assert.Equal("? 5, 0 0", await stall.Room.FiguresAsync(item));
    }

    [Fact]
    public async Task A_kit_takes_what_it_is_made_of()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, item) = (await stall.Room.ItemAsync("MUG", 5), await stall.Room.ItemAsync("BOX", 3));
        var set = await stall.SellsAsync("SET", "30", (mug, 2), (item, 1));

        await stall.TakenAsync(stall.Request((set, 2)));
        var refusal = (await stall.TakeAsync(stall.Request((set, 1)))).Refusal!;

        Assert.Equal(("5 4, 0 0", "3 2, 0 0"), (await stall.Room.FiguresAsync(mug), await stall.Room.FiguresAsync(item)));
        Assert.Equal(("MUG", 2m, 1m), (Assert.Single(refusal.Shortages).MasterSku, refusal.Shortages[0].Wanted, refusal.Shortages[0].Available));
        await stall.CheckAsync();
    }

    [Fact]
    public async Task A_request_that_is_repeated_with_its_key_is_one_order()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, item) = await stall.SellsAsync("MUG", 10);
        var request = stall.Request((mug, 1));

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => stall.TakeAsync(request, "key-1"))));
        var other = await stall.TakeAsync(request with { Number = "77" }, "key-1");

        Assert.All(all, a => Assert.Null(a.Refusal));
        Assert.Single(all.Select(a => a.Value.Id).Distinct());
        Assert.Equal("idempotency.key_reused", other.Refusal?.Code);
        Assert.Equal((1, "10 1, 0 0"), (await stall.OrdersAsync(), await stall.Room.FiguresAsync(item)));
    }

    [Fact]
    public async Task A_number_of_the_callers_own_is_taken_once()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, item) = await stall.SellsAsync("MUG", 10);

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => stall.TakeAsync(stall.Request((mug, 1)) with { Number = " A-7 " }))));

        Assert.Equal("A-7", (await stall.ReadAsync(Assert.Single(all, a => a.Refusal is null).Value.Id)).Number);
        Assert.All(all.Where(a => a.Refusal is not null), a => Assert.Equal("order.number_taken", a.Refusal!.Code));
        Assert.Equal((1, "10 1, 0 0"), (await stall.OrdersAsync(), await stall.Room.FiguresAsync(item)));
    }

    [Fact]
    public async Task Numbers_that_are_made_are_no_others_and_refused_orders_use_none_up()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, _) = await stall.SellsAsync("MUG", 100);
        await stall.TakenAsync(stall.Request((mug, 1)) with { Number = "Q1002" });

        var first = await stall.TakenAsync(stall.Request((mug, 1)));
        Assert.Equal("stock.short", (await stall.TakeAsync(stall.Request((mug, 1000)))).Refusal?.Code);
        var next = await stall.TakenAsync(stall.Request((mug, 1)));
        var atOnce = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => stall.TakenAsync(stall.Request((mug, 1))))));

        Assert.Equal(("Q1001", "Q1003"), (first.Number, next.Number));
        Assert.Equal(Enumerable.Range(1004, 6).Select(n => $"Q{n}"), atOnce.Select(o => o.Number).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_order_from_before_the_store_was_opened_is_history_and_moves_nothing()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, item) = await stall.SellsAsync("MUG", 1);

        var order = await stall.TakenAsync(stall.Request((mug, 5)) with { PlacedAt = Seeds.Then.AddDays(-1), Paid = true });

        Assert.Equal((true, false, OrderState.Completed, 0m), (order.Historical, order.Open, order.State, order.Lines[0].OpenQuantity));
        Assert.Equal("1 0, 0 0", await stall.Room.FiguresAsync(item));
        await stall.CheckAsync();
    }

    [Theory]
    [InlineData(true, OrderState.New)]
    [InlineData(false, OrderState.AwaitingPayment)]
    [InlineData(null, OrderState.New)]
    public async Task Payment_decides_whether_it_waits(bool? paid, OrderState state)
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, _) = await stall.SellsAsync("MUG", 1);

        var order = await stall.TakenAsync(stall.Request((mug, 1)) with { Paid = paid });

        Assert.Equal((state, paid == true), (order.State, order.PaidAt is not null));
    }

    [Fact]
    public async Task A_SKU_names_the_variation_or_the_item_that_it_sells_when_it_is_certain()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, item) = await stall.SellsAsync("mug-1", 5);
        var master = await stall.Room.ItemAsync("MASTER", 5);
        var sold = await stall.SellsAsync("shop-sku", "1", (master, 1));
        await stall.SellsAsync("SIX-PACK", "5", (master, 6));
        await stall.SellsAsync("TWICE", "5", (item, 1));
        await stall.SellsAsync("twice", "5", (item, 1));

        Assert.Equal(mug.Id, await VariationAsync(" MUG-1"));
        Assert.Equal(sold.Id, await VariationAsync("master"));
        Assert.Equal("order.sku", (await stall.TakeAsync(Of("TWICE"))).Refusal?.Code);
        Assert.Equal("order.sku", (await stall.TakeAsync(Of("nobody's"))).Refusal?.Code);

        OrderRequest Of(string sku) => new(stall.Store.Id, [new OrderLineRequest(1) { Sku = sku }]);
        async Task<long?> VariationAsync(string sku) => (await stall.TakenAsync(Of(sku))).Lines[0].VariationId;
    }

    [Fact]
    public async Task A_SKU_means_the_stores_own_before_a_master_and_no_kit_and_nothing_that_is_gone()
    {
        using var stall = await Stall.NewAsync(database);
        var named = await stall.SellsAsync("SAME", "1", (await stall.Room.ItemAsync("ITEM", 5), 1));
        var master = await stall.Room.ItemAsync("SAME", 5);
        await stall.SellsAsync("OTHER", "1", (master, 1));
        var part = await stall.Room.ItemAsync("PART", 5);
        var kit = await stall.SellsAsync("KIT", "5", (part, 1), (master, 1));
        var gone = await stall.SellsAsync("GONE", "5", (master, 1));
        await using (var db = stall.Room.Read())
        {
            await db.SkuLinks.Where(l => l.VariationId == kit.Id).ExecuteUpdateAsync(set => set.SetProperty(l => l.IsComponent, true), Cancellation);
            await db.Variations.Where(v => v.Id == gone.Id).ExecuteUpdateAsync(set => set.SetProperty(v => v.Status, ListingStatus.Deleted), Cancellation);
        }

        Assert.Equal(named.Id, (await stall.TakenAsync(Of("SAME"))).Lines[0].VariationId);
        Assert.Equal("order.sku", (await stall.TakeAsync(Of("PART"))).Refusal?.Code);
        Assert.Equal("order.sku", (await stall.TakeAsync(Of("GONE"))).Refusal?.Code);
        Assert.Equal("order.variation", (await stall.TakeAsync(stall.Request((gone, 1)))).Refusal?.Code);

        OrderRequest Of(string sku) => new(stall.Store.Id, [new OrderLineRequest(1) { Sku = sku }]);
    }

    [Fact]
    public async Task A_store_that_is_closed_takes_no_order()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, _) = await stall.SellsAsync("MUG", 10);
        await using (var db = stall.Room.Read())
        {
            DateTimeOffset? then = Seeds.Then;
            await db.Stores.Where(s => s.Id == stall.Store.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.DisconnectedAt, then), Cancellation);
        }

        Assert.Equal("store.disconnected", (await stall.TakeAsync(stall.Request((mug, 1)))).Refusal?.Code);
        Assert.Equal("store.disconnected", (await stall.Preview.NewAsync(stall.Seeds.Caller, stall.Request((mug, 1)), Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task What_cannot_be_taken_is_refused_with_its_reason()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, _) = await stall.SellsAsync("MUG", 10);
        var free = await stall.SellsAsync("NO-PRICE", null, (await stall.Room.ItemAsync("NP", 1), 1));
        var shop = stall.Seeds.Store();
        var foreign = stall.Seeds.Variation(stall.Seeds.Listing(shop, "x"), "X");
        await stall.Seeds.SaveAsync();
        var good = stall.Request((mug, 1));

        var codes = new List<string?>();
        foreach (var bad in (OrderRequest[])[
            good with { StoreId = 1 }, good with { StoreId = shop.Id }, good with { Lines = [] }, good with { Currency = "USD" },
            good with { Number = new string('9', 65) }, good with { Note = new string('x', 2001) }, good with { CarrierId = 1 },
            good with { Buyer = new BuyerRequest(new string('x', 201)) }, good with { PlacedAt = TimeProvider.System.GetUtcNow().AddDays(1) },
            good with { Discount = 10.01m }, good with { Shipping = -1 }, stall.Request((mug, 0)), stall.Request((mug, 0.0001m)), stall.Request((mug, 1_000_001)),
            stall.Request((foreign, 1)), stall.Request((free, 1)), new(stall.Store.Id, [new OrderLineRequest(1)]),
            new(stall.Store.Id, [new OrderLineRequest(1) { VariationId = mug.Id, UnitPrice = -1 }]),
            new(stall.Store.Id, [new OrderLineRequest(1) { VariationId = mug.Id, UnitPrice = 0.0000001m }])])
        {
            codes.Add((await stall.TakeAsync(bad)).Refusal?.Code);
        }

        Assert.Equal(
            [
                "not_found", "order.observed", "order.lines", "order.currency", "order.number", "order.note", "order.carrier", "order.text",
                "order.placed_at", "order.discount", "order.amount", "order.quantity", "order.quantity", "order.quantity", "order.variation",
                "order.price", "order.variation", "order.price", "order.price",
            ],
            codes);
        Assert.Equal("forbidden", (await stall.Take.RunAsync(stall.Seeds.Caller with { Role = Role.Viewer }, good, null, Cancellation)).Refusal?.Code);
        Assert.Equal(0, await stall.OrdersAsync());
    }

    [Fact]
    public async Task A_preview_of_what_is_taken_beyond_stock_says_so_and_refuses_nothing()
    {
        using var stall = await Stall.NewAsync(database, allowsBackOrders: true);
        var (mug, _) = await stall.SellsAsync("MUG", 4);

        var beyond = (await stall.Preview.NewAsync(stall.Seeds.Caller, stall.Request((mug, 5)), Cancellation)).Value!;

        Assert.Equal((false, true, 1), (beyond.IsRefused, beyond.Lines[0].IsShort, beyond.Shortages.Count));
        Assert.Equal("forbidden", (await stall.Preview.NewAsync(stall.Seeds.Caller with { Role = Role.Viewer }, stall.Request((mug, 1)), Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task A_preview_says_what_taking_does_and_keeps_nothing()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, item) = await stall.SellsAsync("MUG", 4);

        var fits = (await stall.Preview.NewAsync(stall.Seeds.Caller, stall.Request((mug, 3)) with { Shipping = 2 }, Cancellation)).Value!;
        var tooMuch = (await stall.Preview.NewAsync(stall.Seeds.Caller, stall.Request((mug, 5)), Cancellation)).Value!;

        Assert.Equal(("32.00", false, 4m, 1m), ($"{fits.Total}", fits.IsRefused, fits.Items[0].AvailableBefore!.Value, fits.Items[0].AvailableAfter!.Value));
        Assert.Equal((true, 5m, 4m), (tooMuch.IsRefused, tooMuch.Shortages[0].Wanted, tooMuch.Shortages[0].Available));
        Assert.Equal((0, "4 0, 0 0"), (await stall.OrdersAsync(), await stall.Room.FiguresAsync(item)));
    }
}
