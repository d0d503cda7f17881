using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Orders;
using Quayside.Orders.Fulfilment;
using Quayside.Organisations;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Orders.Fulfilment;

/// <summary>Who may move orders, and what is refused or noted on the way.</summary>
public sealed class ParcelRulesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly Databases _databases = TestDatabase.Open(database.Engine, database.ConnectionString);
    private readonly StoreNews _news = new();
    private Shelf _shelf = null!;
    private Carrier _carrier = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private MoveOrder Move => new(_databases, _news, TimeProvider.System);

    private ShipOrder Ship => new(_databases, _news, TimeProvider.System);

    private ReturnOrder Return => new(_databases, _news, TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        _shelf = await Shelf.NewAsync(_databases, (await Seeds.NewOrganisationAsync(_databases)).Caller);
        _carrier = await _shelf.ShipWithAsync("Harbour Post");
    }

    public ValueTask DisposeAsync()
    {
        _databases.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_comes_back_goes_into_no_warehouse_that_is_closed_and_what_was_history_into_none()
    {
        var (tea, item) = await _shelf.GoodsAsync("TEA", 10);
        var pier = await _shelf.WarehouseAsync("Pier");
        var order = await _shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 4)]);
        await ShippedAsync(order, new(Collected: true));
        var old = (await new TakeOrder(_databases, _news, TimeProvider.System).RunAsync(
            _shelf.Caller, new OrderRequest(_shelf.Store.Id, [new OrderLineRequest(2) { VariationId = tea.Id, UnitPrice = 3 }]) { PlacedAt = Seeds.Then.AddDays(-9) }, null, Cancellation)).Value.Id;
        await using (var db = _databases.Open(_shelf.Caller.OrganisationId))
        {
            DateTimeOffset? then = Seeds.Then;
            await db.Warehouses.Where(w => w.Id == pier.Id).ExecuteUpdateAsync(set => set.SetProperty(w => w.ClosedAt, then), Cancellation);
        }

        var (line, oldLine) = ((await _shelf.ViewAsync(order.Id)).Lines[0].Id, (await _shelf.ViewAsync(old)).Lines[0].Id);
        Assert.Equal("not_found", (await Return.RunAsync(_shelf.Caller, order.Id, new([new(line, 1, WarehouseId: pier.Id)]), Cancellation)).Refusal?.Code);
        Assert.Equal("return.historical", (await Return.RunAsync(_shelf.Caller, old, new([new(oldLine, 1)]), Cancellation)).Refusal?.Code);
        Assert.Equal(OrderState.Returned, (await Return.RunAsync(_shelf.Caller, old, new(), Cancellation)).Value);
        Assert.Equal((6, 0), await _shelf.StockAsync(item));
    }

    [Fact]
    public async Task A_parcel_is_delivered_with_its_order_and_paid_once_and_named_on_one_line()
    {
        var (tea, _) = await _shelf.GoodsAsync("TEA", 10);
        var order = await _shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 4)]);

        Assert.Equal("parcel.text", (await Ship.RunAsync(_shelf.Caller, order.Id, new(Collected: true, TrackingNumber: "A\nB"), Cancellation)).Refusal?.Code);
        Assert.Equal("parcel.text", (await Ship.RunAsync(_shelf.Caller, order.Id, new(Collected: true, Service: new string('x', 101)), Cancellation)).Refusal?.Code);
        await ShippedAsync(order, new(Collected: true));
        Assert.Null((await Move.RunAsync(_shelf.Caller, order.Id, OrderMove.Pay, Cancellation)).Refusal);
        Assert.Equal("order.paid", (await Move.RunAsync(_shelf.Caller, order.Id, OrderMove.Pay, Cancellation)).Refusal?.Code);
        Assert.Equal(OrderState.Delivered, (await Move.RunAsync(_shelf.Caller, order.Id, OrderMove.Deliver, Cancellation)).Value);

        await using var db = _databases.Open(_shelf.Caller.OrganisationId);
        Assert.NotNull((await db.Shipments.SingleAsync(s => s.OrderId == order.Id, Cancellation)).DeliveredAt);
    }

    [Fact]
    public async Task Viewers_move_ship_and_take_back_nothing()
    {
        var (tea, _) = await _shelf.GoodsAsync("TEA", 10);
        var order = await _shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 4)]);
        var viewer = _shelf.Caller with { Role = Role.Viewer };

        Assert.Equal("forbidden", (await Move.RunAsync(viewer, order.Id, OrderMove.Pack, Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await Ship.RunAsync(viewer, order.Id, new(Collected: true), Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await Return.RunAsync(viewer, order.Id, new(), Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await new MoveOrders(_databases, Move, Ship).RunAsync(viewer, new BulkRequest(OrderMove.Pack, [order.Id]), Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task A_carrier_that_a_parcel_went_with_stays()
    {
        var (tea, _) = await _shelf.GoodsAsync("TEA", 10);
        var order = await _shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 4)]);
        await ShippedAsync(order, new(_carrier.Id));
        await _shelf.ShipWithAsync("Van");

        var refused = await new RemoveCarrier(_databases, TimeProvider.System).RunAsync(_shelf.Caller, _carrier.Id, Cancellation);

        Assert.Equal("carrier.used", refused?.Code);
    }

    private async Task ShippedAsync(Order order, ParcelRequest parcel)
    {
        var shipped = await Ship.RunAsync(_shelf.Caller, order.Id, parcel, Cancellation);
        Assert.True(shipped.Refusal is null, shipped.Refusal?.Message);
    }
}
