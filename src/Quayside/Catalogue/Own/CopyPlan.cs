using System.Globalization;
using Quayside.Connectors;
using Quayside.Inventory;
using Quayside.SkuLinks;
using Quayside.SkuLinks.Decisions;
using Quayside.Stores;

namespace Quayside.Catalogue.Own;

/// <summary>Something that can be copied into a store, as a listing with its variations.</summary>
internal sealed record CopySource(ChannelListing Listing, IReadOnlyList<(ChannelVariation Record, IReadOnlyList<KitComponent>? Parts)> Variations)
{
    public static CopySource Of(StockItem item)
    {
        var listing = new ChannelListing("", item.Title, null, ListingStatus.Active, null, null, null, Pictures([item.Image]), null, null, []);
        var variation = new ChannelVariation(
            "", "", item.IsGenerated ? null : item.MasterSku, item.Gtin, null, null, null, StockTracking.Tracked, [], null, ListingStatus.Active, null);
        return new CopySource(listing, [(variation, [new KitComponent(item.Id, 1)])]);
    }

    /// <param name="links">That hold, by variation; one without any is linked by its SKU.</param>
    public static CopySource Of(Listing row, IEnumerable<ListingVariation> variations, ILookup<long, SkuLink> links)
    {
        var listing = new ChannelListing(
            "", row.Title, OwnRecord.Text(row.Description), Status(row.Status), row.Brand, row.Category, null, Pictures(row.Images), null, null, []);
        return new CopySource(listing, [.. variations.Select(v => (
            new ChannelVariation(
                "", "", OwnRecord.Text(v.SellerSku), v.ValidGtin is null ? null : v.Gtin, v.Mpn, ListingViews.Price(v), null, StockTracking.Tracked, v.Options,
                v.Image, Status(v.Status), null),
            links[v.Id].Any() ? (IReadOnlyList<KitComponent>?)[.. links[v.Id].Select(l => new KitComponent(l.StockItemId, l.Quantity))] : null))]);
    }

    private static ListingStatus Status(ListingStatus status) => status is ListingStatus.Inactive or ListingStatus.Draft ? status : ListingStatus.Active;

    private static List<string> Pictures(IEnumerable<string?> images) => [.. images.OfType<string>().Where(i => CheckListing.Image(i) is null).Take(CheckListing.MostImages)];
}

/// <summary>Which of what could be copied a store does not have yet, over all chunks of one copy. Pure.</summary>
internal sealed class CopyPlan
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    public CopiedListings Counts { get; private set; } = new(0, 0, 0, 0, 0, Done: false);

    /// <summary>What something is made of, as one text: the same for the same items.</summary>
    public static string Made(IEnumerable<KitComponent> parts) => string.Join(
        ';', parts.OrderBy(p => p.StockItemId).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.StockItemId}x{p.Quantity:0.###}")));

    /// <param name="taken">SKU keys that the store has.</param>
    /// <param name="sold">What the store's variations are made of.</param>
    public (IReadOnlyList<ChannelListing> Records, IReadOnlyList<OwnStock> Stock) Of(
        Store store, IEnumerable<CopySource> sources, HashSet<string> taken, HashSet<string> sold)
    {
        var (records, stock) = (new List<ChannelListing>(), new List<OwnStock>());
        foreach (var source in sources)
        {
            var fresh = source.Variations.Where(v => IsNew(v.Record, v.Parts, taken, sold)).ToList();
            if (fresh.Count == 0)
            {
                continue;
            }

            var id = KeepListings.MadeUpId();
            var isSingle = fresh is [var only] && source.Variations.Count == 1 && only.Record.Options.Count == 0;
            var variations = fresh.ConvertAll(v => (
                Record: v.Record with { Id = isSingle ? id : KeepListings.MadeUpId(), ListingId = id, Price = Price(v.Record.Price, store) }, v.Parts));
            records.Add(source.Listing with { Id = id, Variations = variations.ConvertAll(v => v.Record) });
            stock.AddRange(variations.Select(v => new OwnStock(id, v.Record.Id, null, v.Parts, LinkOrigin.Exact)));
            Counts = Counts with
            {
                Listings = Counts.Listings + 1,
                Variations = Counts.Variations + fresh.Count,
                WithoutPrice = Counts.WithoutPrice + fresh.Count(v => v.Record.Price is not null && Price(v.Record.Price, store) is null),
            };
        }

        return (records, stock);
    }

    private bool IsNew(ChannelVariation record, IReadOnlyList<KitComponent>? parts, HashSet<string> taken, HashSet<string> sold)
    {
        var (key, made) = (SkuKey.Of(record.SellerSku), parts is null ? null : Made(parts));
        if (key is not null && (taken.Contains(key) || _keys.Contains(key)))
        {
            Counts = Counts with { HaveSku = Counts.HaveSku + 1 };
            return false;
        }

        if (made is not null && (sold.Contains(made) || _made.Contains(made)))
        {
            Counts = Counts with { AreSold = Counts.AreSold + 1 };
            return false;
        }

        _ = key is not null && _keys.Add(key);
        _ = made is not null && _made.Add(made);
        return true;
    }

    private static UnitPrice? Price(UnitPrice? price, Store store) => price?.Currency.Code == store.Currency ? price : null;
}
