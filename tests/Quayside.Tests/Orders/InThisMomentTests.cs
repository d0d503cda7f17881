using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Orders;
using Quayside.Orders.Fulfilment;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Orders;

/// <summary>Orders and stores name carriers and warehouses in the moment in which these are removed and closed.</summary>
public sealed class InThisMomentTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private Stall _stall = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stall = await Stall.NewAsync(database, hasWarehouse: true);

    public async ValueTask DisposeAsync()
    {
        await _stall.CheckAsync();
        _stall.Dispose();
    }

    [Fact]
    public async Task An_order_with_a_carrier_that_is_being_removed_is_not_taken()
    {
        var (mug, _) = await _stall.SellsAsync("MUG", 5);
        var van = await CarrierAsync("Van");

        var taken = await WhileRemovedAsync(van, () => _stall.TakeAsync(_stall.Request((mug, 1)) with { CarrierId = van }));

        Assert.Equal("order.carrier", taken.Refusal?.Code);
        Assert.Equal(0, await _stall.OrdersAsync());
    }

    [Fact]
    public async Task An_order_is_not_changed_to_a_carrier_that_is_being_removed_nor_shipped_with_it()
    {
        var (mug, _) = await _stall.SellsAsync("MUG", 5);
        var (van, bike) = (await CarrierAsync("Van"), await CarrierAsync("Bike"));
        var order = await _stall.TakenAsync(_stall.Request((mug, 1)));
        Assert.Null((await new MoveOrder(_stall.Databases, new StoreNews(), TimeProvider.System)
            .RunAsync(_stall.Seeds.Caller, order.Id, OrderMove.Accept, Cancellation)).Refusal);

        var edited = await WhileRemovedAsync(van, () => _stall.Edit.RunAsync(_stall.Seeds.Caller, order.Id, new OrderEdit { CarrierId = van }, Cancellation));
        var shipped = await WhileRemovedAsync(bike, () => new ShipOrder(_stall.Databases, new StoreNews(), TimeProvider.System)
            .RunAsync(_stall.Seeds.Caller, order.Id, new ParcelRequest(bike), Cancellation));

        Assert.Equal(("order.carrier", "not_found"), (edited?.Code, shipped.Refusal?.Code));
        Assert.Null((await _stall.ReadAsync(order.Id)).CarrierId);
    }

    [Fact]
    public async Task An_order_is_reserved_where_its_store_ships_from_when_it_is_written()
    {
        var (mug, item) = await _stall.SellsAsync("MUG", 5);
        Assert.Empty(await _stall.Room.ChangeAsync(
            new(item.Id, _stall.Store.WarehouseId, -5, 0), new(item.Id, null, 5, 0)));

        var taken = await WhileClosedAsync(async db => await db.Stores.Where(s => s.Id == _stall.Store.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.WarehouseId, (long?)null), Cancellation), () => _stall.TakeAsync(_stall.Request((mug, 2))));

        Assert.Null(taken.Refusal);
        Assert.Equal("5 2, 0 0", await _stall.Room.FiguresAsync(item));
    }

    [Fact]
    public async Task No_store_is_opened_at_or_moved_to_a_warehouse_that_is_being_closed()
    {
        var warehouse = _stall.Store.WarehouseId;
        var secrets = new Secrets(new EphemeralDataProtectionProvider());

        var opened = await WhileClosedAsync(_ => Task.CompletedTask, () => new OpenOfflineStore(_stall.Databases, secrets, TimeProvider.System)
            .RunAsync(_stall.Seeds.Caller, new OfflineStoreRequest("Fair", "NL", "EUR", warehouse), Cancellation));
        await OpenAgainAsync();
        var changed = await WhileClosedAsync(_ => Task.CompletedTask, () => new ChangeOfflineStore(_stall.Databases, new StoreNews(), TimeProvider.System)
            .RunAsync(_stall.Seeds.Caller, _stall.Store.Id, new OfflineStoreSettings("Fair", warehouse), Cancellation));

        Assert.Equal(("not_found", "not_found"), (opened.Refusal?.Code, changed.Refusal?.Code));
    }

    private async Task<long> CarrierAsync(string name) =>
        (await new AddCarrier(_stall.Databases, TimeProvider.System).RunAsync(_stall.Seeds.Caller, new(name), Cancellation)).Value!.Id;

    private Task<T> WhileRemovedAsync<T>(long carrierId, Func<Task<T>> second) => Meanwhile.RunAsync(
        _stall.Databases, _stall.Seeds.Caller.OrganisationId,
        async write =>
        {
            await write.LockCarriersAsync(Cancellation);
            await write.Db.Carriers.Where(c => c.Id == carrierId).ExecuteDeleteAsync(Cancellation);
        },
        second);

    // Whoever closes a warehouse is alone with the stock.
    private Task<T> WhileClosedAsync<T>(Func<QuaysideDb, Task> before, Func<Task<T>> second) => Meanwhile.RunAsync(
        _stall.Databases, _stall.Seeds.Caller.OrganisationId,
        async write =>
        {
            await write.LockStockAsync(Cancellation);
            await before(write.Db);
            (await write.Db.Warehouses.SingleAsync(Cancellation)).ClosedAt = Seeds.Then;
        },
        second);

    private async Task OpenAgainAsync()
    {
        await using var db = _stall.Room.Read();
        (await db.Warehouses.SingleAsync(Cancellation)).ClosedAt = null;
        await db.SaveChangesAsync(Cancellation);
    }
}
