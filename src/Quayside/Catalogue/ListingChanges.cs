using Quayside.Connectors;
using Quayside.Stores.Sync;

namespace Quayside.Catalogue;

/// <summary>What of a listing or a variation differs between what is stored and what the channel says now. Pure.</summary>
internal static class ListingChanges
{
    public static IEnumerable<ListingEvent> Between(Listing before, Listing after, ImportTarget store, DateTimeOffset now)
    {
        var at = after.ChangedAt ?? now;
        return Differing(
            [
                (ListingChange.Title, before.Title, after.Title),
                (ListingChange.SellerSku, before.SellerSku, after.SellerSku),
                Status(before.Status, after.Status),
            ])
            .Select(d => Event(after.Id, null, at, d, store, now));
    }

    public static IEnumerable<ListingEvent> Between(ListingVariation before, ListingVariation after, ImportTarget store, DateTimeOffset now)
    {
        var at = after.ChangedAt ?? now;
        return Differing(
            [
                (ListingChange.SellerSku, before.SellerSku, after.SellerSku),
                (ListingChange.Gtin, before.Gtin, after.Gtin),
                (ListingChange.Price, Price(before), Price(after)),
                Status(before.Status, after.Status),
            ])
            .Select(d => Event(after.ListingId, after.Id, at, d, store, now));
    }

    public static ListingEvent Added(ListingVariation variation, ImportTarget store, DateTimeOffset now) => Event(
        variation.ListingId, variation.Id, variation.ChangedAt ?? now, (ListingChange.Added, null, variation.SellerSku ?? variation.ChannelVariationId), store, now);

    public static ListingEvent Deleted(long listingId, long? variationId, ListingStatus before, ImportTarget store, DateTimeOffset now) =>
        Event(listingId, variationId, now, (ListingChange.Deleted, before.ToString(), null), store, now);

    private static (ListingChange Change, string? Before, string? After) Status(ListingStatus before, ListingStatus after) => (
        before == ListingStatus.Deleted ? ListingChange.Restored : after == ListingStatus.Deleted ? ListingChange.Deleted : ListingChange.Status,
        before.ToString(), after.ToString());

    private static IEnumerable<(ListingChange Change, string? Before, string? After)> Differing(
        IEnumerable<(ListingChange Change, string? Before, string? After)> parts) => parts.Where(p => p.Before != p.After);

    private static string? Price(ListingVariation variation) =>
        variation.PriceText is { } price ? $"{price} {variation.PriceCurrency}".TrimEnd() : null;

    private static ListingEvent Event(
        long listingId, long? variationId, DateTimeOffset at, (ListingChange Change, string? Before, string? After) what,
        ImportTarget store, DateTimeOffset now) => new()
        {
            OrganisationId = store.OrganisationId,
            ListingId = listingId,
            VariationId = variationId,
            At = at,
            LearnedAt = now,
            LearnedBy = store.By,
            Change = what.Change,
            Before = what.Before,
            After = what.After,
        };
}
