using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;
using Quayside.Stores;
using Quayside.Stores.Authorisations;
using Quayside.Stores.Webhooks;

namespace Quayside.Tests.Harness;

/// <summary>Runs sessions of stores on a real database, without grain and waker: a test says when a run begins.</summary>
internal sealed class SyncHarness : IAsyncDisposable
{
    private readonly Databases _databases;
    private readonly ShopHttp _http;
    private readonly OpenShop _shops;
    private readonly Secrets _secrets = new(new EphemeralDataProtectionProvider());

    private SyncHarness(Databases databases, IReadOnlyList<IConnector> connectors, TimeProvider clock)
    {
        _databases = databases;
        Clock = clock;
        Connectors = new ConnectorList(connectors);
        _http = new ShopHttp(new ShopAddresses(allowPrivate: true));
        Schedule = new SyncSchedule(clock, SyncSchedule.Usual);
        _shops = new OpenShop(_http, _secrets, databases, Connectors, new RenewTokens(databases, _secrets, _http, clock), clock);
        var news = new StoreNews();
        Runs = new StoreRuns(
            databases, new RunContexts(databases, _shops, news, Schedule), new WebhookWork(databases, _secrets, clock), news, NullLoggerFactory.Instance);
    }

    public long OrganisationId { get; private set; }

    public Caller Owner => new(OrganisationId, Role.Owner, "owner@example.test");

    public TimeProvider Clock { get; }

    public SyncSchedule Schedule { get; }

    public ConnectorList Connectors { get; }

    public StoreRuns Runs { get; }

    public Databases Databases => _databases;

    public static async Task<SyncHarness> StartAsync(TestDatabase database, TimeProvider? clock = null, params IConnector[] connectors)
    {
        var harness = new SyncHarness(TestDatabase.Open(database.Engine, await database.NewAsync()), connectors, clock ?? TimeProvider.System);
        await using var db = harness._databases.OpenForNobody();
        var organisation = new Organisation { Name = "Harbour Goods", CreatedAt = harness.Clock.GetUtcNow() };
        db.Organisations.Add(organisation);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        harness.OrganisationId = organisation.Id;
        return harness;
    }

    public QuaysideDb Read() => _databases.Open(OrganisationId);

    /// <summary>A connected store with its initial session open and nothing read yet.</summary>
    /// <param name="settings">Of a real server, which is then asked who it is, as connecting does.</param>
    public async Task<Store> ConnectAsync(
        IConnector connector, string name = "Shop", DateTimeOffset? connectedAt = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var shop = settings is null ? null : await connector.IdentifyAsync(_shops.ForSettings(connector, settings).Connection, TestContext.Current.CancellationToken);
        var store = new Store
        {
            OrganisationId = OrganisationId,
            Channel = connector.Info.Key,
            Name = name,
            ShopName = name,
            Settings = _secrets.Protect(settings ?? new Dictionary<string, string>()),
            Facts = shop is null ? null : OpenShop.ToText(shop.Facts),
            HistoryDays = 90,
            ConnectedAt = connectedAt ?? Clock.GetUtcNow(),
        };
        await using var db = Read();
        db.Stores.Add(store);
        NewSession.Add(db, store, connector, SyncKind.Initial, null, Clock.GetUtcNow());
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return store;
    }

    /// <summary>Opens another session and runs it.</summary>
    public async Task<SyncSession> SyncAgainAsync(Store store)
    {
        await using (var db = Read())
        {
            var row = await db.Stores.SingleAsync(s => s.Id == store.Id, TestContext.Current.CancellationToken);
            NewSession.Add(db, row, Connectors.Get(store.Channel), SyncKind.Reconcile, null, Clock.GetUtcNow());
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        return await RunAsync(store);
    }

    /// <summary>A look for changes, or the comparison where that is due, as the schedule begins it.</summary>
    public async Task<SyncSession> LookAsync(Store store, bool compare = false)
    {
        await MakeDueAsync(store, compare);
        return await RunAsync(store);
    }

    public async Task MakeDueAsync(Store store, bool compare = false)
    {
        await using var db = Read();
        DateTimeOffset? now = Clock.GetUtcNow();
        await db.Stores.Where(s => s.Id == store.Id).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.DueAt, now).SetProperty(x => x.ReconcileDueAt, compare ? now : now.Value.AddDays(1)),
            TestContext.Current.CancellationToken);
    }

    /// <summary>One run of the store's open session: to its end, or to where it waits.</summary>
    public Task<SyncSession> RunAsync(Store store) => RunUntilAsync(store, TestContext.Current.CancellationToken);

    /// <summary>A run that is stopped when <paramref name="stop"/> says so, as a kill or a shut-down would.</summary>
    public async Task<SyncSession> RunUntilAsync(Store store, CancellationToken stop)
    {
        await Runs.StartSync(store.Id, stop);
        return await SessionAsync(store);
    }

    public async Task<SyncSession> SessionAsync(Store store)
    {
        await using var db = Read();
        return await db.SyncSessions.AsNoTracking().Include(s => s.Stages)
            .Where(s => s.StoreId == store.Id).OrderByDescending(s => s.Id).FirstAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        _databases.Dispose();
        return ValueTask.CompletedTask;
    }
}
