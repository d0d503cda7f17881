using Quayside.Catalogue.Own;
using Quayside.Connectors;
using Quayside.SkuLinks.Decisions;
using Quayside.Stores;

namespace Quayside.Catalogue.Files;

/// <summary>Rows of one listing that are new to the store: the listing with its variations, or more variations of one that is kept.</summary>
internal sealed class NewRows(Store store, KnownListings known, List<OwnStock> stock, Action<ListingRow, RowOutcome, string?> note)
{
    private readonly HashSet<string> _options = new(StringComparer.Ordinal);

    /// <param name="group">All rows of the listing in this place of the file; the first that says something of the listing counts.</param>
    public void Run(IReadOnlyList<ListingRow> fresh, IReadOnlyList<ListingRow> group)
    {
        var name = group[0].Listing;
        var existing = name is null ? null : known.Listing(name);
        var title = group.Select(r => r.Title).FirstOrDefault(t => t is not null) ?? existing?.Listing.Title;
        if (existing?.IsSingle == true)
        {
            Refuse(fresh, $"\"{existing.Listing.Title}\" is one product without variations: it gets none from a file.");
            return;
        }

        if (title is null)
        {
            Refuse(fresh, "It has no title, and no listing of the store has its SKU.");
            return;
        }

        var isSingle = existing is null && group.Count(r => !r.OnlyDescribes) == 1 && fresh[0].Options is null;
        _options.UnionWith(existing?.Variations.Select(v => ChangeRow.Said(v.Options)) ?? []);
        var id = existing?.Id ?? name ?? KeepListings.MadeUpId();
        var variations = fresh.Select(r => Variation(r, id, isSingle, title)).OfType<ChannelVariation>().ToList();
        if (variations.Count > 0)
        {
            var listing = existing ?? known.Add(id);
            listing.Describe(group);
            variations.ForEach(listing.Add);
        }
    }

    private ChannelVariation? Variation(ListingRow row, string listingId, bool isSingle, string title)
    {
        IReadOnlyList<KitComponent>? parts = null;
        if (row.Components is { } said)
        {
            (parts, var missing) = known.Parts(said);
            if (missing is not null)
            {
                note(row, RowOutcome.Refused, $"No stock item is called {missing}; a kit is made of items that exist.");
                return null;
            }
        }

        if (parts is not null && row.Quantity is not null)
        {
            note(row, RowOutcome.Refused, "What is made of stock items has no quantity of its own: leave it blank, and count its items.");
            return null;
        }

        // Rows of one listing that no column tells apart are told apart by what they are called.
        List<VariationOption> options = isSingle ? [] : row.Options ?? [new VariationOption("Variation", row.Title is { } own && own != title ? own : row.Sku!)];
        if (!isSingle && !_options.Add(ChangeRow.Said(options)))
        {
            note(row, RowOutcome.Refused, $"Another variation of the listing has the same options: {ChangeRow.Said(options)}.");
            return null;
        }

        var id = isSingle ? listingId : KeepListings.MadeUpId();
        stock.Add(new OwnStock(listingId, id, row.Quantity, parts));
        note(row, RowOutcome.Created, null);
        return new ChannelVariation(
            id, listingId, row.Sku, row.Gtin, row.Mpn, ChangeRow.PriceOf(row, store, null), Quantity: null, StockTracking.Tracked, options, row.VariationImage,
            row.Status ?? ListingStatus.Active, ChangedAt: null);
    }

    private void Refuse(IEnumerable<ListingRow> rows, string reason)
    {
        foreach (var row in rows)
        {
            note(row, RowOutcome.Refused, reason);
        }
    }
}
