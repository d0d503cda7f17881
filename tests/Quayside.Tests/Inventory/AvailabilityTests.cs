using Quayside.Inventory;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Inventory;

public sealed class AvailabilityTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private StockRoom _room = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _room = await StockRoom.NewAsync(database);

    public ValueTask DisposeAsync()
    {
        _room.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(7, 1, 1, 6.0)]
    [InlineData(7, 0, 2, 3.0)]
    [InlineData(1, 4, 2, -1.0)]
    [InlineData(null, 4, 2, null)]
    public async Task A_pack_is_sold_whole(int? onHand, int reserved, int each, double? expected)
    {
        var variation = await SoldAsAsync((await _room.ItemAsync("A", onHand, reserved), each));

        Assert.Equal((decimal?)expected, (await OfAsync(variation)).Available);
    }

    [Theory]
    [InlineData(10, 10, 5.0)]
    [InlineData(3, 10, 3.0)]
    [InlineData(10, 0, 0.0)]
    [InlineData(10, null, null)]
    public async Task Of_a_kit_there_are_as_many_as_its_scarcest_component_allows(int cups, int? saucers, double? expected)
    {
        var variation = await SoldAsAsync((await _room.ItemAsync("CUP", cups), 1), (await _room.ItemAsync("SAUCER", saucers), 2));

        Assert.Equal((decimal?)expected, (await OfAsync(variation)).Available);
    }

    [Fact]
    public async Task Each_warehouse_sells_what_it_holds()
    {
        var (cup, saucer) = (await _room.ItemAsync("CUP", 3), await _room.ItemAsync("SAUCER", 9));
        var shed = await _room.WarehouseAsync("Shed", cup, onHand: 5, reserved: 1);
        var attic = await _room.WarehouseAsync("Attic");
        await _room.ChangeAsync(new StockChange(saucer.Id, shed.Id, 6, 0));
        var variation = await SoldAsAsync((cup, 1), (saucer, 2));

        var told = await OfAsync(variation);

        Assert.Equal(7, told.Available);
        Assert.Equal(
            [new WarehouseAvailability(null, "Main warehouse", 3), new(attic.Id, "Attic", 0), new(shed.Id, "Shed", 3)], told.Warehouses);
        await using var db = _room.Read();
        foreach (var there in told.Warehouses)
        {
            Assert.Equal(there.Available, (await Availability.LoadAsync(db, [variation], there.WarehouseId, Cancellation))[variation]);
        }
    }

    [Fact]
    public async Task What_is_linked_to_nothing_is_unknown()
    {
        var variation = await SoldAsAsync();

        var told = await OfAsync(variation);

        Assert.Null(told.Available);
        Assert.All(told.Warehouses, w => Assert.Null(w.Available));
    }

    private async Task<long> SoldAsAsync(params (StockItem Item, decimal Each)[] parts)
    {
        var variation = _room.Seeds.Variation(_room.Seeds.Listing(_room.Seeds.Store(), "x"));
        foreach (var (item, each) in parts)
        {
            _room.Seeds.Link(variation, item, each, position: Array.IndexOf(parts, (item, each)));
        }

        await _room.Seeds.SaveAsync();
        return variation.Id;
    }

    private async Task<VariationAvailability> OfAsync(long variation) =>
        (await new GetAvailability(_room.Databases).RunAsync(_room.Seeds.Caller, variation, Cancellation)).Value!;
}
