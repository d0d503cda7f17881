using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Orders;
using Quayside.Orders.Fulfilment;
using Quayside.Organisations;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Orders.Fulfilment;

/// <summary>Who may move orders, and what is refused or noted on the way.</summary>
public sealed class ParcelRulesTests(TestDatabase database) : ParcelTest(database)
{
    [Fact]
    public async Task What_comes_back_goes_into_no_warehouse_that_is_closed_and_what_was_history_into_none()
    {
        var (tea, item) = await Shelf.GoodsAsync("TEA", 10);
        var pier = await Shelf.WarehouseAsync("Pier");
        var order = await Shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 4)]);
        await ShippedAsync(order, new(Collected: true));
        var old = (await new TakeOrder(Databases, News, TimeProvider.System).RunAsync(
            Shelf.Caller, new OrderRequest(Shelf.Store.Id, [new OrderLineRequest(2) { VariationId = tea.Id, UnitPrice = 3 }]) { PlacedAt = Seeds.Then.AddDays(-9) }, null, Cancellation)).Value.Id;
        await using (var db = Databases.Open(Shelf.Caller.OrganisationId))
        {
            DateTimeOffset? then = Seeds.Then;
            await db.Warehouses.Where(w => w.Id == pier.Id).ExecuteUpdateAsync(set => set.SetProperty(w => w.ClosedAt, then), Cancellation);
        }

        var (line, oldLine) = ((await Shelf.ViewAsync(order.Id)).Lines[0].Id, (await Shelf.ViewAsync(old)).Lines[0].Id);
        Assert.Equal("not_found", (await Return.RunAsync(Shelf.Caller, order.Id, new([new(line, 1, WarehouseId: pier.Id)]), Cancellation)).Refusal?.Code);
        Assert.Equal("return.historical", (await Return.RunAsync(Shelf.Caller, old, new([new(oldLine, 1)]), Cancellation)).Refusal?.Code);
        Assert.Equal(OrderState.Returned, (await Return.RunAsync(Shelf.Caller, old, new(), Cancellation)).Value);
        Assert.Equal((6, 0), await Shelf.StockAsync(item));
    }

    [Fact]
    public async Task A_parcel_is_delivered_with_its_order_and_paid_once_and_named_on_one_line()
    {
        var (tea, _) = await Shelf.GoodsAsync("TEA", 10);
        var order = await Shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 4)]);

        Assert.Equal("parcel.text", (await Ship.RunAsync(Shelf.Caller, order.Id, new(Collected: true, TrackingNumber: "A\nB"), Cancellation)).Refusal?.Code);
        Assert.Equal("parcel.text", (await Ship.RunAsync(Shelf.Caller, order.Id, new(Collected: true, Service: new string('x', 101)), Cancellation)).Refusal?.Code);
        await ShippedAsync(order, new(Collected: true));
        Assert.Null((await Move.RunAsync(Shelf.Caller, order.Id, OrderMove.Pay, Cancellation)).Refusal);
        Assert.Equal("order.paid", (await Move.RunAsync(Shelf.Caller, order.Id, OrderMove.Pay, Cancellation)).Refusal?.Code);
        Assert.Equal(OrderState.Delivered, (await Move.RunAsync(Shelf.Caller, order.Id, OrderMove.Deliver, Cancellation)).Value);

        await using var db = Databases.Open(Shelf.Caller.OrganisationId);
        Assert.NotNull((await db.Shipments.SingleAsync(s => s.OrderId == order.Id, Cancellation)).DeliveredAt);
    }

    [Fact]
    public async Task Viewers_move_ship_and_take_back_nothing()
    {
        var (tea, _) = await Shelf.GoodsAsync("TEA", 10);
        var order = await Shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 4)]);
        var viewer = Shelf.Caller with { Role = Role.Viewer };

        Assert.Equal("forbidden", (await Move.RunAsync(viewer, order.Id, OrderMove.Pack, Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await Ship.RunAsync(viewer, order.Id, new(Collected: true), Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await Return.RunAsync(viewer, order.Id, new(), Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await new MoveOrders(Databases, Move, Ship).RunAsync(viewer, new BulkRequest(OrderMove.Pack, [order.Id]), Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task A_carrier_that_a_parcel_went_with_stays()
    {
        var (tea, _) = await Shelf.GoodsAsync("TEA", 10);
        var order = await Shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 4)]);
        await ShippedAsync(order, new(Carrier.Id));
        await Shelf.ShipWithAsync("Van");

        var refused = await new RemoveCarrier(Databases, TimeProvider.System).RunAsync(Shelf.Caller, Carrier.Id, Cancellation);

        Assert.Equal("carrier.used", refused?.Code);
    }
}
