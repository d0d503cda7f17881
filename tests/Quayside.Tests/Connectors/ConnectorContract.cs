using Quayside.Connectors;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors;

/// <summary>What Quayside relies on in every connector. A new connector derives from this and brings its <see cref="SmallShop"/>;
/// how calls fail is <see cref="ConnectorFaultContract"/>.</summary>
public abstract class ConnectorContract : IAsyncLifetime
{
    private FakeMarketplace? _marketplace;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected FakeMarketplace Marketplace => _marketplace ?? throw new InvalidOperationException("Not started yet.");

    protected abstract IConnector Connector { get; }

    protected abstract SmallShop Shop { get; }

    /// <summary>What a seller would enter to reach a shop at this address. Keys are visibly made up.</summary>
    protected abstract IReadOnlyDictionary<string, string> SettingsFor(string address);

    public virtual async ValueTask InitializeAsync()
    {
        _marketplace = await FakeMarketplace.StartAsync();
        _marketplace.Shop = Shop.Answer;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Marketplace.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Connection Connect(ShopFacts? facts = null, TimeSpan? timeout = null) => SignedIn(
        new(SettingsFor(Marketplace.Address), FakeMarketplace.NewClient(timeout), facts ?? ShopFacts.None, new TokensInMemory()));

    /// <summary>What a sign-in at the channel adds, where there is one.</summary>
    protected virtual Connection SignedIn(Connection connection) => connection;

    /// <summary>A connection as a store has it: with the facts its identification brought.</summary>
    protected async Task<Connection> ConnectKnownAsync()
    {
        var connection = Connect();
        return connection with { Facts = (await Connector.IdentifyAsync(connection, Cancellation)).Facts };
    }

    [Fact]
    public void What_it_says_of_itself_can_be_shown_and_stored()
    {
        var info = Connector.Info;

        Assert.Matches("^[a-z][a-z0-9]+$", info.Key);
        Assert.All(info.Settings, setting => Assert.Matches("^[a-z][a-zA-Z0-9]*$", setting.Key));
        Assert.All(info.Settings, setting => Assert.EndsWith(".", setting.Help, StringComparison.Ordinal));
        Assert.Equal(info.Settings.Count, info.Settings.DistinctBy(s => s.Key).Count());
        Assert.Contains(info.Settings, setting => setting.Secret);
        Assert.All(info.Settings, setting => Assert.Equal(setting.Choices.Count, setting.Choices.DistinctBy(c => c.Value).Count()));
        Assert.True(info.CallsAtATime > 0);
        Assert.Subset(info.Settings.Select(s => s.Key).ToHashSet(), SettingsFor("http://shop.example").Keys.ToHashSet());
    }

    [Fact]
    public async Task A_missing_setting_is_asked_for_by_name()
    {
        foreach (var setting in Connector.Info.Settings.Where(s => s.Required))
        {
            var settings = SettingsFor(Marketplace.Address).Where(s => s.Key != setting.Key).ToDictionary();

            var failure = await Assert.ThrowsAsync<ConnectorException>(
                () => Connector.IdentifyAsync(Connect() with { Settings = settings }, Cancellation));

            Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
            Assert.Contains(setting.Key, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_shop_has_the_same_identities_each_time()
    {
        var first = await Connector.IdentifyAsync(Connect(), Cancellation);
        var second = await Connector.IdentifyAsync(Connect(first.Facts), Cancellation);

        Assert.Equal(Shop.Identities, first.Identities);
        Assert.Equal(first.Identities, second.Identities);
        Assert.False(string.IsNullOrWhiteSpace(first.Name));
    }

    [Fact]
    public async Task A_check_names_the_shop_that_identifying_names()
    {
        var check = await Connector.CheckAsync(Connect(), Cancellation);

        Assert.Equal(Shop.Identities, check.Shop.Identities);
        Assert.True(check.Listings is null or > 0);
    }

    [Fact]
    public async Task Nothing_is_ever_written_to_the_shop()
    {
        var connection = await ConnectKnownAsync();
        foreach (var call in ConnectorCall.AllOf(Connector, Shop.Window))
        {
            await call.RunAsync(connection, Cancellation);
        }

        Assert.NotEmpty(Marketplace.Requests);
        Assert.DoesNotContain(Marketplace.Requests, request => Shop.IsWrite(request));
    }

    [Fact]
    public async Task Every_variation_is_met_once_and_counted_as_the_channel_counts()
    {
        var pages = await ListingPagesAsync(await ConnectKnownAsync());

        var counted = pages.SelectMany(p => p.Records).SelectMany(r => r.CountedIds).ToList();
        Assert.Equal(Shop.Variations.Order(), counted.Order());
        Assert.True(pages.Count > 1, "The small shop must take several pages.");
        if (FeedReading.Expected(pages) is { } expected)
        {
            Assert.Equal(expected, counted.Count + pages.Sum(p => p.NotCounted));
        }
    }

    [Fact]
    public async Task Mapped_variations_are_the_ones_that_were_counted_on_the_wire()
    {
        foreach (var record in (await ListingPagesAsync(Connect())).SelectMany(p => p.Records).Where(r => r.Problem is null))
        {
            IEnumerable<string> mapped = record.Value switch
            {
                ChannelListing listing => listing.Variations.Select(v => v.Id),
                ChannelVariation variation => [variation.Id],
                _ => throw new InvalidOperationException("A record without a problem has a value."),
            };

            Assert.Equal(record.CountedIds, mapped);
        }
    }

    [Fact]
    public async Task A_variation_comes_after_or_with_its_listing()
    {
        var seen = new HashSet<string>();
        foreach (var record in (await ListingPagesAsync(Connect())).SelectMany(p => p.Records))
        {
            seen.Add(record.ChannelId);
            var variations = record.Value is ChannelListing listing ? listing.Variations : record.Value is ChannelVariation v ? [v] : [];
            Assert.All(variations, variation => Assert.Contains(variation.ListingId, seen));
        }
    }

    [Fact]
    public async Task Every_order_of_the_window_is_met_once()
    {
        var pages = await OrderPagesAsync(await ConnectKnownAsync());

        Assert.Equal(Shop.Orders.Order(), pages.SelectMany(p => p.Records).SelectMany(r => r.CountedIds).Order());
        Assert.True(FeedReading.Expected(pages) is null || FeedReading.Expected(pages) == Shop.Orders.Count);
        var orders = pages.SelectMany(p => p.Records).Where(r => r.Value is not null).Select(r => r.Value!).ToList();
        Assert.All(orders, o => Assert.InRange(o.PlacedAt, Shop.Window.From, Shop.Window.To.AddTicks(-1)));
        Assert.All(orders, o => Assert.Equal(TimeSpan.Zero, o.PlacedAt.Offset));
        Assert.All(orders, o => Assert.All(o.Lines, line => Assert.Equal(o.Total.Currency, line.Total.Currency)));
    }

    [Fact]
    public async Task Reading_ahead_brings_what_reading_one_by_one_brings()
    {
        var connection = await ConnectKnownAsync();
        if (Connector is IReadsListings listings)
        {
            var ahead = await FeedReading.AheadAsync(c => listings.ReadListingsAsync(connection, c, Cancellation));
            Assert.Equal(Ids(await ListingPagesAsync(connection)), Ids(ahead));
        }

        if (Connector is IReadsOrders orders)
        {
            var ahead = await FeedReading.AheadAsync(c => orders.ReadOrdersAsync(connection, Shop.Window, c, Cancellation));
            Assert.Equal(Ids(await OrderPagesAsync(connection)), Ids(ahead));
        }
    }

    [Fact]
    public async Task What_a_page_announces_is_where_the_pages_lead()
    {
        var connection = await ConnectKnownAsync();

        FeedReading.LeadWhereAnnounced(await ListingPagesAsync(connection));
        FeedReading.LeadWhereAnnounced(await OrderPagesAsync(connection));
    }

    [Fact]
    public async Task Facts_save_requests_but_change_no_answer()
    {
        var known = await ConnectKnownAsync();

        Assert.Equal(Ids(await ListingPagesAsync(Connect())), Ids(await ListingPagesAsync(known)));
        Assert.Equal(Ids(await OrderPagesAsync(Connect())), Ids(await OrderPagesAsync(known)));
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_stands_alone_with_its_reason_and_its_body()
    {
        FeedReading.OneStandsAlone(Shop.BadListing, await ListingPagesAsync(Connect()));
        FeedReading.OneStandsAlone(Shop.BadOrder, await OrderPagesAsync(Connect()));
    }

    [Fact]
    public async Task One_record_can_be_read_again_by_the_id_it_had()
    {
        var connection = await ConnectKnownAsync();
        foreach (var id in (await ListingPagesAsync(connection)).SelectMany(p => p.Records).Select(r => r.ChannelId))
        {
            var page = await ((IReadsListings)Connector).ReadListingAsync(connection, id, Cancellation);
            Assert.False(page.More);
            Assert.Equal(id, page.Records[0].ChannelId);
        }

        foreach (var id in Shop.Orders)
        {
            var page = await ((IReadsOrders)Connector).ReadOrderAsync(connection, id, Cancellation);
            Assert.False(page.More);
            Assert.Equal([id], page.Records.Select(r => r.ChannelId));
        }
    }

    [Fact]
    public async Task The_channels_own_carriers_are_all_read()
    {
        if (Connector is IReadsCarriers carriers)
        {
            var connection = await ConnectKnownAsync();
            var pages = await FeedReading.OneByOneAsync(c => carriers.ReadCarriersAsync(connection, c, Cancellation));

            Assert.Equal(Shop.Carriers.Order(), pages.SelectMany(p => p.Records).Select(r => r.Value?.Name).Order());
        }
    }

    private static IEnumerable<string> Ids<T>(IEnumerable<Page<T>> pages)
        where T : class => pages.SelectMany(p => p.Records).Select(r => r.ChannelId);

    private async Task<List<Page<CatalogueRecord>>> ListingPagesAsync(Connection connection) => Connector is IReadsListings listings
        ? await FeedReading.OneByOneAsync(c => listings.ReadListingsAsync(connection, c, Cancellation))
        : [];

    private async Task<List<Page<ChannelOrder>>> OrderPagesAsync(Connection connection) => Connector is IReadsOrders orders
        ? await FeedReading.OneByOneAsync(c => orders.ReadOrdersAsync(connection, Shop.Window, c, Cancellation))
        : [];
}
