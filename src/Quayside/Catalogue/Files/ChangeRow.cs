using System.Globalization;
using Quayside.Catalogue.Own;
using Quayside.Connectors;
using Quayside.Stores;

namespace Quayside.Catalogue.Files;

/// <summary>What a row changes of a variation that is kept, and of its listing. What it leaves blank stays.</summary>
internal sealed class ChangeRow(Store store, KnownListings known, List<OwnStock> stock, Action<ListingRow, RowOutcome, string?> note)
{
    /// <param name="describing">Rows that say what the listing is called and looks like; the first that says something counts.</param>
    public void Run(ListingRow row, KnownVariation existing, IReadOnlyList<ListingRow> describing)
    {
        var before = existing.Now;
        var after = before with
        {
            SellerSku = row.Sku ?? before.SellerSku,
            Gtin = row.Gtin ?? before.Gtin,
            Mpn = row.Mpn ?? before.Mpn,
            Price = PriceOf(row, store, before.Price),
            Options = row.Options is { } options && !options.SequenceEqual(before.Options) ? options : before.Options,
            Image = row.VariationImage ?? before.Image,
            Status = row.Status ?? (before.Status == ListingStatus.Deleted ? ListingStatus.Active : before.Status),
        };
        var was = existing.Listing.Listing;
        var isDescribed = existing.Listing.Describe(describing);
        var opens = row.Quantity is not null && known.IsUncounted(existing);
        if (after == before && !isDescribed && !opens)
        {
            note(row, RowOutcome.Unchanged, null);
            return;
        }

        if (after != before)
        {
            existing.Listing.Replace(before, after);
        }

        if (opens)
        {
            stock.Add(new OwnStock(existing.Listing.Id, existing.Id, row.Quantity, null));
        }

        note(row, RowOutcome.Changed, Words(before, after, was, existing.Listing.Listing, opens ? row.Quantity : null));
    }

    /// <summary>A price that is the same number keeps the text that it has.</summary>
    public static UnitPrice? PriceOf(ListingRow row, Store store, UnitPrice? before) =>
        row.Price is not { } price
        || (before is not null && decimal.TryParse(before.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out var same) && same == price)
            ? before
            : new UnitPrice(CheckListing.PriceText(price, store.Currency!), new Currency(store.Currency!));

    private static string Words(ChannelVariation before, ChannelVariation after, ChannelListing was, ChannelListing listing, decimal? opening)
    {
        (string What, string? Before, string? After)[] parts =
        [
            ("title", was.Title, listing.Title),
            ("SKU", before.SellerSku, after.SellerSku),
            ("barcode", before.Gtin, after.Gtin),
            ("price", before.Price?.Text, after.Price?.Text),
            ("MPN", before.Mpn, after.Mpn),
            ("brand", was.Brand, listing.Brand),
            ("category", was.Category, listing.Category),
            ("status", before.Status.ToString(), after.Status.ToString()),
            ("options", Said(before.Options), Said(after.Options)),
            ("on hand", null, opening?.ToString(CultureInfo.InvariantCulture)),
        ];
        var said = parts.Where(p => p.Before != p.After).Select(p => $"{p.What} {p.Before ?? "–"} → {p.After}").ToList();
        return said.Count == 0 ? "description or pictures" : string.Join(", ", said);
    }

    internal static string Said(IReadOnlyList<VariationOption> options) => string.Join(", ", options.Select(o => $"{o.Name}: {o.Value}"));
}
