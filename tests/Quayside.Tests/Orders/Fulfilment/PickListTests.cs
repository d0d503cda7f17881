using Quayside.Connectors;
using Quayside.Database;
using Quayside.Orders;
using Quayside.Orders.Fulfilment;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Orders.Fulfilment;

public sealed class PickListTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly Databases _databases = TestDatabase.Open(database.Engine, database.ConnectionString);
    private Shelf _shelf = null!;

    public async ValueTask InitializeAsync() =>
        _shelf = await Shelf.NewAsync(_databases, (await Seeds.NewOrganisationAsync(_databases)).Caller);

    public ValueTask DisposeAsync()
    {
        _databases.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Pieces_of_open_orders_are_added_up_by_item_and_warehouse()
    {
        var (cup, cups) = await _shelf.GoodsAsync("CUP", 10);
        var (_, lids) = await _shelf.GoodsAsync("LID", null);
        var set = await _shelf.SoldAsync("SET", (cups, 2), (lids, 1));
        var gift = await _shelf.SoldAsync("GIFT");
        var pier = await _shelf.WarehouseAsync("Pier");
        await _shelf.ArriveAsync(cups, 3, pier);
        var first = await _shelf.OrderAsync(OrderState.ReadyToShip, [(cup, 1), (set, 2), (gift, 1)]);
        var shops = await _shelf.OrderAsync(OrderState.ReadyToShip, [(cup, 4)], isOurs: false);
        await _shelf.OrderAsync(OrderState.Shipped, [(cup, 50)]);
        await _shelf.OrderAsync(OrderState.ReadyToShip, [(cup, 1)], pier);

        var list = await ListAsync(null, new OrderFilter());

        Assert.Equal(
            [(null, "CUP", 9, 10m), (null, "LID", 2, null), ("Pier", "CUP", 1, 3m)],
            list.Items.Select(i => (i.Warehouse, i.MasterSku, i.Pieces, i.OnHand)));
        Assert.Equal([("S1", 1), ("S1", 4), ("S2", 4)], list.Items[0].Lines.Select(l => (l.Number, l.Pieces)));
        Assert.Equal([("S1", "GIFT", 1)], list.Unlinked.Select(l => (l.Number, l.Title, l.Pieces)));
        Assert.Equal((3, false), (list.Orders, list.More));

        Assert.Equal([("CUP", 4m)], (await ListAsync([shops.Id], new OrderFilter())).Items.Select(i => (i.MasterSku, i.Pieces)));
        Assert.Equal(5, (await ListAsync(null, new OrderFilter(Query: first.Number))).Items[0].Pieces);
    }

    [Fact]
    public async Task What_was_shipped_already_is_not_picked_again()
    {
        var (cup, _) = await _shelf.GoodsAsync("CUP", 10);
        var order = await _shelf.OrderAsync(OrderState.Packed, [(cup, 3)]);
        var line = (await _shelf.ViewAsync(order.Id)).Lines[0].Id;
        var shipped = await new ShipOrder(_databases, new(), TimeProvider.System)
            .RunAsync(_shelf.Caller, order.Id, new(Collected: true, Lines: [new(line, 2)]), TestContext.Current.CancellationToken);
        Assert.Null(shipped.Refusal);

        Assert.Equal(1, Assert.Single((await ListAsync(null, new OrderFilter())).Items).Pieces);
    }

    private async Task<PickListView> ListAsync(long[]? ids, OrderFilter filter) =>
        (await new GetPickList(_databases).RunAsync(_shelf.Caller, ids, filter, TestContext.Current.CancellationToken)).Value!;
}
