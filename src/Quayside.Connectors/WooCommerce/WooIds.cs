namespace Quayside.Connectors.WooCommerce;

/// <summary>Which products and variations a shop has, in its short lists, and chosen ones of them whole.</summary>
internal static class WooIds
{
    private const string Fields = "id,parent_id,type,variations,date_modified_gmt,manage_stock,stock_quantity";

    private static readonly WooRequest Products = Short("wc/v3/products");
    private static readonly WooRequest Variations = Short("wc/v3/variations");

    public static async Task<Page<ListedListing>> ListAsync(WooClient client, WooCursor at, CancellationToken cancellation)
    {
        var ofVariations = at.List == WooCursor.Variations;
        using var rows = await WooFeed.ReadAsync(client, ofVariations ? Variations : Products, at, cancellation);
        var records = new WooRecords<ListedListing>(at.List, at.Page);
        var variations = new List<Record<ListedListing>>();
        records.Add(rows, row => WooMapListing.Listed(new WooProduct(row), ofVariations), row => !ofVariations && WooMapListing.CountsNothing(new WooProduct(row)));
        if (!ofVariations && client.Shop.HasVariationList == false)
        {
            // Older shops list their variations product by product; the product's own row has their ids, which is enough to compare.
            variations.AddRange(rows.All.SelectMany(answer => answer.Rows).SelectMany(row => VariationsIn(new WooProduct(row))));
        }

        var then = ofVariations || client.Shop.HasVariationList == false ? null : WooCursor.First(WooCursor.Variations, at.Shop);
        var page = at.Sized(rows).ToPage(records, rows, rows.Total(at.Page), then) with { Feed = at.List };
        return page with { Records = [.. page.Records, .. variations] };
    }

    private static IEnumerable<Record<ListedListing>> VariationsIn(WooProduct product) => product.Id is not { } listing ? [] : product.Variations
        .Select(id => id.ToString())
        .Select(id => new Record<ListedListing>(id, ReadOnlyMemory<byte>.Empty, new ListedListing(id, listing, true, null, null), null));

    private static WooRequest Short(string route) =>
        WooRequest.Of(route, ("status", "any"), ("orderby", "id"), ("order", "asc"), ("_fields", Fields));
}
