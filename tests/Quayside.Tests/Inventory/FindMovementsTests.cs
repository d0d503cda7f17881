using Quayside.Inventory;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Inventory;

public sealed class FindMovementsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private StockRoom _room = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _room = await StockRoom.NewAsync(database);

    public ValueTask DisposeAsync()
    {
        _room.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_movement_tells_what_the_figure_came_to_and_the_newest_what_it_is()
    {
        var (item, shed) = await MovedAsync();

        var all = await AllAsync(item, new MovementFilter());
        Assert.Equal([10m, 7, 13, 7, 7], all.Select(m => m.OnHandAfter!.Value));
        Assert.Equal([3m, 3, 3, 3, 1], all.Select(m => m.ReservedAfter!.Value));
        Assert.Equal([7m, 4, 10, 4, 6], all.Select(m => m.AvailableAfter!.Value));
        Assert.Equal((all[0].OnHandAfter, all[0].ReservedAfter), (10m, 3m));

        Assert.Equal([10m, 7, 13, 7], (await AllAsync(item, new MovementFilter(StockFigure.OnHand))).Select(m => m.OnHandAfter!.Value));
        Assert.Equal([3m, 1], (await AllAsync(item, new MovementFilter(StockFigure.Reserved))).Select(m => m.ReservedAfter!.Value));
        Assert.Equal([3m], (await AllAsync(item, new MovementFilter(StockFigure.OnHand, shed))).Select(m => m.OnHandAfter!.Value));
        Assert.Equal([7m, 13, 7], (await AllAsync(item, new MovementFilter(StockFigure.OnHand, 0))).Select(m => m.OnHandAfter!.Value));
        Assert.Equal([4m, 10, 4, 6], (await AllAsync(item, new MovementFilter(StockFigure.Available, 0))).Select(m => m.AvailableAfter!.Value));
    }

    [Fact]
    public async Task Of_what_is_not_counted_only_reserved_is_told()
    {
        var item = await _room.ItemAsync("A", null);
        await _room.ChangeAsync(new StockChange(item.Id, null, 0, 2));

        var told = (await AllAsync(item, new MovementFilter()))[0];

        Assert.Equal((null, 2m, null), (told.OnHandAfter, told.ReservedAfter, told.AvailableAfter));
    }

    [Fact]
    public async Task A_movement_names_the_order_that_it_was_for()
    {
        var order = _room.Seeds.Order(_room.Seeds.Store(), "Q1001");
        var item = await _room.ItemAsync("A", 5);
        await using (var db = _room.Read())
        {
            db.StockMovements.Add(new StockMovement
            {
                OrganisationId = _room.Seeds.Caller.OrganisationId,
                StockItemId = item.Id,
                At = Seeds.Then,
                OnHandDelta = 0,
                ReservedDelta = 1,
                Reason = MovementReason.Reserved,
                OrderId = order.Id,
            });
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Equal("Q1001", (await AllAsync(item, new MovementFilter()))[0].OrderNumber);
    }

    [Fact]
    public async Task What_is_not_there_is_refused()
    {
        var item = await _room.ItemAsync("A", 5);
        using var other = await StockRoom.NewAsync(database);
        var theirs = await other.WarehouseAsync("Theirs");

        Assert.Equal("not_found", (await FindAsync(item.Id + 1, new MovementFilter(), null)).Refusal?.Code);
        Assert.Equal("not_found", (await FindAsync(item.Id, new MovementFilter(WarehouseId: theirs.Id), null)).Refusal?.Code);
        Assert.Equal("cursor.invalid", (await FindAsync(item.Id, new MovementFilter(), "x")).Refusal?.Code);
    }

    // 7 on hand and 1 reserved; 2 more reserved; 6 came; 6 went; 3 of those were carried into a shed instead.
    private async Task<(StockItem Item, long Shed)> MovedAsync()
    {
        var item = await _room.ItemAsync("A", 7, reserved: 1);
        var shed = await _room.WarehouseAsync("Shed");
        await _room.ChangeAsync(new StockChange(item.Id, null, 0, 2));
        await _room.ChangeAsync(new StockChange(item.Id, null, 6, 0));
        await _room.ChangeAsync(new StockChange(item.Id, null, -6, 0), new StockChange(item.Id, shed.Id, 3, 0));
        return (item, shed.Id);
    }

    private async Task<List<MovementView>> AllAsync(StockItem item, MovementFilter filter) =>
        await Paging.AllAsync(cursor => FindAsync(item.Id, filter, cursor));

    private Task<Outcome<Quayside.Database.Slice<MovementView>>> FindAsync(long item, MovementFilter filter, string? cursor) =>
        new FindMovements(_room.Databases).RunAsync(_room.Seeds.Caller, item, filter, cursor, 2, Cancellation);
}
