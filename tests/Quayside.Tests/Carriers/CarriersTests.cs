using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Database;
using Quayside.Orders;
using Quayside.Organisations;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Carriers;

public sealed class CarriersTests(TestDatabase database) : SeededTest(database)
{
    [Fact]
    public async Task A_carrier_that_no_shop_names_is_added_changed_and_removed()
    {
        var added = (await AddAsync(new("  Own   van ", " https://van.example/{number} ", ["Singapore", "", "singapore", " Johor"], ["Same day"]))).Value!;
        Assert.Equal(("Own van", CarrierSource.Manual, "https://van.example/{number}"), (added.Name, added.Source, added.TrackingUrl));

        var view = await ViewAsync(added.Id);
        Assert.Equal(["Singapore", "Johor"], view.Regions);
        Assert.Equal([new CarrierServiceView(null, "Same day", "Same day")], view.Services);
        Assert.Empty(view.Stores);

        Assert.Null((await ChangeAsync(added.Id, new("Our van", null, [], ["Next day", "Same day"]))).Refusal);
        view = await ViewAsync(added.Id);
        Assert.Equal(("Our van", null), (view.Name, view.TrackingUrl));
        Assert.Equal(["Next day", "Same day"], view.Services.Select(s => s.Name));

        Assert.Null(await RemoveAsync(added.Id));
        Assert.Equal("not_found", (await new FindCarriers(Databases).OneAsync(Seeds.Caller, added.Id, Cancellation)).Refusal?.Code);
        Assert.Equal("not_found", (await RemoveAsync(added.Id))?.Code);
    }

    [Theory]
    [InlineData(" ", null, "carrier.name")]
    [InlineData("\u200b", null, "carrier.name")]
    [InlineData("Van", "https://van.example/", "carrier.tracking_url")]
    [InlineData("OWN VAN", null, "carrier.name_taken")]
    public async Task What_cannot_be_meant_is_refused(string name, string? trackingUrl, string code)
    {
        var known = (await AddAsync(new("Own van"))).Value!;
        var other = (await AddAsync(new("Other"))).Value!;

        Assert.Equal(code, (await AddAsync(new(name, trackingUrl))).Refusal?.Code);
        Assert.Equal(code, (await ChangeAsync(other.Id, new(name, trackingUrl))).Refusal?.Code);
        Assert.Null((await ChangeAsync(known.Id, new("OWN van"))).Refusal);
        Assert.Equal(
            "carrier.regions", (await AddAsync(new("Long", Regions: [new string('x', 101)]))).Refusal?.Code);
        Assert.Equal(
            "carrier.services", (await AddAsync(new("Many", Services: [.. Enumerable.Range(0, 101).Select(n => $"{n}")]))).Refusal?.Code);
        Assert.Equal("carrier.name", (await AddAsync(new(new string('x', 101)))).Refusal?.Code);
    }

    [Fact]
    public async Task A_shops_carrier_keeps_its_name_and_takes_a_tracking_address()
    {
        var store = Seeds.Store();
        var carrier = Known(store, "Post");
        await Seeds.SaveAsync();

        Assert.Equal("carrier.name_is_channels", (await ChangeAsync(carrier.Id, new("My post"))).Refusal?.Code);
        Assert.Null((await ChangeAsync(carrier.Id, new("Post", "https://post.example/{number}"))).Refusal);

        var view = await ViewAsync(carrier.Id);
        Assert.Equal(("Post", "https://post.example/{number}", store.Id), (view.Name, view.TrackingUrl, Assert.Single(view.Stores)));
        Assert.Equal("carrier.used", (await RemoveAsync(carrier.Id))?.Code);
    }

