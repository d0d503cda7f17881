using System.Globalization;
using System.Text;
using Quayside.Connectors;

namespace Quayside.Tests.Harness;

/// <summary>A channel whose shop a test writes down: pages of a chosen size, parallel where asked, failing where asked.</summary>
/// <remarks>For rules of the session that no real protocol can provoke on purpose. What connectors do is tested against servers.</remarks>
public sealed class ScriptedChannel : IReadsListings, IReadsOrders, IReadsCarriers
{
    private int _calls;

    public ConnectorInfo Info { get; } = new("scripted", "Scripted", [], null, 3);

    public List<ChannelListing> Listings { get; } = [];

    public List<ChannelOrder> Orders { get; } = [];

    public List<ChannelCarrier> Carriers { get; } = [];

    /// <summary>Records that come instead of a readable one, by channel id.</summary>
    public Dictionary<string, string> Unreadable { get; } = [];

    public int PageSize { get; set; } = 2;

    public bool TellsAhead { get; set; } = true;

    /// <summary>Asked before each page with stage and page number, from 1; may throw or wait.</summary>
    public Func<string, int, CancellationToken, Task> BeforePage { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Every page is the first one, for ever.</summary>
    public bool RepeatsFirstPage { get; set; }

    /// <summary>The number of a page that comes as the first one once more.</summary>
    public int? ComesAgainAt { get; set; }

    /// <summary>So many more than there are.</summary>
    public int AnnouncesMore { get; set; }

    public int Calls => Volatile.Read(ref _calls);

    public Task<ShopIdentity> IdentifyAsync(Connection connection, CancellationToken cancellation) => Task.FromResult(
        new ShopIdentity("Scripted shop", "https://scripted.example", new Currency("EUR"), [new SellerIdentity("id", "1", true)], ShopFacts.None));

    public async Task<ShopCheck> CheckAsync(Connection connection, CancellationToken cancellation) =>
        new(await IdentifyAsync(connection, cancellation), Listings.Count, null);

    public Task<Page<CatalogueRecord>> ReadListingsAsync(Connection connection, string? cursor, CancellationToken cancellation) =>
        PageAsync<ChannelListing, CatalogueRecord>(
            "listings", Listings, cursor, l => l.Id, l => [.. l.Variations.Select(v => v.Id)], l => l, Listings.Sum(l => l.Variations.Count), cancellation);

    public Task<Page<CatalogueRecord>> ReadListingAsync(Connection connection, string channelId, CancellationToken cancellation) =>
        PageAsync<ChannelListing, CatalogueRecord>(
            "listing", [.. Listings.Where(l => l.Id == channelId)], null, l => l.Id, l => [.. l.Variations.Select(v => v.Id)], l => l, null, cancellation);

    public Task<Page<ChannelOrder>> ReadOrdersAsync(
        Connection connection, OrderWindow window, string? cursor, CancellationToken cancellation)
    {
        var inWindow = Orders.Where(o => o.PlacedAt >= window.From && o.PlacedAt < window.To).ToList();
        return PageAsync("orders", inWindow, cursor, o => o.Id, o => [o.Id], o => o, inWindow.Count, cancellation);
    }

    public Task<Page<ChannelOrder>> ReadOrderAsync(Connection connection, string channelOrderId, CancellationToken cancellation) =>
        PageAsync("order", [.. Orders.Where(o => o.Id == channelOrderId)], null, o => o.Id, o => [o.Id], o => o, null, cancellation);

    public Task<Page<ChannelCarrier>> ReadCarriersAsync(Connection connection, string? cursor, CancellationToken cancellation) =>
        PageAsync("carriers", Carriers, cursor, c => c.Name, c => [c.Name], c => c, null, cancellation);

    private async Task<Page<TRecord>> PageAsync<T, TRecord>(
        string stage,
        List<T> all,
        string? cursor,
        Func<T, string> id,
        Func<T, IReadOnlyList<string>> counted,
        Func<T, TRecord> map,
        long? expected,
        CancellationToken cancellation)
        where T : class
        where TRecord : class
    {
        Interlocked.Increment(ref _calls);
        var number = cursor is null ? 1 : int.Parse(cursor, CultureInfo.InvariantCulture);
        await BeforePage(stage, number, cancellation);
        var pages = Math.Max(1, (all.Count + PageSize - 1) / PageSize);
        var shown = RepeatsFirstPage || number == ComesAgainAt ? 1 : number;
        var records = all.Skip((shown - 1) * PageSize).Take(PageSize).Select(item => Unreadable.TryGetValue(id(item), out var problem)
            ? new Record<TRecord>(id(item), Raw(item), null, problem)
            : new Record<TRecord>(id(item), Raw(item), map(item), null) { CountedIds = counted(item) });
        return new Page<TRecord>([.. records], Text(number + 1), (RepeatsFirstPage && all.Count > 0) || number < pages, expected + AnnouncesMore)
        {
            Ahead = TellsAhead ? [.. Enumerable.Range(number + 1, Math.Max(0, pages - number)).Select(Text)] : [],
        };
    }

    private static ReadOnlyMemory<byte> Raw<T>(T item) => Encoding.UTF8.GetBytes(item!.ToString()!);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
