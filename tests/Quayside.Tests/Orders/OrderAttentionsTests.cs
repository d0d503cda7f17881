using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.SkuLinks.Decisions;
using Quayside.Tests.Harness;
using Quayside.Tests.Orders.Fulfilment;
using Quayside.Ui;

namespace Quayside.Tests.Orders;

public sealed class OrderAttentionsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly Databases _databases = TestDatabase.Open(database.Engine, database.ConnectionString);
    private Shelf _shelf = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _shelf = await Shelf.NewAsync(_databases, (await Seeds.NewOrganisationAsync(_databases)).Caller);
        await _shelf.ShipWithAsync("Van");
    }

    public ValueTask DisposeAsync()
    {
        _databases.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_order_for_more_than_there_is_says_what_is_missing_until_it_arrives()
    {
        var (tea, item) = await _shelf.GoodsAsync("TEA", 2);
        var order = await _shelf.OrderAsync(OrderState.New, [(tea, 5)]);

        var attention = Assert.Single((await _shelf.ViewAsync(order.Id)).Attention);
        Assert.Equal(AttentionReason.OutOfStock, attention.Reason);
        Assert.Contains("\"TEA\" is out of stock: 3 more are promised than are on hand", attention.Text, StringComparison.Ordinal);
        Assert.Equal($"/inventory/{item.Id}", attention.Remedy?.Href);
        Assert.Equal([order.Number], await NeedingAsync(AttentionReason.OutOfStock));

        await _shelf.ArriveAsync(item, 3);

        Assert.Empty((await _shelf.ViewAsync(order.Id)).Attention);
        Assert.Empty(await NeedingAsync(AttentionReason.OutOfStock));
    }

    [Fact]
    public async Task Only_the_warehouse_of_the_order_counts()
    {
        var (tea, item) = await _shelf.GoodsAsync("TEA", 5);
        var pier = await _shelf.WarehouseAsync("Pier");
        await _shelf.ArriveAsync(item, 1, pier);
        var here = await _shelf.OrderAsync(OrderState.New, [(tea, 5)]);
        var there = await _shelf.OrderAsync(OrderState.New, [(tea, 3)], pier);

        Assert.Empty((await _shelf.ViewAsync(here.Id)).Attention);
        var attention = Assert.Single((await _shelf.ViewAsync(there.Id)).Attention);
        Assert.Contains("out of stock in Pier: 2 more", attention.Text, StringComparison.Ordinal);
        Assert.Equal([there.Number], await NeedingAsync(AttentionReason.OutOfStock));
    }

    [Fact]
    public async Task A_kit_needs_each_of_its_components_and_a_kept_line_what_it_is_kept_on()
    {
        var (_, cup) = await _shelf.GoodsAsync("CUP", 1);
        var (_, lid) = await _shelf.GoodsAsync("LID", 9);
        var (_, spoon) = await _shelf.GoodsAsync("SPOON", 9);
        var kit = await _shelf.SoldAsync("SET", (lid, 1), (cup, 2));
        var short1 = await _shelf.OrderAsync(OrderState.ReadyToShip, [(kit, 1)]);
        var kept = await _shelf.OrderAsync(OrderState.ReadyToShip, [(kit, 1)], reserves: false);
        await KeepAsync(kept.Id, spoon);

        Assert.Equal("CUP", Assert.Single((await _shelf.ViewAsync(short1.Id)).Attention).Text.Split('"')[1]);
        Assert.Equal([short1.Number], await NeedingAsync(AttentionReason.OutOfStock));

        await _shelf.ArriveAsync(cup, 1);
        await _shelf.ArriveAsync(spoon, -10);

        Assert.Equal("SPOON", Assert.Single((await _shelf.ViewAsync(kept.Id)).Attention).Text.Split('"')[1]);
        Assert.Equal([kept.Number], await NeedingAsync(AttentionReason.OutOfStock));
    }

    [Fact]
    public async Task Unknown_stock_closed_orders_and_orders_of_shops_are_not_out_of_stock()
    {
        var (unknown, _) = await _shelf.GoodsAsync("UNKNOWN", null);
        var (tea, _) = await _shelf.GoodsAsync("TEA", -4);
        await _shelf.OrderAsync(OrderState.New, [(unknown, 5)]);
        await _shelf.OrderAsync(OrderState.Shipped, [(tea, 1)]);
        await _shelf.OrderAsync(OrderState.New, [(tea, 1)], isOurs: false);

        Assert.Empty(await NeedingAsync(AttentionReason.OutOfStock));
        Assert.All(await FindAsync(new OrderFilter()), o => Assert.Empty(o.Attention));
    }

    [Fact]
    public async Task Pages_filters_and_counts_agree_on_every_reason()
    {
        var (tea, _) = await _shelf.GoodsAsync("TEA", 0);
        var nothing = await _shelf.SoldAsync("NOTHING");
        await _shelf.OrderAsync(OrderState.New, [(tea, 1)]);
        await _shelf.OrderAsync(OrderState.New, [(nothing, 1)]);
        await _shelf.OrderAsync(OrderState.New, [(tea, 1), (nothing, 1)]);
        await _shelf.OrderAsync(OrderState.Completed, [(nothing, 1)]);

        var all = await FindAsync(new OrderFilter());
        var needs = await new GetOverview(_databases).NeedsAsync(_shelf.Caller, Cancellation);

        foreach (var reason in Enum.GetValues<AttentionReason>())
        {
            var shown = all.Where(o => o.Attention.Any(a => a.Reason == reason)).Select(o => o.Number).ToList();
            Assert.Equal(shown, await NeedingAsync(reason));
            Assert.Equal(shown.Count, needs.Orders[reason]);
        }

        Assert.Equal(2, needs.Orders[AttentionReason.OutOfStock]);
        Assert.Equal(3, (await FindAsync(new OrderFilter(Attention: true))).Count);
    }

    private async Task KeepAsync(long orderId, StockItem item)
    {
        await using var db = _databases.Open(_shelf.Caller.OrganisationId);
        var line = db.OrderLines.Single(l => l.OrderId == orderId);
        line.OpenQuantity = line.Quantity;
        var batch = new MappingBatch
        {
            OrganisationId = _shelf.Caller.OrganisationId,
            At = Seeds.Then,
            Who = "test",
            Origin = MappingOrigin.Person,
            Text = "Kept",
            OpenOrders = OpenOrders.FromNowOn,
            Changes = 1,
        };
        db.Add(batch);
        db.KeptLines.Add(new KeptLine
        {
            OrganisationId = _shelf.Caller.OrganisationId,
            LineId = line.Id,
            StockItemId = item.Id,
            Quantity = 1,
            IsComponent = false,
            BatchId = batch.Id,
        });
        await db.SaveChangesAsync(Cancellation);
    }

    private async Task<IReadOnlyList<string>> NeedingAsync(AttentionReason reason) =>
        [.. (await FindAsync(new OrderFilter(Reason: reason))).Select(o => o.Number)];

    private async Task<IReadOnlyList<OrderView>> FindAsync(OrderFilter filter) =>
        (await new FindOrders(_databases).RunAsync(_shelf.Caller, filter, null, 50, Cancellation)).Value!.Items;
}
