using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.SkuLinks;

namespace Quayside.Orders;

/// <summary>A variation that a store sells, as somebody who takes an order has to see it.</summary>
/// <param name="Price">null where it has none in the store's currency.</param>
/// <param name="Available">Pieces of it that the store's warehouse could still promise; null where that is not known.</param>
public sealed record Sellable(long VariationId, string Title, string? SellerSku, string? Image, UnitPrice? Price, decimal? Available);

/// <summary>Finds what a store sells by a few letters: of the title, the choice, the SKU or the barcode, in any order.</summary>
public sealed class FindSellable(Databases databases)
{
    private const int Most = 8;
    private const int Candidates = 60;
    private const int MostTries = 5;

    /// <returns>At most eight, the best first. Refused: not_found (the store).</returns>
    public async Task<Outcome<IReadOnlyList<Sellable>>> RunAsync(Caller caller, long storeId, string? typed, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var store = await db.Stores.AsNoTracking().SingleOrDefaultAsync(s => s.Id == storeId, cancellation);
        if (store is null)
        {
            return Refusal.NotFound("store");
        }

        if (Searching.Typed(typed) is not { } text)
        {
            return new Outcome<IReadOnlyList<Sellable>>([], null);
        }

        var words = Searching.Words(typed);
        var found = await CandidatesAsync(db, storeId, words, cancellation);

        // A choice ("blue") is not in the text that is searched: one of several words may be in the choices alone. Mostly a short one, and
        // the longest come first.
        for (var i = words.Count - 1; i >= 0 && i >= words.Count - MostTries && words.Count > 1 && found.Count < Most; i--)
        {
            var others = await CandidatesAsync(db, storeId, [.. words.Where((_, at) => at != i)], cancellation);
            found.AddRange(others.Where(f => f.Text.Contains(words[i], StringComparison.Ordinal) && found.TrueForAll(k => k.Variation.Id != f.Variation.Id)));
        }

        var best = found.OrderBy(f => Rank(f, text)).ThenBy(f => f.Title, StringComparer.OrdinalIgnoreCase).ThenBy(f => f.Variation.Id).Take(Most).ToList();
        var available = await Availability.LoadAsync(db, best.ConvertAll(f => f.Variation.Id), store.WarehouseId, cancellation);
        return best.ConvertAll(f => new Sellable(
            f.Variation.Id, f.Title, f.Variation.SellerSku, f.Variation.Image ?? f.Image,
            f.Variation.PriceCurrency == store.Currency ? ListingViews.Price(f.Variation) : null, available[f.Variation.Id]));
    }

    private static async Task<List<Found>> CandidatesAsync(QuaysideDb db, long storeId, IEnumerable<string> words, CancellationToken cancellation)
    {
        var rows =
            from variation in db.Variations.AsNoTracking()
            where variation.StoreId == storeId && variation.Status != ListingStatus.Deleted
            join listing in db.Listings on variation.ListingId equals listing.Id
            select new { variation, listing.Title, listing.Images, listing.SearchText };
        rows = rows.Searched(words, word => f => f.variation.SearchText.Contains(word) || f.SearchText.Contains(word));
        return (await rows.OrderBy(f => f.variation.Id).Take(Candidates).ToListAsync(cancellation)).ConvertAll(r => new Found(
            r.variation, WantedLines.Title(r.Title, r.variation.Options), r.Images.FirstOrDefault()));
    }

    // What was typed is most likely a code, then a beginning.
    private static int Rank(Found found, string typed) =>
        found.Variation.SkuKey == SkuKey.Of(typed) || found.Variation.Gtin == typed ? 0
        : found.Variation.SkuKey?.StartsWith(typed, StringComparison.Ordinal) == true ? 1
        : found.Text.StartsWith(typed, StringComparison.Ordinal) ? 2
        : 3;

    private sealed record Found(ListingVariation Variation, string Title, string? Image)
    {
        public string Text { get; } = SearchText.Fold(Title);
    }
}
