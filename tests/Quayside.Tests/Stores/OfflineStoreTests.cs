using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Quayside.Carriers;
using Quayside.Catalogue.Own;
using Quayside.Organisations;
using Quayside.SkuLinks.Files;
using Quayside.SkuLinks.Suggestions;
using Quayside.SkuLinks.WorkList;
using Quayside.Stores;
using Quayside.Stores.Coverage;
using Quayside.Stores.Webhooks;
using Quayside.Tests.Harness;
using Quayside.Ui;
using App = Quayside.Tests.Harness.App;

namespace Quayside.Tests.Stores;

/// <summary>Everything that looks at stores, with one among them that no shop stands behind.</summary>
public sealed class OfflineStoreTests(App app) : IClassFixture<App>, IAsyncLifetime
{
    private static readonly OfflineStoreRequest Stall = new("Market stall", "sg", "sgd");

    private Seller _seller = null!;
    private long _store;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _seller = await app.NewSellerAsync($"Stallholder {Guid.NewGuid():N}");
        var opened = await Get<OpenOfflineStore>().RunAsync(_seller.Owner, Stall, Cancellation);
        Assert.Null(opened.Refusal);
        _store = opened.Value!.Id;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task It_is_shown_as_what_it_is_without_a_freshness()
    {
        var store = (await Get<FindStores>().OneAsync(_seller.Owner, _store, Cancellation)).Value!;

        Assert.Equal(("offline", StoreMode.Offline, StoreHealth.Ok, "SG", "SGD"), (store.Channel, store.Mode, store.Health, store.Country, store.Currency));
        Assert.Null(store.Freshness);
        Assert.Equal("Offline", Get<Channels>().NameOf(store.Channel));
    }

    [Theory]
    [InlineData("", "SG", "SGD", "store.name")]
    [InlineData("Stall", "Singapore", "SGD", "store.country")]
    [InlineData("Stall", "SG", "S$", "store.currency")]
    [InlineData("Stall", null, "SGD", "store.country")]
    public async Task What_does_not_describe_a_store_opens_none(string name, string? country, string currency, string code)
    {
        var refused = await Get<OpenOfflineStore>().RunAsync(_seller.Owner, new OfflineStoreRequest(name, country!, currency), Cancellation);

        Assert.Equal(code, refused.Refusal?.Code);
    }

