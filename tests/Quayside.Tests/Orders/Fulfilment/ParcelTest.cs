using Quayside.Carriers;
using Quayside.Database;
using Quayside.Orders;
using Quayside.Orders.Fulfilment;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Orders.Fulfilment;

/// <summary>Goods on a shelf, a carrier, and somebody who ships orders and takes them back.</summary>
public abstract class ParcelTest(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private Shelf? _shelf;
    private Carrier? _carrier;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected Databases Databases { get; } = TestDatabase.Open(database.Engine, database.ConnectionString);

    private protected StoreNews News { get; } = new();

    private protected Shelf Shelf => _shelf ?? throw new InvalidOperationException("Not filled yet.");

    private protected Carrier Carrier => _carrier ?? throw new InvalidOperationException("Not there yet.");

    private protected MoveOrder Move => new(Databases, News, TimeProvider.System);

    private protected ShipOrder Ship => new(Databases, News, TimeProvider.System);

    private protected ReturnOrder Return => new(Databases, News, TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        _shelf = await Shelf.NewAsync(Databases, (await Seeds.NewOrganisationAsync(Databases)).Caller);
        _carrier = await AddCarrierAsync();
    }

    public ValueTask DisposeAsync()
    {
        Databases.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected virtual Task<Carrier> AddCarrierAsync() => Shelf.ShipWithAsync("Harbour Post");

    private protected async Task ShippedAsync(Order order, ParcelRequest parcel)
    {
        var shipped = await Ship.RunAsync(Shelf.Caller, order.Id, parcel, Cancellation);
        Assert.True(shipped.Refusal is null, shipped.Refusal?.Message);
    }
}
