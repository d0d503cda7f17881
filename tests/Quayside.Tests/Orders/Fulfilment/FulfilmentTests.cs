using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.Orders.Fulfilment;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Orders.Fulfilment;

/// <summary>What parcels, cancelling and returns do to an order and to stock.</summary>
public sealed class FulfilmentTests(TestDatabase database) : ParcelTest(database)
{
    private protected override async Task<Carrier> AddCarrierAsync()
    {
        var carrier = new Carrier
        {
            OrganisationId = Shelf.Caller.OrganisationId,
            Name = "Harbour Post",
            NameKey = "harbour post",
            Source = CarrierSource.Manual,
            TrackingUrl = "https://post.example/track?n={number}",
        };
        await Shelf.AddAsync(carrier);
        return carrier;
    }

    [Fact]
    public async Task An_order_in_two_parcels_is_shipped_with_the_second()
    {
        var (tea, item) = await Shelf.GoodsAsync("TEA", 10);
        var order = await Shelf.OrderAsync(OrderState.Packed, [(tea, 3)]);
        var line = (await Shelf.ViewAsync(order.Id)).Lines[0].Id;

        await ShippedAsync(order, new(Carrier.Id, Service: "Next day", TrackingNumber: " AB 1 ", Lines: [new(line, 2)]));
        var partly = await Shelf.ViewAsync(order.Id);
        Assert.Equal((OrderState.Packed, true, 1), (partly.State, partly.Open, partly.Lines[0].OpenQuantity));
        Assert.Equal((8, 1), await Shelf.StockAsync(item));

        await ShippedAsync(order, new(Collected: true));
        var whole = await Shelf.ViewAsync(order.Id);
        Assert.Equal((OrderState.Shipped, false, 0), (whole.State, whole.Open, whole.Lines[0].OpenQuantity));
        Assert.Equal((7, 0), await Shelf.StockAsync(item));

        Assert.Equal([("Harbour Post", "Next day", "https://post.example/track?n=AB%201", 2m), (null, null, null, 1m)],
            whole.Shipments.Select(s => (s.Carrier, s.Service, s.TrackingUrl, s.Lines.Single().Quantity)));
        Assert.Equal(["AB 1"], whole.TrackingNumbers);
        Assert.Equal([order.Number], (await new FindOrders(Databases).RunAsync(Shelf.Caller, new OrderFilter(Query: "ab 1"), null, 50, Cancellation)).Value!.Items.Select(o => o.Number));
        await FitsItsFingerprintAsync(order.Id);
        Assert.Equal(
            [(-2m, -2m, MovementReason.Shipped, "test"), (-1m, -1m, MovementReason.Shipped, "test")],
            (await MovementsAsync(order.Id)).Skip(1).Select(m => (m.OnHandDelta, m.ReservedDelta, m.Reason, m.Who!)));
        var events = (await new FindOrderEvents(Databases).RunAsync(Shelf.Caller, order.Id, null, 50, Cancellation)).Value!.Items;
        Assert.All(events, e => Assert.Equal((LearnedBy.Person, "test"), (e.LearnedBy, e.Who)));
        Assert.Contains(events, e => e is { Change: OrderChange.Parcel, After: "2 × TEA with Harbour Post" });
        Assert.Contains(events, e => e is { Change: OrderChange.TrackingNumber, Before: null, After: "AB 1" });
        Assert.Contains(events, e => e is { Change: OrderChange.State, Before: "Packed", After: "Shipped" });
    }

    [Fact]
    public async Task A_parcel_takes_nothing_that_is_not_on_the_shelf()
    {
        var (tea, item) = await Shelf.GoodsAsync("TEA", 2);
        var (cup, _) = await Shelf.GoodsAsync("CUP", 5);
        var order = await Shelf.OrderAsync(OrderState.ReadyToShip, [(cup, 1), (tea, 3)]);

        var refused = (await Ship.RunAsync(Shelf.Caller, order.Id, new(Collected: true), Cancellation)).Refusal!;

        Assert.Equal("stock.not_on_hand", refused.Code);
        Assert.Contains("2 of TEA on hand, 3 to be shipped", refused.Message, StringComparison.Ordinal);
        Assert.Equal((2, 3), await Shelf.StockAsync(item));
        var view = await Shelf.ViewAsync(order.Id);
        Assert.Equal((OrderState.ReadyToShip, 0), (view.State, view.Shipments.Count));

        await Shelf.ArriveAsync(item, 1);
        await ShippedAsync(order, new(Collected: true));
        Assert.Equal((0, 0), await Shelf.StockAsync(item));
    }

