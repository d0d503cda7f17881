using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Hosting.Spreadsheets;

namespace Quayside.SkuLinks.Files;

/// <summary>One row of an imported mapping, and the variation that it names.</summary>
/// <param name="Quantity">null where the row does not say.</param>
internal sealed record MappedRow(SheetRow Row, long VariationId, string MasterSku, decimal? Quantity, bool IsKit);

/// <summary>Finds the variation that each row of a sheet names. What is not certain is refused with its reason, never guessed.</summary>
internal sealed class ImportRows(QuaysideDb db)
{
    private readonly List<RefusedRow> _refused = [];
    private readonly List<MappedRow> _mapped = [];

    public IReadOnlyList<RefusedRow> Refused => _refused;

    /// <summary>Rows that say a master SKU.</summary>
    public IReadOnlyList<MappedRow> Mapped => _mapped;

    public int Silent { get; private set; }

    public async Task ReadAsync(IEnumerable<SheetRow> rows, CancellationToken cancellation)
    {
        var stores = await db.Stores.Select(s => new { s.Id, s.Name }).ToListAsync(cancellation);
        var byId = stores.ToDictionary(s => s.Id.ToString(CultureInfo.InvariantCulture), s => s.Id, StringComparer.Ordinal);
        var byName = stores.GroupBy(s => s.Name.Trim(), StringComparer.OrdinalIgnoreCase).Where(g => g.Count() == 1)
            .ToDictionary(g => g.Key, g => g.Single().Id, StringComparer.OrdinalIgnoreCase);
        foreach (var chunk in rows.Chunk(2000))
        {
            var asked = new List<Asked>();
            foreach (var row in chunk)
            {
                var store = row["store_id"] is { } id ? byId.GetValueOrDefault(id) : row["store"] is { } name ? byName.GetValueOrDefault(name)
                    : stores is [var only] ? only.Id : 0;
                if (Read(row, store) is { } read)
                {
                    asked.Add(read);
                }
            }

            await FindAsync(asked, cancellation);
        }
    }

    public void Refuse(SheetRow row, string reason) => _refused.Add(new RefusedRow(row.Number, reason) { Cells = row.Cells });

    private Asked? Read(SheetRow row, long store)
    {
        if (row["master_sku"] is not { } sku)
        {
            Silent++;
            return null;
        }

        if ((CodeCell.Doubt(sku) ?? CodeCell.Doubt(row["seller_sku"]) ?? CodeCell.Doubt(row["variation_id"])) is { } doubt)
        {
            Refuse(row, doubt);
            return null;
        }

        decimal? quantity = null;
        if (row["quantity"] is { } text)
        {
            if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number is <= 0 or > 100_000)
            {
                Refuse(row, $"\"{text}\" is no quantity: more than 0 and at most 100,000, with a point before decimals.");
                return null;
            }

            quantity = number;
        }

        if (store == 0)
        {
            Refuse(row, "It names no store of yours: fill in store_id or store.");
            return null;
        }

        return new Asked(row, store, sku, quantity, row["kit"]?.ToUpperInvariant() is "YES" or "TRUE" or "1");
    }

    private async Task FindAsync(List<Asked> asked, CancellationToken cancellation)
    {
        var ids = asked.Select(a => a.Row["variation_id"]).OfType<string>().Distinct().ToList();
        var byChannelId = (await (
            from variation in db.Variations
            where ids.Contains(variation.ChannelVariationId)
            join listing in db.Listings on variation.ListingId equals listing.Id
            select new { variation.Id, variation.StoreId, variation.ChannelVariationId, listing.ChannelListingId }).ToListAsync(cancellation))
            .ToLookup(v => (v.StoreId, v.ChannelVariationId));
        var keys = asked.Where(a => a.Row["variation_id"] is null).Select(a => SkuKey.Of(a.Row["seller_sku"])).OfType<string>().Distinct().ToList();
        var byKey = (await db.Variations.Where(v => keys.Contains(v.SkuKey!)).Select(v => new { v.Id, v.StoreId, v.SkuKey }).ToListAsync(cancellation))
            .ToLookup(v => (v.StoreId, v.SkuKey!), v => v.Id);
        foreach (var row in asked)
        {
            List<long> found = row.Row["variation_id"] is { } id
                ? [.. byChannelId[(row.StoreId, id)].Where(v => row.Row["listing_id"] is not { } listing || v.ChannelListingId == listing).Select(v => v.Id)]
                : SkuKey.Of(row.Row["seller_sku"]) is { } key ? [.. byKey[(row.StoreId, key)]] : [];
            if (found is [var only])
            {
                _mapped.Add(new MappedRow(row.Row, only, row.Sku, row.Quantity, row.IsKit));
            }
            else
            {
                Refuse(row.Row, found.Count == 0
                    ? "No variation of this store is called so: fill in variation_id, or a seller_sku that the store has."
                    : "Several variations of this store are called so: fill in listing_id and variation_id.");
            }
        }
    }

    private sealed record Asked(SheetRow Row, long StoreId, string Sku, decimal? Quantity, bool IsKit);
}
