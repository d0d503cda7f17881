using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.Orders.Pages;
using Quayside.Organisations;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Orders;

public sealed class EditOrderTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_does_to_stock_what_its_preview_says(bool hasWarehouse)
    {
        using var stall = await Stall.NewAsync(database, hasWarehouse: hasWarehouse);
        var (mug, mugs) = await stall.SellsAsync("MUG", 10);
        var (cup, cups) = await stall.SellsAsync("CUP", 10, "5");
        var (jug, jugs) = await stall.SellsAsync("JUG", 10, "20");
        var order = await stall.TakenAsync(stall.Request((mug, 3), (cup, 4)));
        var edit = new OrderEdit
        {
            ChangedAt = order.ChangedAt,
            Lines = [new OrderLineRequest(2) { VariationId = jug.Id }, new OrderLineRequest(5) { Id = order.Lines[0].Id, UnitPrice = 9 }],
            Shipping = 3,
        };

        var preview = (await stall.Preview.EditAsync(stall.Seeds.Caller, order.Id, edit, Cancellation)).Value!;
        Assert.Null(await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, edit, Cancellation));

        var after = await stall.ReadAsync(order.Id);
        Assert.Equal(("88.00", "88.00"), ($"{preview.Total}", $"{after.Total}"));
        Assert.Equal(
            ["CUP 4 0 6 10", "JUG 0 2 10 8", "MUG 3 5 7 5"],
            preview.Items.Select(i => FormattableString.Invariant($"{i.MasterSku} {i.HeldBefore:0} {i.HeldAfter:0} {i.AvailableBefore:0} {i.AvailableAfter:0}")));
        Assert.Equal(["JUG 2 2", "MUG 5 5"], after.Lines.Select(l => FormattableString.Invariant($"{l.SellerSku} {l.Quantity:0} {l.OpenQuantity:0}")));
        Assert.Equal(order.Lines[0].Id, after.Lines[1].Id);
        var elsewhere = hasWarehouse ? "10" : "0";
        Assert.Equal(
            ($"10 5, {elsewhere} {(hasWarehouse ? 5 : 0)}", $"10 0, {elsewhere} 0", $"10 2, {elsewhere} {(hasWarehouse ? 2 : 0)}"),
            (await stall.Room.FiguresAsync(mugs), await stall.Room.FiguresAsync(cups), await stall.Room.FiguresAsync(jugs)));
        var told = (await stall.EventsAsync(order.Id)).Where(e => e.Change != OrderChange.Taken).ToList();
        Assert.Equal([OrderChange.Total, OrderChange.Lines, OrderChange.Shipping], told.Select(e => e.Change).Order());
        Assert.All(told, e => Assert.Equal("test", e.Who));
        await stall.CheckAsync();
    }

    [Fact]
    public async Task Each_movement_of_a_change_says_whether_it_reserves_or_releases()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, mugs) = await stall.SellsAsync("MUG", 10);
        var (cup, cups) = await stall.SellsAsync("CUP", 10);
        var order = await stall.TakenAsync(stall.Request((mug, 3), (cup, 4)));

        Assert.Null(await stall.Edit.RunAsync(
            stall.Seeds.Caller, order.Id,
            new OrderEdit { Lines = [new OrderLineRequest(5) { Id = order.Lines[0].Id }, new OrderLineRequest(1) { Id = order.Lines[1].Id }] }, Cancellation));

        await using var db = stall.Room.Read();
        var moved = await db.StockMovements.Where(m => m.OrderId == order.Id).OrderBy(m => m.Id)
            .Select(m => new ValueTuple<long, decimal, MovementReason>(m.StockItemId, m.ReservedDelta, m.Reason)).ToListAsync(Cancellation);
        Assert.Equal(
            [(mugs.Id, 3, MovementReason.Reserved), (cups.Id, 4, MovementReason.Reserved), (mugs.Id, 2, MovementReason.Reserved), (cups.Id, -3, MovementReason.Released)],
            moved);
    }

    [Fact]
    public async Task A_change_that_wants_more_than_there_is_changes_nothing()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, item) = await stall.SellsAsync("MUG", 5);
        var order = await stall.TakenAsync(stall.Request((mug, 3)));

        var refusal = await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, Quantity(order, 6), Cancellation);
        Assert.Null(await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, Quantity(order, 5), Cancellation));

        Assert.Equal(("stock.short", 3m, 2m), (refusal!.Code, refusal.Shortages[0].Wanted, refusal.Shortages[0].Available));
        Assert.Equal("5 5, 0 0", await stall.Room.FiguresAsync(item));
        await stall.CheckAsync();
    }

    [Fact]
    public async Task What_an_edit_does_not_say_stays_also_of_the_amounts()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, _) = await stall.SellsAsync("MUG", 10);
        var van = (await new AddCarrier(stall.Databases, TimeProvider.System).RunAsync(stall.Seeds.Caller, new("Van"), Cancellation)).Value!;
        var order = await stall.TakenAsync(stall.Request((mug, 3)) with { Shipping = 4.95m, Discount = 1.5m, Tax = 2, CarrierId = van.Id });

        Assert.Null(await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, Quantity(order, 4), Cancellation));

        var after = await stall.ReadAsync(order.Id);
        Assert.Equal(("4.95", "1.50", "2.00", "45.45"), ($"{after.ShippingTotal}", $"{after.DiscountTotal}", $"{after.TaxTotal}", $"{after.Total}"));
        Assert.Equal(van.Id, after.CarrierId);
        Assert.Equal(
            "order.line",
            (await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, new OrderEdit { Lines = [new OrderLineRequest(1) { Id = order.Lines[0].Id }, new OrderLineRequest(1) { Id = order.Lines[0].Id }] }, Cancellation))?.Code);
    }

    [Fact]
    public async Task A_carrier_is_chosen_by_an_edit_and_told()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, _) = await stall.SellsAsync("MUG", 10);
        var van = (await new AddCarrier(stall.Databases, TimeProvider.System).RunAsync(stall.Seeds.Caller, new("Van"), Cancellation)).Value!;
        var order = await stall.TakenAsync(stall.Request((mug, 3)));

        Assert.Null(await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, new OrderEdit { CarrierId = van.Id }, Cancellation));

        Assert.Equal("Van", (await stall.ReadAsync(order.Id)).Carrier);
        Assert.Equal("order.carrier", (await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, new OrderEdit { CarrierId = 1 }, Cancellation))?.Code);
    }

    [Fact]
    public async Task An_order_beyond_stock_may_shrink_and_grows_where_the_store_allows_it()
    {
        using var stall = await Stall.NewAsync(database, allowsBackOrders: true);
        var (mug, item) = await stall.SellsAsync("MUG", 4);
        var order = await stall.TakenAsync(stall.Request((mug, 6)));

        var fewer = (await stall.Preview.EditAsync(stall.Seeds.Caller, order.Id, Quantity(order, 5), Cancellation)).Value!;
        Assert.Null(await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, Quantity(order, 9), Cancellation));

        Assert.Equal((0, false, 4m, -2m), (fewer.Shortages.Count, fewer.Lines[0].IsShort, fewer.Lines[0].Most!.Value, fewer.Lines[0].Available!.Value));
        Assert.Equal("4 9, 0 0", await stall.Room.FiguresAsync(item));
    }

    [Fact]
    public async Task Viewers_change_no_order_and_see_no_preview_of_one()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, _) = await stall.SellsAsync("MUG", 4);
        var order = await stall.TakenAsync(stall.Request((mug, 1)));
        var viewer = stall.Seeds.Caller with { Role = Role.Viewer };

        Assert.Equal("forbidden", (await stall.Edit.RunAsync(viewer, order.Id, Quantity(order, 2), Cancellation))?.Code);
        Assert.Equal("forbidden", (await stall.Preview.EditAsync(viewer, order.Id, Quantity(order, 2), Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await stall.Preview.CancelAsync(viewer, order.Id, Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task Who_looked_at_an_older_state_is_told_so_also_at_the_same_moment()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, item) = await stall.SellsAsync("MUG", 50);
        var order = await stall.TakenAsync(stall.Request((mug, 1)));

        var all = await Task.WhenAll(Enumerable.Range(2, 8).Select(n => Task.Run(() =>
            stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, Quantity(order, n) with { ChangedAt = order.ChangedAt }, Cancellation))));

        Assert.Single(all, r => r is null);
        Assert.All(all.OfType<Refusal>(), r => Assert.Equal("order.changed", r.Code));
        var after = await stall.ReadAsync(order.Id);
        Assert.Equal($"50 {after.Lines[0].Quantity:0}, 0 0", await stall.Room.FiguresAsync(item));
        await stall.CheckAsync();
    }

    [Fact]
    public async Task What_is_shipped_stays_in_the_order()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, _) = await stall.SellsAsync("MUG", 10);
        var (cup, _) = await stall.SellsAsync("CUP", 10);
        var order = await stall.TakenAsync(stall.Request((mug, 5), (cup, 1)));
        await ShipAsync(stall, order, 2);

        var fewer = await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, Quantity(order, 1), Cancellation);
        var without = await stall.Edit.RunAsync(
            stall.Seeds.Caller, order.Id, new OrderEdit { Lines = [new OrderLineRequest(1) { Id = order.Lines[1].Id }] }, Cancellation);
        Assert.Null(await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, Quantity(order, 4), Cancellation));

        Assert.Equal(("order.shipped", "order.shipped"), (fewer?.Code, without?.Code));
        var after = await stall.ReadAsync(order.Id);
        Assert.Equal((4m, 2m, 1), (after.Lines[0].Quantity, after.Lines[0].OpenQuantity, after.Lines.Count));

        Assert.Null(await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, Quantity(order, 2), Cancellation));
        after = await stall.ReadAsync(order.Id);
        Assert.Equal((OrderState.Shipped, false, 0m), (after.State, after.Open, after.Lines[0].OpenQuantity));
    }

    [Fact]
    public async Task Lines_of_an_order_that_is_done_stay_and_a_note_may_still_be_added()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, _) = await stall.SellsAsync("MUG", 10);
        var order = await stall.TakenAsync(stall.Request((mug, 5)) with { PlacedAt = Seeds.Then.AddDays(-1) });

        Assert.Equal("order.closed", (await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, Quantity(order, 1), Cancellation))?.Code);
        Assert.Null(await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, new OrderEdit { Note = "asked again" }, Cancellation));

        var after = await stall.ReadAsync(order.Id);
        Assert.Equal(("asked again", 5m), (after.Note, after.Lines[0].Quantity));
        Assert.Equal("asked again", (await stall.EventsAsync(order.Id))[0].After);
        await stall.CheckAsync();
    }

    [Fact]
    public async Task Buyer_address_and_payment_are_changed_alone_and_told()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, _) = await stall.SellsAsync("MUG", 10);
        var order = await stall.TakenAsync(stall.Request((mug, 1)) with { Paid = false, Buyer = new BuyerRequest("Ada"), ShipTo = new AddressRequest(City: "Port") });

        Assert.Null(await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, new OrderEdit { Paid = true }, Cancellation));
        Assert.Null(await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, new OrderEdit { Buyer = new BuyerRequest("Ada Byron", "ada@example.test"), ShipTo = new AddressRequest() }, Cancellation));

        var after = await stall.ReadAsync(order.Id);
        Assert.Equal((OrderState.New, "Ada Byron", (PostalAddress?)null, 1), (after.State, after.Buyer.Name, after.ShipTo, after.Lines.Count));
        Assert.NotNull(after.PaidAt);
        Assert.Equal(
            [OrderChange.State, OrderChange.Payment, OrderChange.ShipTo, OrderChange.Taken, OrderChange.Buyer],
            (await stall.EventsAsync(order.Id)).Select(e => e.Change).Order());
        Assert.Contains("ada byron", (await FoundAsync(stall, "ada byr")).ToLowerInvariant(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Payment.Later, Payment.Paid)]
    [InlineData(Payment.Later, Payment.Awaited)]
    [InlineData(Payment.Paid, Payment.Later)]
    [InlineData(Payment.Paid, Payment.Paid)]
    [InlineData(Payment.Paid, Payment.Awaited)]
    [InlineData(Payment.Awaited, Payment.Later)]
    [InlineData(Payment.Awaited, Payment.Paid)]
    public async Task Every_payment_can_be_changed_to_every_other(Payment from, Payment to)
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, _) = await stall.SellsAsync("MUG", 10);
        var order = await stall.TakenAsync(stall.Request((mug, 1)) with { Paid = Said(from) });
        var draft = OrderDraft.Of(order);
        draft.Payment = to;

        Assert.Null(await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, draft.Edit(order), Cancellation));

        var after = await stall.ReadAsync(order.Id);
        Assert.Equal((to, to == Payment.Awaited ? OrderState.AwaitingPayment : OrderState.New), (OrderDraft.Of(after).Payment, after.State));
    }

    [Fact]
    public async Task Paid_and_paid_later_cannot_both_be_meant()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, _) = await stall.SellsAsync("MUG", 10);
        var order = await stall.TakenAsync(stall.Request((mug, 1)));
        var edit = new OrderEdit { Paid = false, PaidLater = true };

        Assert.Equal("order.payment", (await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, edit, Cancellation))?.Code);
        Assert.Equal("order.payment", (await stall.Preview.EditAsync(stall.Seeds.Caller, order.Id, edit, Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task An_order_that_lives_in_a_shop_is_refused_with_the_reason()
    {
        using var stall = await Stall.NewAsync(database);
        var order = stall.Seeds.Order(stall.Seeds.Store(), "1");
        await stall.Seeds.SaveAsync();

        Assert.Equal("order.observed", (await stall.Edit.RunAsync(stall.Seeds.Caller, order.Id, new OrderEdit { Note = "x" }, Cancellation))?.Code);
        Assert.Equal("order.observed", (await stall.Preview.CancelAsync(stall.Seeds.Caller, order.Id, Cancellation)).Refusal?.Code);
        Assert.Equal("not_found", (await stall.Edit.RunAsync(stall.Seeds.Caller, 1, new OrderEdit { Note = "x" }, Cancellation))?.Code);
    }

    [Fact]
    public async Task A_cancellation_gives_back_what_is_not_shipped()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, _) = await stall.SellsAsync("MUG", 10);
        var order = await stall.TakenAsync(stall.Request((mug, 5)));

        var effect = Assert.Single((await stall.Preview.CancelAsync(stall.Seeds.Caller, order.Id, Cancellation)).Value!.Items);

        Assert.Equal((5m, 0m, 5m, 10m), (effect.HeldBefore, effect.HeldAfter, effect.AvailableBefore!.Value, effect.AvailableAfter!.Value));
    }

    [Fact]
    public async Task Orders_that_are_taken_and_changed_at_once_lose_no_piece()
    {
        using var stall = await Stall.NewAsync(database);
        var (mug, _) = await stall.SellsAsync("MUG", 40);
        var (cup, _) = await stall.SellsAsync("CUP", 40);
        var orders = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => stall.TakenAsync(stall.Request((mug, 2), (cup, 2)))));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => WorkAsync(stall, [mug, cup], orders, n))));

        await stall.CheckAsync();
        await using var db = stall.Room.Read();
        Assert.All(db.StockItems.ToList(), i => Assert.True(i.Available >= 0, i.MasterSku));
    }

    private static async Task WorkAsync(Stall stall, ListingVariation[] sold, OrderView[] orders, int seed)
    {
        for (var i = 0; i < 12; i++)
        {
            var order = orders[(seed + i) % orders.Length];
            var refusal = i % 3 == 0
                ? (await stall.TakeAsync(stall.Request((sold[0], 1 + (i % 4))))).Refusal
                : await stall.Edit.RunAsync(
                    stall.Seeds.Caller, order.Id,
                    new OrderEdit { Lines = [.. order.Lines.Select((l, n) => new OrderLineRequest(1 + ((seed * i) + n) % 7) { Id = l.Id })] }, Cancellation);
            Assert.True(refusal is null or { Code: "stock.short" }, refusal?.Message);
        }
    }

    private static bool? Said(Payment payment) => payment switch { Payment.Paid => true, Payment.Awaited => false, _ => null };

    private static OrderEdit Quantity(OrderView order, decimal first) => new() { Lines = [new OrderLineRequest(first) { Id = order.Lines[0].Id }] };

    private static async Task<string> FoundAsync(Stall stall, string typed) =>
        (await new FindOrders(stall.Databases).RunAsync(stall.Seeds.Caller, new OrderFilter(Query: typed), null, 5, Cancellation)).Value!.Items[0].Buyer.Name!;

    // As a parcel leaves it: what the line still has to ship is less.
    private static async Task ShipAsync(Stall stall, OrderView order, decimal pieces)
    {
        await using var db = stall.Room.Read();
        var shipment = new Shipment { OrganisationId = stall.Seeds.Caller.OrganisationId, OrderId = order.Id, ShippedAt = Seeds.Then, Who = "test" };
        db.Add(shipment);
        db.Add(new ShipmentLine { OrganisationId = stall.Seeds.Caller.OrganisationId, ShipmentId = shipment.Id, LineId = order.Lines[0].Id, Quantity = pieces });
        var line = await db.OrderLines.FindAsync([order.Lines[0].Id], Cancellation);
        line!.OpenQuantity -= pieces;
        await db.SaveChangesAsync(Cancellation);
    }
}