    [Fact]
    public async Task A_carrier_that_something_uses_stays_and_says_why()
    {
        var store = Seeds.Store();
        var order = Seeds.Order(store, "1");
        await Seeds.SaveAsync();
        var (usual, chosen) = ((await AddAsync(new("Usual"))).Value!, (await AddAsync(new("Chosen"))).Value!);
        Assert.Null((await DefaultAsync(store.Id, usual.Id)).Refusal);
        Assert.Null(await new ChooseOrderCarrier(Databases, new StoreNews(), TimeProvider.System).RunAsync(Seeds.Caller, order.Id, chosen.Id, Cancellation));

        var byStore = await RemoveAsync(usual.Id);
        var byOrder = await RemoveAsync(chosen.Id);

        Assert.Equal(("carrier.used", "carrier.used"), (byStore?.Code, byOrder?.Code));
        Assert.Contains("Shop ships with Usual by default", byStore!.Message, StringComparison.Ordinal);
        Assert.Equal([store.Id], (await ViewAsync(usual.Id)).DefaultOf);
        Assert.Null((await DefaultAsync(store.Id, null)).Refusal);
        Assert.Null(await RemoveAsync(usual.Id));
    }

    [Fact]
    public async Task Only_managers_decide_about_carriers()
    {
        var store = Seeds.Store();
        var order = Seeds.Order(store, "1");
        var carrier = Known(store, "Post");
        await Seeds.SaveAsync();
        var viewer = Seeds.Caller with { Role = Role.Viewer };
        var text = new CarrierText(store.Id, "Post");

        Assert.Equal("forbidden", (await new AddCarrier(Databases, TimeProvider.System).RunAsync(viewer, new("Van"), Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await new ChangeCarrier(Databases, TimeProvider.System).RunAsync(viewer, carrier.Id, new("Post"), Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await new RemoveCarrier(Databases, TimeProvider.System).RunAsync(viewer, carrier.Id, Cancellation))?.Code);
        Assert.Equal("forbidden", (await new ChooseDefaultCarrier(Databases, new StoreNews(), TimeProvider.System).RunAsync(viewer, store.Id, null, Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await new ChooseOrderCarrier(Databases, new StoreNews(), TimeProvider.System).RunAsync(viewer, order.Id, null, Cancellation))?.Code);
        Assert.Equal("forbidden", (await new MergeCarriers(Databases, new StoreNews(), TimeProvider.System).RunAsync(viewer, new("Post", [text]), Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await new SplitCarrier(Databases, new StoreNews(), TimeProvider.System).RunAsync(viewer, carrier.Id, new(store.Id, "Post"), Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await new SetCarriersApart(Databases, TimeProvider.System).RunAsync(viewer, [carrier.Id, 1], Cancellation))?.Code);
    }

    [Fact]
    public async Task A_carrier_of_another_organisation_is_not_there_to_be_chosen()
    {
        var store = Seeds.Store();
        var order = Seeds.Order(store, "1");
        await Seeds.SaveAsync();
        var others = await Seeds.NewOrganisationAsync(Databases);
        var foreign = (await new AddCarrier(Databases, TimeProvider.System).RunAsync(others.Caller, new("Van"), Cancellation)).Value!;

        Assert.Equal("not_found", (await DefaultAsync(store.Id, foreign.Id)).Refusal?.Code);
        Assert.Equal("not_found", (await new ChooseOrderCarrier(Databases, new StoreNews(), TimeProvider.System).RunAsync(Seeds.Caller, order.Id, foreign.Id, Cancellation))?.Code);
        Assert.Null((await AddAsync(new("Van"))).Refusal);
    }

    [Fact]
    public async Task The_list_is_narrowed_by_where_a_carrier_is_known_from_and_by_store()
    {
        var (one, other) = (Seeds.Store(), Seeds.Store());
        Known(one, "Post");
        await Seeds.SaveAsync();
        var van = (await AddAsync(new("Van"))).Value!;
        await DefaultAsync(other.Id, van.Id);

        Assert.Equal(["Post", "Van"], await NamesAsync(null, null));
        Assert.Equal(["Post"], await NamesAsync(null, CarrierSource.Channel));
        Assert.Equal(["Van"], await NamesAsync(null, CarrierSource.Manual));
        Assert.Equal(["Post"], await NamesAsync(one.Id, null));
        Assert.Equal(["Van"], await NamesAsync(other.Id, null));
    }

    [Fact]
    public async Task What_was_decided_is_audited_once()
    {
        var store = Seeds.Store();
        await Seeds.SaveAsync();
        var van = (await AddAsync(new("Van"))).Value!;
        await ChangeAsync(van.Id, new("Van"));
        await DefaultAsync(store.Id, van.Id);
        await DefaultAsync(store.Id, van.Id);

        await using var db = Databases.Open(Seeds.Caller.OrganisationId);
        Assert.Equal(["carrier.added", "store.carrier"], await db.Audit.OrderBy(a => a.Id).Select(a => a.What).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_name_that_a_sync_writes_in_this_moment_is_taken()
    {
        var van = (await AddAsync(new("Van"))).Value!;

        var added = await WhileASyncAsync(write => write.Db.Add(Row("Post")), () => AddAsync(new("Post")));
        var renamed = await WhileASyncAsync(write => write.Db.Add(Row("Bike")), () => ChangeAsync(van.Id, new("Bike")));

        Assert.Equal(("carrier.name_taken", "carrier.name_taken"), (added.Refusal?.Code, renamed.Refusal?.Code));
    }

    [Fact]
    public async Task A_name_that_a_sync_writes_in_this_moment_is_the_one_that_others_are_joined_into()
    {
        var store = Seeds.Store();
        Known(store, "JNT");
        await Seeds.SaveAsync();
        var post = Row("J&T Express");

        var joined = await WhileASyncAsync(
            write => write.Db.Add(post),
            () => new MergeCarriers(Databases, new StoreNews(), TimeProvider.System).RunAsync(Seeds.Caller, new("J&T Express", [new(store.Id, "JNT")]), Cancellation));

        Assert.Equal(post.Id, joined.Value?.Id);
    }

    [Fact]
    public async Task A_carrier_that_a_sync_names_in_this_moment_is_not_removed()
    {
        var store = Seeds.Store();
        await Seeds.SaveAsync();
        var van = (await AddAsync(new("Van"))).Value!;

        var refusal = await WhileASyncAsync(write => write.Db.Add(Mapping(store, van)), () => RemoveAsync(van.Id));

        Assert.Equal("carrier.used", refusal?.Code);
        Assert.Equal([store.Id], (await ViewAsync(van.Id)).Stores);
    }

    private Carrier Known(Store store, string name)
    {
        var carrier = Seeds.Add(Row(name));
        Seeds.Add(Mapping(store, carrier));
        return carrier;
    }

    private Carrier Row(string name) => new()
    {
        OrganisationId = Seeds.Caller.OrganisationId,
        Name = name,
        NameKey = name.ToLowerInvariant(),
        Source = CarrierSource.Channel,
    };

    private static CarrierMapping Mapping(Store store, Carrier carrier) =>
        new() { OrganisationId = store.OrganisationId, StoreId = store.Id, ChannelText = carrier.Name, CarrierId = carrier.Id };

    // A sync writes what it meets without the lock that people's decisions take.
    private Task<T> WhileASyncAsync<T>(Action<WriteTransaction> writes, Func<Task<T>> second) => Meanwhile.RunAsync(
        Databases, Seeds.Caller.OrganisationId,
        write =>
        {
            writes(write);
            return Task.CompletedTask;
        },
        second);

    private Task<Outcome<Carrier>> AddAsync(CarrierRequest request) =>
        new AddCarrier(Databases, TimeProvider.System).RunAsync(Seeds.Caller, request, Cancellation);

    private Task<Outcome<Carrier>> ChangeAsync(long id, CarrierRequest request) =>
        new ChangeCarrier(Databases, TimeProvider.System).RunAsync(Seeds.Caller, id, request, Cancellation);

    private Task<Refusal?> RemoveAsync(long id) => new RemoveCarrier(Databases, TimeProvider.System).RunAsync(Seeds.Caller, id, Cancellation);

    private Task<Outcome<Store>> DefaultAsync(long storeId, long? carrierId) =>
        new ChooseDefaultCarrier(Databases, new StoreNews(), TimeProvider.System).RunAsync(Seeds.Caller, storeId, carrierId, Cancellation);

    private async Task<CarrierView> ViewAsync(long id) => (await new FindCarriers(Databases).OneAsync(Seeds.Caller, id, Cancellation)).Value!;

    private async Task<IEnumerable<string>> NamesAsync(long? storeId, CarrierSource? source) =>
        (await new FindCarriers(Databases).RunAsync(Seeds.Caller, storeId, null, 50, Cancellation, source)).Value!.Items.Select(c => c.Name);
}