    [Fact]
    public async Task What_nobody_counted_ships_and_stays_unknown()
    {
        var (tea, item) = await Shelf.GoodsAsync("TEA", null);
        var order = await Shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 3)]);

        await ShippedAsync(order, new(Collected: true));

        Assert.Equal((null, 0), await Shelf.StockAsync(item));
    }

    [Fact]
    public async Task A_kit_takes_its_components_from_the_warehouse_of_the_order()
    {
        var (_, cup) = await Shelf.GoodsAsync("CUP", 10);
        var (_, lid) = await Shelf.GoodsAsync("LID", 10);
        var pier = await Shelf.WarehouseAsync("Pier");
        await Shelf.ArriveAsync(cup, 5, pier);
        await Shelf.ArriveAsync(lid, 2, pier);
        var kit = await Shelf.SoldAsync("SET", (cup, 2), (lid, 1));
        var order = await Shelf.OrderAsync(OrderState.ReadyToShip, [(kit, 2)], pier);

        await ShippedAsync(order, new(Collected: true));

        Assert.Equal((11, 0), await Shelf.StockAsync(cup));
        Assert.Equal((10, 0), await Shelf.StockAsync(lid));
        await using var db = Databases.Open(Shelf.Caller.OrganisationId);
        Assert.Equal(
            [(cup.Id, 1m, 0m), (lid.Id, 0m, 0m)],
            (await db.StockLevels.OrderBy(l => l.StockItemId).ToListAsync(Cancellation)).Select(l => (l.StockItemId, l.OnHand, l.Reserved)));

        var more = await Shelf.OrderAsync(OrderState.ReadyToShip, [(kit, 1)], pier);
        var refused = (await Ship.RunAsync(Shelf.Caller, more.Id, new(Collected: true), Cancellation)).Refusal!;
        Assert.Equal("stock.not_on_hand", refused.Code);
        Assert.Contains("in Pier", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_releases_what_is_not_shipped_and_leaves_what_is()
    {
        var (tea, item) = await Shelf.GoodsAsync("TEA", 10);
        var whole = await Shelf.OrderAsync(OrderState.New, [(tea, 4)]);
        var part = await Shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 3)]);
        await ShippedAsync(part, new(Collected: true, Lines: [new((await Shelf.ViewAsync(part.Id)).Lines[0].Id, 1)]));

        Assert.Equal(OrderState.Cancelled, (await Move.RunAsync(Shelf.Caller, whole.Id, OrderMove.Cancel, Cancellation)).Value);
        Assert.Equal(OrderState.Shipped, (await Move.RunAsync(Shelf.Caller, part.Id, OrderMove.Cancel, Cancellation)).Value);

        Assert.Equal((9, 0), await Shelf.StockAsync(item));
        Assert.Equal([(0m, 4m, MovementReason.Reserved), (0m, -4m, MovementReason.Released)], (await MovementsAsync(whole.Id)).Select(m => (m.OnHandDelta, m.ReservedDelta, m.Reason)));
        var view = await Shelf.ViewAsync(part.Id);
        Assert.Equal((0, false), (view.Lines[0].OpenQuantity, view.Open));
        await FitsItsFingerprintAsync(whole.Id);
        await FitsItsFingerprintAsync(part.Id);
    }

    [Fact]
    public async Task What_comes_back_is_put_where_a_person_says_until_nothing_is_out()
    {
        var (tea, item) = await Shelf.GoodsAsync("TEA", 10);
        var pier = await Shelf.WarehouseAsync("Pier");
        var order = await Shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 4)]);
        var line = (await Shelf.ViewAsync(order.Id)).Lines[0].Id;
        await ShippedAsync(order, new(Collected: true));

        Assert.Equal(OrderState.Shipped, await ReturnedAsync(order, new ReturnedLine(line, 1, WarehouseId: pier.Id)));
        Assert.Equal((7, 0), await Shelf.StockAsync(item));
        Assert.Equal(OrderState.Shipped, await ReturnedAsync(order, new ReturnedLine(line, 1, IntoStock: false)));
        Assert.Equal((7, 0), await Shelf.StockAsync(item));

        var tooMany = (await Return.RunAsync(Shelf.Caller, order.Id, new([new(line, 3)]), Cancellation)).Refusal!;
        Assert.Equal("return.too_many", tooMany.Code);
        Assert.Contains("2 of \"TEA\" can come back, not 3", tooMany.Message, StringComparison.Ordinal);
        Assert.Equal("not_found", (await Return.RunAsync(Shelf.Caller, order.Id, new([new(line, 1, WarehouseId: 1)]), Cancellation)).Refusal?.Code);

        Assert.Equal(OrderState.Returned, (await Return.RunAsync(Shelf.Caller, order.Id, new(), Cancellation)).Value);
        Assert.Equal((9, 0), await Shelf.StockAsync(item));
        await using var db = Databases.Open(Shelf.Caller.OrganisationId);
        Assert.Equal(1, (await db.StockLevels.SingleAsync(Cancellation)).OnHand);
        Assert.Equal(4, (await Shelf.ViewAsync(order.Id)).Lines[0].ReturnedQuantity);
    }

    [Fact]
    public async Task An_order_that_was_taken_moved_and_changed_fits_its_fingerprint_throughout()
    {
        var (tea, item) = await Shelf.GoodsAsync("TEA", 10);
        var taken = await new TakeOrder(Databases, News, TimeProvider.System).RunAsync(
            Shelf.Caller, new OrderRequest(Shelf.Store.Id, [new OrderLineRequest(2) { VariationId = tea.Id, UnitPrice = 3 }]), null, Cancellation);
        Assert.True(taken.Refusal is null, taken.Refusal?.Message);
        await FitsItsFingerprintAsync(taken.Value.Id);
        Assert.Null((await Move.RunAsync(Shelf.Caller, taken.Value.Id, OrderMove.Accept, Cancellation)).Refusal);
        var line = (await Shelf.ViewAsync(taken.Value.Id)).Lines[0].Id;
        Assert.Null((await Ship.RunAsync(Shelf.Caller, taken.Value.Id, new(Collected: true, Lines: [new(line, 1)]), Cancellation)).Refusal);

        var edit = new OrderEdit { Lines = [new OrderLineRequest(3) { Id = line }], Note = "One more." };
        Assert.Null(await new EditOrder(Databases, News, TimeProvider.System).RunAsync(Shelf.Caller, taken.Value.Id, edit, Cancellation));

        await FitsItsFingerprintAsync(taken.Value.Id);
        Assert.Equal((9, 2), await Shelf.StockAsync(item));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("0.0001")]
    [InlineData("4")]
    [InlineData(null)]
    public async Task A_parcel_holds_pieces_that_are_left(string? quantity)
    {
        var (tea, item) = await Shelf.GoodsAsync("TEA", 10);
        var order = await Shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 3)]);
        var line = (await Shelf.ViewAsync(order.Id)).Lines[0].Id;
        ParcelLine[] lines = quantity is null ? [new(line, 1), new(line, 1)] : [new(line, decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture))];

        var refused = (await Ship.RunAsync(Shelf.Caller, order.Id, new(Collected: true, Lines: lines), Cancellation)).Refusal!;

        Assert.Equal(quantity == "4" ? "parcel.too_many" : "parcel.lines", refused.Code);
        Assert.Equal((10, 3), await Shelf.StockAsync(item));
    }

    [Fact]
    public async Task A_parcel_goes_with_the_carrier_named_else_the_orders_else_the_stores()
    {
        var (tea, _) = await Shelf.GoodsAsync("TEA", 10);
        var order = await Shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 3)]);

        Assert.Equal("parcel.carrier", (await Ship.RunAsync(Shelf.Caller, order.Id, new(), Cancellation)).Refusal?.Code);
        Assert.Equal("parcel.carrier", (await Ship.RunAsync(Shelf.Caller, order.Id, new(Carrier.Id, Collected: true), Cancellation)).Refusal?.Code);
        Assert.Equal("not_found", (await Ship.RunAsync(Shelf.Caller, order.Id, new(1), Cancellation)).Refusal?.Code);

        await using (var db = Databases.Open(Shelf.Caller.OrganisationId))
        {
            await db.Stores.Where(s => s.Id == Shelf.Store.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.DefaultCarrierId, Carrier.Id), Cancellation);
        }

        await ShippedAsync(order, new());
        Assert.Equal(Carrier.Id, Assert.Single((await Shelf.ViewAsync(order.Id)).Shipments).CarrierId);
    }

    [Fact]
    public async Task Shipped_by_many_at_once_it_is_shipped_once()
    {
        var (tea, item) = await Shelf.GoodsAsync("TEA", 100);
        var order = await Shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 3)]);
        var line = (await Shelf.ViewAsync(order.Id)).Lines[0].Id;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(
            () => Ship.RunAsync(Shelf.Caller, order.Id, new(Collected: true, Lines: [new(line, 1)]), Cancellation))));

        Assert.Equal(3, outcomes.Count(o => o.Refusal is null));
        Assert.All(outcomes.Where(o => o.Refusal is not null), o => Assert.Equal("order.move", o.Refusal!.Code));
        Assert.Equal((97, 0), await Shelf.StockAsync(item));
        Assert.Equal(3, (await Shelf.ViewAsync(order.Id)).Shipments.Count);
    }

    [Fact]
    public async Task Whatever_is_moved_what_is_reserved_is_what_is_open_and_figures_are_the_sum_of_movements()
    {
        var random = new Random(20261126);
        var (cup, cups) = await Shelf.GoodsAsync("CUP", 40);
        var third = await Shelf.SoldAsync("THIRD", (cups, 0.333m));
        var orders = new List<Order>();
        for (var n = 0; n < 12; n++)
        {
            orders.Add(await Shelf.OrderAsync(OrderState.New, [(cup, random.Next(1, 4)), (third, random.Next(1, 9) + 0.5m)]));
        }

        for (var n = 0; n < 120; n++)
        {
            await AnyMoveAsync(random, orders[random.Next(orders.Count)].Id);
        }

        await using var db = Databases.Open(Shelf.Caller.OrganisationId);
        var ids = orders.ConvertAll(o => o.Id);
        var lines = await db.OrderLines.Where(l => ids.Contains(l.OrderId)).ToListAsync(Cancellation);
        var open = PiecesOfLines.Open(lines, await LineItems.LoadAsync(db, lines, Cancellation));
        var item = await db.StockItems.SingleAsync(i => i.Id == cups.Id, Cancellation);
        var movements = await db.StockMovements.Where(m => m.StockItemId == cups.Id).ToListAsync(Cancellation);
        Assert.Equal(open.GetValueOrDefault(cups.Id), item.Reserved);
        Assert.Equal((item.OnHand, item.Reserved), (40 + movements.Sum(m => m.OnHandDelta), movements.Sum(m => m.ReservedDelta)));
        Assert.Contains(movements, m => m.Reason == MovementReason.Returned);
        Assert.Contains(movements, m => m.Reason == MovementReason.Released);
        foreach (var moved in await db.Orders.Where(o => ids.Contains(o.Id) && o.Fingerprint != null).ToListAsync(Cancellation))
        {
            await FitsItsFingerprintAsync(moved.Id);
        }
    }

    private async Task AnyMoveAsync(Random random, long orderId)
    {
        var order = await Shelf.ViewAsync(orderId);
        if (order.Moves.Count == 0)
        {
            return;
        }

        var move = order.Moves[random.Next(order.Moves.Count)];
        var line = order.Lines[random.Next(order.Lines.Count)];
        var refusal = move switch
        {
            OrderMove.Ship => (await Ship.RunAsync(
                Shelf.Caller, orderId,
                new(Collected: true, Lines: line.OpenQuantity == 0 ? null : [new(line.Id, Math.Min(line.OpenQuantity, 1.25m))]), Cancellation)).Refusal,
            OrderMove.Return => (await Return.RunAsync(Shelf.Caller, orderId, new([new(line.Id, 0.75m, random.Next(3) > 0)]), Cancellation)).Refusal,
            OrderMove.Cancel when random.Next(4) > 0 => null,
            _ => (await Move.RunAsync(Shelf.Caller, orderId, move, Cancellation)).Refusal,
        };
        Assert.True(refusal is null or { Code: "return.too_many" }, refusal?.Message);
    }

    private async Task<OrderState> ReturnedAsync(Order order, ReturnedLine line)
    {
        var back = await Return.RunAsync(Shelf.Caller, order.Id, new([line]), Cancellation);
        Assert.True(back.Refusal is null, back.Refusal?.Message);
        return back.Value;
    }

    private async Task<List<StockMovement>> MovementsAsync(long orderId)
    {
        await using var db = Databases.Open(Shelf.Caller.OrganisationId);
        return await db.StockMovements.Where(m => m.OrderId == orderId).OrderBy(m => m.Id).ToListAsync(Cancellation);
    }

    private async Task FitsItsFingerprintAsync(long orderId)
    {
        await using var db = Databases.Open(Shelf.Caller.OrganisationId);
        var order = await db.Orders.SingleAsync(o => o.Id == orderId, Cancellation);
        var lines = await db.OrderLines.Where(l => l.OrderId == orderId).ToListAsync(Cancellation);
        Assert.Equal(OrderFingerprint.Of(order, lines), order.Fingerprint);
    }
}
