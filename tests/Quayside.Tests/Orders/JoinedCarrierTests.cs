using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Hosting;
using Quayside.Orders;
using Quayside.Orders.Fulfilment;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Orders;

/// <summary>A carrier that was joined into another is a name of that one: nothing can be given to it any more, and all of it to the other.</summary>
public sealed class JoinedCarrierTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private Stall _stall = null!;
    private Carrier _carrier = null!;
    private Carrier _joined = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ShipOrder Ship => new(_stall.Databases, new StoreNews(), TimeProvider.System);

    private MoveOrder Move => new(_stall.Databases, new StoreNews(), TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        _stall = await Stall.NewAsync(database);
        _carrier = _stall.Seeds.Add(Named("Harbour Post"));
        _joined = _stall.Seeds.Add(Named("HP"));
        _joined.MergedIntoId = _carrier.Id;
        await _stall.Seeds.SaveAsync();
    }

    public ValueTask DisposeAsync()
    {
        _stall.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task No_order_is_taken_or_changed_to_travel_with_it()
    {
        var (mug, _) = await _stall.SellsAsync("MUG", 5);
        var order = await _stall.TakenAsync(_stall.Request((mug, 1)));

        var taken = await _stall.TakeAsync(_stall.Request((mug, 1)) with { CarrierId = _joined.Id });
        var edited = await EditAsync(_joined);

        Assert.Equal(("order.carrier", "order.carrier"), (taken.Refusal?.Code, edited?.Code));
        Assert.Equal(1, await _stall.OrdersAsync());
        Assert.Null((await _stall.ReadAsync(order.Id)).CarrierId);
        Assert.Equal(_carrier.Id, (await _stall.TakenAsync(_stall.Request((mug, 1)) with { CarrierId = _carrier.Id })).CarrierId);
        Assert.Null(await EditAsync(_carrier));

        Task<Refusal?> EditAsync(Carrier carrier) =>
            _stall.Edit.RunAsync(_stall.Seeds.Caller, order.Id, new OrderEdit { CarrierId = carrier.Id }, Cancellation);
    }

    [Fact]
    public async Task It_is_chosen_for_no_order()
    {
        var (mug, _) = await _stall.SellsAsync("MUG", 5);
        var order = await _stall.TakenAsync(_stall.Request((mug, 1)));

        Assert.Equal("not_found", (await ChooseAsync(_joined))?.Code);
        Assert.Null((await _stall.ReadAsync(order.Id)).CarrierId);
        Assert.Null(await ChooseAsync(_carrier));

        Task<Refusal?> ChooseAsync(Carrier carrier) => new ChooseOrderCarrier(_stall.Databases, new StoreNews(), TimeProvider.System)
            .RunAsync(_stall.Seeds.Caller, order.Id, carrier.Id, Cancellation);
    }

    [Fact]
    public async Task No_parcel_is_given_to_it_of_one_order_or_of_many()
    {
        var order = await AcceptedAsync();

        var one = await Ship.RunAsync(_stall.Seeds.Caller, order, new ParcelRequest(_joined.Id), Cancellation);
        var many = await ShipAllAsync(order, _joined);

        Assert.Equal(("not_found", "not_found"), (one.Refusal?.Code, many.Refusal?.Code));
        Assert.Equal(1, (await _stall.ReadAsync(order)).Lines[0].OpenQuantity);
        Assert.Null(Assert.Single((await ShipAllAsync(order, _carrier)).Value!.Results).Code);

        Task<Outcome<BulkResult>> ShipAllAsync(long id, Carrier carrier) => new MoveOrders(_stall.Databases, Move, Ship)
            .RunAsync(_stall.Seeds.Caller, new BulkRequest(OrderMove.Ship, [id], CarrierId: carrier.Id), Cancellation);
    }

    [Fact]
    public async Task No_store_ships_with_it_by_default_and_none_is_opened_so()
    {
        var (chosen, opened) = (await DefaultAsync(_joined), await OpenAsync(_joined));

        Assert.Equal(("not_found", "not_found"), (chosen.Refusal?.Code, opened.Refusal?.Code));
        await using var db = _stall.Room.Read();
        Assert.Equal([null], await db.Stores.Select(s => s.DefaultCarrierId).ToListAsync(Cancellation));
        Assert.Null((await DefaultAsync(_carrier)).Refusal);
        Assert.Null((await OpenAsync(_carrier)).Refusal);

        Task<Outcome<Store>> DefaultAsync(Carrier carrier) => new ChooseDefaultCarrier(_stall.Databases, new StoreNews(), TimeProvider.System)
            .RunAsync(_stall.Seeds.Caller, _stall.Store.Id, carrier.Id, Cancellation);

        Task<Outcome<Store>> OpenAsync(Carrier carrier) =>
            new OpenOfflineStore(_stall.Databases, new Secrets(new EphemeralDataProtectionProvider()), TimeProvider.System)
                .RunAsync(_stall.Seeds.Caller, new OfflineStoreRequest("Fair", "NL", "EUR", DefaultCarrierId: carrier.Id), Cancellation);
    }

    [Fact]
    public async Task A_new_store_does_not_offer_it()
    {
        var choice = await new OfflineChoices(_stall.Databases).RunAsync(_stall.Seeds.Caller, Cancellation);

        Assert.Equal([(_carrier.Id, "Harbour Post")], choice.Carriers);
    }

    private Carrier Named(string name) => new()
    {
        OrganisationId = _stall.Seeds.Caller.OrganisationId,
        Name = name,
        NameKey = name.ToLowerInvariant(),
        Source = CarrierSource.Channel,
    };

    private async Task<long> AcceptedAsync()
    {
        var (mug, _) = await _stall.SellsAsync("MUG", 5);
        var order = await _stall.TakenAsync(_stall.Request((mug, 1)));
        Assert.Null((await Move.RunAsync(_stall.Seeds.Caller, order.Id, OrderMove.Accept, Cancellation)).Refusal);
        return order.Id;
    }
}
