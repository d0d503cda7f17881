using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;
using Quayside.Stores;
using Quayside.Stores.Webhooks;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Stores.Webhooks;

/// <summary>Channels whose app has one address for all its shops: the message says whose it is.</summary>
public sealed class ReceiveDeliveryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly Secrets _secrets = new(new EphemeralDataProtectionProvider());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("shop-2", 2)]
    [InlineData("shop-of-another-organisation", 0)]
    [InlineData("nobody", 0)]
    public async Task A_message_that_names_its_seller_is_for_that_sellers_store_in_the_same_organisation(string seller, int expected)
    {
        using var databases = TestDatabase.Open(database.Engine, await database.NewAsync());
        var (ours, theirs) = (await OrganisationAsync(databases, "Ours"), await OrganisationAsync(databases, "Theirs"));
        var stores = new[] { await StoreAsync(databases, ours, "shop-1"), await StoreAsync(databases, ours, "shop-2") };
        var foreign = await StoreAsync(databases, theirs, "shop-of-another-organisation");
        var address = await HookAsync(databases, ours, stores[0]);
        using var inbox = new HintInbox(databases, NullLogger<HintInbox>.Instance);
        await inbox.StartAsync(Cancellation);
        var receive = new ReceiveDelivery(databases, new ConnectorList([new Pushing()]), _secrets, inbox, TimeProvider.System);
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(seller));

        Assert.Equal(200, await receive.RunAsync(address.Address.Segments[^1], context.Request, Cancellation));

        await using var db = databases.OpenForNobody();
        var hints = await db.WebhookHints.IgnoreQueryFilters().ToListAsync(Cancellation);
        Assert.Equal(expected == 0 ? [] : [(ours, stores[expected - 1])], hints.Select(h => (h.OrganisationId, h.StoreId)));
        Assert.DoesNotContain(hints, h => h.StoreId == foreign);
        await inbox.StopAsync(Cancellation);
    }

    private static async Task<long> OrganisationAsync(Databases databases, string name)
    {
        await using var db = databases.OpenForNobody();
        var organisation = new Organisation { Name = name, CreatedAt = TimeProvider.System.GetUtcNow() };
        db.Add(organisation);
        await db.SaveChangesAsync(Cancellation);
        return organisation.Id;
    }

    private async Task<long> StoreAsync(Databases databases, long organisation, string seller)
    {
        await using var db = databases.Open(organisation);
        var store = new Store
        {
            OrganisationId = organisation,
            Channel = "pushing",
            Name = seller,
            ShopName = seller,
            Settings = _secrets.Protect(new Dictionary<string, string>()),
            HistoryDays = 90,
            ConnectedAt = TimeProvider.System.GetUtcNow(),
        };
        db.Add(store);
        db.Add(new StoreIdentity
        {
            OrganisationId = organisation,
            StoreId = store.Id,
            Channel = "pushing",
            Kind = "shop",
            Value = seller,
            Strong = true,
        });
        await db.SaveChangesAsync(Cancellation);
        return store.Id;
    }

    private async Task<WebhookAddress> HookAsync(Databases databases, long organisation, long store)
    {
        var address = WebhookAddress.New(new Uri("https://oms.example"));
        await using var db = databases.Open(organisation);
        db.Add(new StoreWebhooks
        {
            OrganisationId = organisation,
            StoreId = store,
            State = WebhooksState.Active,
            TokenHash = address.TokenHash,
            Secret = address.Protect(_secrets),
            RequestedAt = TimeProvider.System.GetUtcNow(),
            RequestedBy = "test",
        });
        await db.SaveChangesAsync(Cancellation);
        return address;
    }

    /// <summary>Its messages hold the name of a seller and nothing else. Nothing but reading them is ever asked of it here.</summary>
    private sealed class Pushing : IOffersWebhooks
    {
        public ConnectorInfo Info { get; } = new("pushing", "Pushing", [], null, 1);

        public IReadOnlyList<WebhookTopic> WebhookTopics => [];

        public WebhookDelivery ReadDelivery(WebhookMessage message, WebhookKey key) => new(
            WebhookVerdict.Genuine, [new WebhookHint(WebhookSubject.Order, "1") { Seller = Encoding.UTF8.GetString(message.Body.Span) }]);

        public Task<IReadOnlyList<WebhookSubscription>> SubscribeAsync(Connection connection, WebhookKey key, CancellationToken cancellation) => Never<IReadOnlyList<WebhookSubscription>>();

        public Task<IReadOnlyList<WebhookSubscription>> FindWebhooksAsync(Connection connection, Uri address, CancellationToken cancellation) => Never<IReadOnlyList<WebhookSubscription>>();

        public Task RemoveWebhookAsync(Connection connection, string id, CancellationToken cancellation) => Never<string>();

        public Task<ShopIdentity> IdentifyAsync(Connection connection, CancellationToken cancellation) => Never<ShopIdentity>();

        public Task<ShopCheck> CheckAsync(Connection connection, CancellationToken cancellation) => Never<ShopCheck>();

        public Task<Page<CatalogueRecord>> ReadListingsAsync(Connection connection, string? cursor, CancellationToken cancellation) => Never<Page<CatalogueRecord>>();

        public Task<Page<CatalogueRecord>> ReadListingAsync(Connection connection, string channelId, CancellationToken cancellation) => Never<Page<CatalogueRecord>>();

        public Task<Page<ChannelOrder>> ReadOrdersAsync(Connection connection, OrderWindow window, string? cursor, CancellationToken cancellation) => Never<Page<ChannelOrder>>();

        public Task<Page<ChannelOrder>> ReadOrderAsync(Connection connection, string channelOrderId, CancellationToken cancellation) => Never<Page<ChannelOrder>>();

        public Task<Page<ListedListing>> ListListingsAsync(Connection connection, string? cursor, CancellationToken cancellation) => Never<Page<ListedListing>>();

        public Task<Page<ListedOrder>> ListOrdersAsync(Connection connection, OrderWindow window, string? cursor, CancellationToken cancellation) => Never<Page<ListedOrder>>();

        public Task<Page<CatalogueRecord>> ReadListingsByIdAsync(Connection connection, IReadOnlyList<string> listingIds, CancellationToken cancellation) => Never<Page<CatalogueRecord>>();

        public Task<Page<ChannelOrder>> ReadOrdersByIdAsync(Connection connection, IReadOnlyList<string> orderIds, CancellationToken cancellation) => Never<Page<ChannelOrder>>();

        private static Task<T> Never<T>() => throw new InvalidOperationException("Nothing is asked of the shop.");
    }
}
