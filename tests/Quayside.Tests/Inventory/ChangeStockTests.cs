using Microsoft.EntityFrameworkCore;
using Quayside.Inventory;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Inventory;

public sealed class ChangeStockTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private StockRoom _room = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _room = await StockRoom.NewAsync(database);

    public async ValueTask DisposeAsync()
    {
        await _room.CheckSumsAsync();
        _room.Dispose();
    }

    [Fact]
    public async Task Of_many_who_want_the_last_pieces_at_once_only_as_many_get_one_as_there_are()
    {
        var item = await _room.ItemAsync("A", onHand: 30, reserved: 5);

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(() => _room.ChangeAsync(Reserve(item, 1)))));

        Assert.Equal(25, answers.Count(a => a.Count == 0));
        Assert.All(answers.Where(a => a.Count > 0), a => Assert.Equal([new Shortage(item.Id, null, 1, 0)], a));
        Assert.Equal("30 30, 0 0", await _room.FiguresAsync(item));
    }

    [Fact]
    public async Task The_last_pieces_of_another_warehouse_are_its_own()
    {
        var item = await _room.ItemAsync("A", onHand: 100);
        var shed = await _room.WarehouseAsync("Shed", item, onHand: 10);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => _room.ChangeAsync(Reserve(item, 1, shed.Id)))));

        Assert.Equal(10, answers.Count(a => a.Count == 0));
        Assert.All(answers.Where(a => a.Count > 0), a => Assert.Equal([new Shortage(item.Id, shed.Id, 1, 0)], a));
        Assert.Equal("110 10, 10 10", await _room.FiguresAsync(item));
        Assert.Equal([new Shortage(item.Id, null, 101, 100)], await _room.ChangeAsync(Reserve(item, 101)));
        Assert.Empty(await _room.ChangeAsync(Reserve(item, 100)));
    }

    [Fact]
    public async Task Orders_for_the_same_items_named_in_another_order_do_not_lock_each_other_out()
    {
        var items = new List<StockItem>();
        for (var i = 0; i < 4; i++)
        {
            items.Add(await _room.ItemAsync($"I{i}", onHand: 10_000));
        }

        var shed = await _room.WarehouseAsync("Shed", items[0], onHand: 10_000);
        var dice = new Random(5);
        var orders = Enumerable.Range(0, 80).Select(_ => items.OrderBy(_ => dice.Next()).ToArray()).ToList();

        var answers = await Task.WhenAll(orders.Select(o => Task.Run(() => _room.ChangeAsync(
            [.. o.Select(i => Reserve(i, 2)), Reserve(items[0], 1, shed.Id)]))));

        Assert.All(answers, Assert.Empty);
        Assert.Equal("20000 240, 10000 80", await _room.FiguresAsync(items[0]));
    }

    [Fact]
    public async Task What_there_is_too_little_of_is_named_and_nothing_is_kept()
    {
        var (a, b, c) = (await _room.ItemAsync("A", onHand: 5), await _room.ItemAsync("B", onHand: 1), await _room.ItemAsync("C", onHand: 2, reserved: 3));

        var shortages = await _room.ChangeAsync(Reserve(c, 1), Reserve(b, 1), Reserve(b, 1), Reserve(a, 5));

        Assert.Equal([new Shortage(b.Id, null, 2, 1), new Shortage(c.Id, null, 1, -1)], shortages);
        Assert.Equal(("5 0, 0 0", "1 0, 0 0"), (await _room.FiguresAsync(a), await _room.FiguresAsync(b)));
    }

    [Fact]
    public async Task An_order_may_take_what_it_gives_back()
    {
        var item = await _room.ItemAsync("A", onHand: 5, reserved: 5);

        Assert.Empty(await _room.ChangeAsync(Reserve(item, 2), new StockChange(item.Id, null, 0, -3)));

        Assert.Equal("5 4, 0 0", await _room.FiguresAsync(item));
    }

    [Fact]
    public async Task What_gives_back_is_never_refused_however_much_is_promised_already()
    {
        var item = await _room.ItemAsync("A", onHand: 0, reserved: 3);

        Assert.Empty(await _room.ChangeAsync(new StockChange(item.Id, null, 0, -1, StockGuard.Available)));
        Assert.Empty(await _room.ChangeAsync(new StockChange(item.Id, null, 1, 0, StockGuard.OnHand)));

        Assert.Equal("1 2, 0 0", await _room.FiguresAsync(item));
    }

    [Fact]
    public async Task Pieces_on_hand_may_go_though_they_are_promised_and_never_below_none()
    {
        var item = await _room.ItemAsync("A", onHand: 2, reserved: 2);
        var shed = await _room.WarehouseAsync("Shed", item, onHand: 1, reserved: 4);

        Assert.Empty(await _room.ChangeAsync(Lose(item, 2)));
        Assert.Empty(await _room.ChangeAsync(Lose(item, 1, shed.Id)));
        Assert.Equal([new Shortage(item.Id, null, 1, 0)], await _room.ChangeAsync(Lose(item, 1)));
        Assert.Equal([new Shortage(item.Id, shed.Id, 0.5m, 0)], await _room.ChangeAsync(Lose(item, 0.5m, shed.Id)));
        Assert.Equal("0 6, 0 4", await _room.FiguresAsync(item));
    }

    [Fact]
    public async Task What_is_not_counted_is_never_refused_and_stays_unknown()
    {
        var item = await _room.ItemAsync("A", onHand: null);
        var shed = await _room.WarehouseAsync("Shed");

        Assert.Empty(await _room.ChangeAsync(Reserve(item, 7), Reserve(item, 8, shed.Id)));
        Assert.Empty(await _room.ChangeAsync(new StockChange(item.Id, null, -2, -2), new StockChange(item.Id, shed.Id, -3, -3, StockGuard.OnHand)));

        Assert.Equal("? 10, 0 5", await _room.FiguresAsync(item));
    }

    [Fact]
    public async Task A_movement_tells_why_where_who_and_for_which_order()
    {
        var item = await _room.ItemAsync("A", onHand: 5);
        var shed = await _room.WarehouseAsync("Shed");

        await _room.ChangeAsync(new StockChange(item.Id, null, -2, 0), new StockChange(item.Id, shed.Id, 2, 1));

        await using var db = _room.Read();
        var told = await db.StockMovements.Where(m => m.Reason == MovementReason.Adjusted).OrderBy(m => m.OnHandDelta).ToListAsync(Cancellation);
        Assert.Equal(
            [(null, -2m, 0m, "clerk@example.test", 7L, "because"), (shed.Id, 2m, 1m, "clerk@example.test", 7L, "because")],
            told.Select(m => (m.WarehouseId, m.OnHandDelta, m.ReservedDelta, m.Who, m.OrderId!.Value, m.Text)));
    }

    [Fact]
    public async Task Another_organisations_item_is_not_changed()
    {
        var item = await _room.ItemAsync("A", onHand: 5);
        using var other = await StockRoom.NewAsync(database);

        await Assert.ThrowsAsync<InvalidOperationException>(() => other.ChangeAsync(Reserve(item, 1)));

        Assert.Equal("5 0, 0 0", await _room.FiguresAsync(item));
    }

    private static StockChange Reserve(StockItem item, decimal pieces, long? warehouse = null) =>
        new(item.Id, warehouse, 0, pieces, StockGuard.Available);

    private static StockChange Lose(StockItem item, decimal pieces, long? warehouse = null) =>
        new(item.Id, warehouse, -pieces, 0, StockGuard.OnHand);
}
