using Quayside.Connectors;
using Quayside.Stores;

namespace Quayside.Catalogue.Own;

/// <summary>From what a person typed to a record as channels send them. Pure.</summary>
internal static class OwnRecord
{
    /// <param name="id">The listing's.</param>
    /// <param name="known">Ids that variations are kept under, by ours.</param>
    public static (ChannelListing Record, IReadOnlyList<OwnStock> Stock) Of(
        TypedListing listing, Store store, string id, IReadOnlyDictionary<long, string> known)
    {
        var status = listing.Status ?? ListingStatus.Active;
        var isSingle = known.Count == 0 && listing.Variations is [{ Options: null or { Count: 0 } }];
        var variations = listing.Variations
            .Select(v => (Id: v.Id is { } old ? known[old] : isSingle ? id : KeepListings.MadeUpId(), Typed: v)).ToList();
        var record = new ChannelListing(
            id, Text(listing.Title)!, Text(listing.Description), status, Text(listing.Brand), Text(listing.Category), SellerSku: null,
            [.. listing.Images ?? []], SharedQuantity: null, ChangedAt: null,
            [.. variations.Select(v => Variation(v.Typed, v.Id, id, status, store))]);
        return (record, [.. variations.Select(v => new OwnStock(id, v.Id, v.Typed.OpeningQuantity, v.Typed.Components))]);
    }

    /// <summary>Trimmed, lines ended as every sheet ends them, without what PostgreSQL's text cannot hold; null when nothing is left.</summary>
    public static string? Text(string? typed) =>
        typed?.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } text ? text.ReplaceLineEndings("\n") : null;

    private static ChannelVariation Variation(TypedVariation typed, string id, string listingId, ListingStatus status, Store store) => new(
        id, listingId, Text(typed.Sku), Text(typed.Gtin), Text(typed.Mpn),
        typed.Price is { } price ? new UnitPrice(CheckListing.PriceText(price, store.Currency!), new Currency(store.Currency!)) : null,
        Quantity: null, StockTracking.Tracked,
        [.. (typed.Options ?? new Dictionary<string, string>()).Select(o => new VariationOption(Text(o.Key)!, Text(o.Value)!))],
        typed.Image, status, ChangedAt: null);
}