    [Fact]
    public async Task Only_owners_open_and_change_it_and_only_with_places_of_their_own()
    {
        var manager = _seller.Owner with { Role = Role.Manager };
        Assert.Equal("forbidden", (await Get<OpenOfflineStore>().RunAsync(manager, Stall, Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await Get<ChangeOfflineStore>().RunAsync(manager, _store, new OfflineStoreSettings("x"), Cancellation)).Refusal?.Code);
        Assert.Equal("not_found", (await Get<OpenOfflineStore>().RunAsync(_seller.Owner, Stall with { WarehouseId = 1 }, Cancellation)).Refusal?.Code);
        Assert.Equal("not_found", (await Get<OpenOfflineStore>().RunAsync(_seller.Owner, Stall with { DefaultCarrierId = 1 }, Cancellation)).Refusal?.Code);
        Assert.Equal("not_found", (await Get<ChangeOfflineStore>().RunAsync(_seller.Owner, _store, new OfflineStoreSettings("x", WarehouseId: 1), Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task Its_settings_change_and_an_audit_tells_who_changed_them_once()
    {
        var settings = new OfflineStoreSettings("Fair", AllowsBackOrders: true);

        Assert.Null((await Get<ChangeOfflineStore>().RunAsync(_seller.Owner, _store, settings, Cancellation)).Refusal);
        Assert.Null((await Get<ChangeOfflineStore>().RunAsync(_seller.Owner, _store, settings, Cancellation)).Refusal);

        var store = (await Get<FindStores>().OneAsync(_seller.Owner, _store, Cancellation)).Value!;
        Assert.Equal(("Fair", true), (store.Name, store.AllowsBackOrders));
        await using var db = app.Databases.Open(_seller.OrganisationId);
        Assert.Equal(1, await db.Audit.CountAsync(a => a.What == "store.changed", Cancellation));
    }

    [Fact]
    public async Task Its_carrier_is_chosen_as_any_stores_by_managers_too_and_its_settings_leave_it()
    {
        var van = (await Get<AddCarrier>().RunAsync(_seller.Owner, new("Van"), Cancellation)).Value!;
        Assert.Null((await Get<ChooseDefaultCarrier>().RunAsync(_seller.Owner with { Role = Role.Manager }, _store, van.Id, Cancellation)).Refusal);

        Assert.Null((await Get<ChangeOfflineStore>().RunAsync(_seller.Owner, _store, new OfflineStoreSettings("Fair"), Cancellation)).Refusal);

        Assert.Equal(van.Id, (await Get<FindStores>().OneAsync(_seller.Owner, _store, Cancellation)).Value!.DefaultCarrierId);
    }

    [Fact]
    public async Task What_asks_a_shop_is_refused_and_says_why()
    {
        Assert.Equal("store.offline", (await Get<StartSync>().RunAsync(_seller.Owner, _store, Cancellation)).Refusal?.Code);
        Assert.Equal("store.offline", (await Get<ScheduleStore>().RunAsync(_seller.Owner, _store, 5, Cancellation)).Refusal?.Code);
        Assert.Equal("store.offline", (await Get<ReauthoriseStore>().RunAsync(_seller.Owner, _store, new Dictionary<string, string>(), Cancellation)).Refusal?.Code);
        Assert.Equal("store.offline", (await Get<RetryQuarantine>().RunAsync(_seller.Owner, _store, null, Cancellation)).Refusal?.Code);
        Assert.Equal("store.offline", (await Get<FetchOlderOrders>().RunAsync(_seller.Owner, _store, null, 100, Cancellation)).Refusal?.Code);
        Assert.Equal("webhooks.not_offered", (await Get<SubscribeWebhooks>().RunAsync(_seller.Owner, _store, [], Cancellation))?.Code);
        Assert.Equal("sync.none", (await Get<GetSyncSession>().RunAsync(_seller.Owner, _store, Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task What_looks_at_all_stores_passes_it_over()
    {
        Assert.Empty((await Get<GetCoverage>().RunAsync(_seller.Owner, _store, Cancellation)).Value!.Items);
        Assert.Null((await Get<FetchOlderOrders>().SinceAsync(_seller.Owner, _store, Cancellation)).Value!.Since);
        Assert.NotNull((await Get<GetWebhooks>().RunAsync(_seller.Owner, _store, Cancellation)).Value!.Missing);
        Assert.Empty(await Get<GetSyncSession>().NewestOfEachAsync(_seller.Owner, Cancellation));
        var needs = await Get<GetOverview>().NeedsAsync(_seller.Owner, Cancellation);
        Assert.Empty(needs.Unproven);
        var stores = (await StoreNames.LoadAsync(Get<FindStores>(), _seller.Owner)).All;
        Assert.Empty(AttentionItem.List(stores, new Dictionary<long, SyncSessionView>(), needs));
        Assert.Equal(0, (await Get<ExportSkus>().CountAsync(_seller.Owner, _store, Cancellation)).Value!.Rows);
    }

    [Fact]
    public async Task Its_listings_are_matched_like_any_others()
    {
        var listing = await Get<AddListing>().RunAsync(
            _seller.Owner, _store, new TypedListing("Mug", [new(Sku: "MUG-1")]), Cancellation);
        Assert.Null(listing.Refusal);

        await Get<FindSuggestions>().RunAsync(_seller.OrganisationId, Cancellation);

        var health = await Get<MappingHealth>().RunAsync(_seller.Owner, Cancellation);
        Assert.Equal((_store, 1, 1, 100), (health.Items.Single().StoreId, health.Items.Single().Variations, health.Items.Single().Clean, health.Items.Single().Score));
    }

    [Fact]
    public async Task It_is_never_due_also_where_stores_are_planned_anew()
    {
        var schedule = new SyncSchedule(TimeProvider.System, TimeSpan.FromMinutes(15));
        using var waker = new StoreWaker(app.Databases, Get<IGrainFactory>(), Get<WebhookWork>(), schedule, NullLogger<StoreWaker>.Instance);

        await waker.PlanAsync(Cancellation);

        await using var db = app.Databases.Open(_seller.OrganisationId);
        Assert.Null(await db.Stores.Where(s => s.Id == _store).Select(s => s.DueAt).SingleAsync(Cancellation));
    }

    [Fact]
    public async Task Closed_it_takes_no_listing_and_opened_again_it_does()
    {
        Assert.Equal(StoreHealth.Disconnected, (await Get<DisconnectStore>().RunAsync(_seller.Owner, _store, Cancellation)).Value!.Health);
        var typed = new TypedListing("Mug", [new(Sku: "MUG-1")]);
        Assert.Equal("store.disconnected", (await Get<AddListing>().RunAsync(_seller.Owner, _store, typed, Cancellation)).Refusal?.Code);

        Assert.Null((await Get<ReconnectStore>().RunAsync(_seller.Owner, _store, null, Cancellation)).Refusal);

        Assert.Equal("store.connected", (await Get<ReconnectStore>().RunAsync(_seller.Owner, _store, null, Cancellation)).Refusal?.Code);
        Assert.Null((await Get<AddListing>().RunAsync(_seller.Owner, _store, typed, Cancellation)).Refusal);
    }

    private T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();
}
