using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Inventory;

public sealed class WarehousesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private StockRoom _room = null!;
    private ManageWarehouses _manage = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Caller Caller => _room.Seeds.Caller;

    public async ValueTask InitializeAsync()
    {
        _room = await StockRoom.NewAsync(database);
        _manage = new ManageWarehouses(_room.Databases, new StoreNews(), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _room.CheckSumsAsync();
        _room.Dispose();
    }

    [Theory]
    [InlineData("", "warehouse.name")]
    [InlineData(null, "warehouse.name")]
    [InlineData("main  WAREHOUSE", "warehouse.exists")]
    [InlineData(" shed", "warehouse.exists")]
    public async Task A_name_is_one_warehouses_own(string? name, string code)
    {
        await AddAsync("Shed");

        Assert.Equal(code, (await _manage.AddAsync(Caller, new WarehouseRequest(name!), Cancellation)).Refusal?.Code);
        var attic = await AddAsync("Attic");
        Assert.Equal(code, (await _manage.ChangeAsync(Caller, attic, new WarehouseRequest(name!), Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task A_warehouse_is_closed_when_it_is_empty_and_takes_nothing_then()
    {
        var item = await _room.ItemAsync("A", 10);
        var shed = await AddAsync("Shed");
        await MoveAsync(item.Id, null, shed, 4);
        Assert.Equal("warehouse.not_empty", (await _manage.CloseAsync(Caller, shed, Cancellation)).Refusal?.Code);
        await MoveAsync(item.Id, shed, null, 4);

        Assert.Null((await _manage.CloseAsync(Caller, shed, Cancellation)).Refusal);

        Assert.Equal("warehouse.closed", (await TransferAsync(item.Id, null, shed, 1))?.Code);
        Assert.Equal("warehouse.closed", (await new CountStock(_room.Databases, new StoreNews(), TimeProvider.System)
            .RunAsync(Caller, item.Id, shed, 1, null, Cancellation))?.Code);
        Assert.Equal(shed, await AddAsync("shed"));
        Assert.Null(await TransferAsync(item.Id, null, shed, 1));
    }

    [Fact]
    public async Task A_warehouse_that_a_store_ships_from_is_not_closed()
    {
        var shed = await AddAsync("Shed");
        _room.Seeds.Store().WarehouseId = shed;
        await _room.Seeds.SaveAsync();

        Assert.Equal("warehouse.in_use", (await _manage.CloseAsync(Caller, shed, Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task A_warehouse_that_an_open_order_is_shipped_from_is_not_closed()
    {
        var shed = await AddAsync("Shed");
        var order = _room.Seeds.Order(_room.Seeds.Store(), "Q1");
        order.WarehouseId = shed;
        await _room.Seeds.SaveAsync();

        var refusal = (await _manage.CloseAsync(Caller, shed, Cancellation)).Refusal;

        Assert.Equal("warehouse.in_use", refusal?.Code);
        Assert.Contains("Order Q1", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_is_available_is_carried_away_and_the_whole_stays()
    {
        var item = await _room.ItemAsync("A", 10, reserved: 3);
        var (shed, attic) = (await AddAsync("Shed"), await AddAsync("Attic"));

        Assert.Equal("stock.short", (await TransferAsync(item.Id, null, shed, 8))?.Code);
        Assert.Null(await TransferAsync(item.Id, null, shed, 7));
        Assert.Null(await TransferAsync(item.Id, shed, attic, 2));
        Assert.Equal("stock.short", (await TransferAsync(item.Id, shed, attic, 6))?.Code);
        Assert.Equal("stock.same_warehouse", (await TransferAsync(item.Id, shed, shed, 1))?.Code);
        Assert.Equal("stock.quantity", (await TransferAsync(item.Id, shed, attic, 0))?.Code);

        Assert.Equal("10 3, 7 0", await _room.FiguresAsync(item));
    }

    [Fact]
    public async Task An_adjustment_says_why_and_takes_no_more_than_there_is()
    {
        var (item, unknown) = (await _room.ItemAsync("A", 5, reserved: 5), await _room.ItemAsync("B", null));
        var adjust = new AdjustStock(_room.Databases, new StoreNews(), TimeProvider.System);

        Assert.Equal("stock.text", (await adjust.RunAsync(Caller, item.Id, null, -1, " ", Cancellation))?.Code);
        Assert.Equal("stock.quantity", (await adjust.RunAsync(Caller, item.Id, null, 0, "why", Cancellation))?.Code);
        Assert.Equal("stock.unknown", (await adjust.RunAsync(Caller, unknown.Id, null, 1, "why", Cancellation))?.Code);
        Assert.Equal("stock.short", (await adjust.RunAsync(Caller, item.Id, null, -6, "why", Cancellation))?.Code);
        Assert.Equal("forbidden", (await adjust.RunAsync(Caller with { Role = Role.Viewer }, item.Id, null, 1, "why", Cancellation))?.Code);
        Assert.Null(await adjust.RunAsync(Caller, item.Id, null, -2, "broken", Cancellation));

        Assert.Equal(("3 5, 0 0", "? 0, 0 0"), (await _room.FiguresAsync(item), await _room.FiguresAsync(unknown)));
    }

    private async Task<long> AddAsync(string name)
    {
        var added = await _manage.AddAsync(Caller, new WarehouseRequest(name), Cancellation);
        Assert.Null(added.Refusal);
        return added.Value!.Id;
    }

    private async Task MoveAsync(long item, long? from, long? to, decimal pieces) => Assert.Null(await TransferAsync(item, from, to, pieces));

    private Task<Refusal?> TransferAsync(long item, long? from, long? to, decimal pieces) =>
        new TransferStock(_room.Databases, new StoreNews(), TimeProvider.System).RunAsync(Caller, item, from, to, pieces, null, Cancellation);
}
