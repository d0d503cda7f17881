using System.Text.Json;

namespace Quayside.Connectors.WooCommerce;

/// <summary>Reads the catalogue: the list of products, then that of all variations, or in older shops each product's own.</summary>
internal static class WooCatalogue
{
    private const string VariationFields = "id,parent_id,type,status,sku,global_unique_id,price,image,attributes,manage_stock,"
        + "stock_quantity,stock_status,date_modified_gmt,meta_data";

    private static readonly WooRequest ProductList = Everything("wc/v3/products", WooProduct.Fields);
    private static readonly WooRequest ProductIds = Everything("wc/v3/products", "id,variations");
    private static readonly WooRequest VariationList = Everything("wc/v3/variations", VariationFields);

    /// <param name="window">Only what changed in it; null for everything.</param>
    public static Task<Page<CatalogueRecord>> ReadAsync(
        WooClient client, WooCursor at, ChangeWindow? window, CancellationToken cancellation) => at.List switch
        {
            WooCursor.Products => ProductsAsync(client, at, window, cancellation),
            WooCursor.Variations => VariationsAsync(client, at, window, cancellation),
            WooCursor.VariationsByProduct => VariationsByProductAsync(client, at, cancellation),
            _ => throw new ConnectorException(FailureKind.Refused, "That is not a place in the catalogue. Start the sync anew."),
        };

    /// <summary>One product with its variations, or one variation; empty when the shop has it no longer.</summary>
    public static async Task<Page<CatalogueRecord>> OneAsync(WooClient client, string id, CancellationToken cancellation)
    {
        var records = new WooRecords<CatalogueRecord>(WooCursor.Products, 1);
        var one = WooRequest.Of("wc/v3/products/" + id, ("_fields", WooProduct.Fields), ("include_meta", WooMapListing.MetaKeys));
        using var answer = await client.AskAsync(one, cancellation);
        if (WooErrors.IsGone(answer))
        {
            await AddVariationAsync(client, id, records, cancellation);
        }
        else
        {
            WooErrors.Ensure(answer, client.Shop);
            var product = new WooProduct(answer.Json);
            records.Add(answer.Json, answer.RawOf(answer.Json), product.Type == "variation" ? Variation(client, null) : Listing(client), CountsNothing);
            if (product.Type != "variation" && product.Variations.Any())
            {
                using var variations = await VariationsOfAsync(client, id, cancellation);
                records.Add(variations, Variation(client, id), _ => false);
            }
        }

        return new Page<CatalogueRecord>(records.All, "", More: false, Expected: null) { Feed = WooCursor.Products, NotCounted = records.NotCounted };
    }

    /// <summary>Whether the shop lists all variations at once.</summary>
    public static async Task<bool> HasVariationListAsync(WooClient client, CancellationToken cancellation)
    {
        using var answer = await client.AskAsync(WooRequest.Of("wc/v3/variations", ("per_page", "1"), ("_fields", "id")), cancellation);
        if (answer.IsNoRoute)
        {
            return false;
        }

        WooErrors.Ensure(answer, client.Shop);
        return true;
    }

    /// <summary>How many products there are; null when the shop does not say.</summary>
    public static async Task<long?> CountAsync(WooClient client, CancellationToken cancellation)
    {
        var one = WooRequest.Of("wc/v3/products", ("per_page", "1"), ("status", "any"), ("_fields", "id"));
        using var answer = await WooFeed.ListAsync(client, one, cancellation);
        return answer.Total;
    }

    /// <summary>Chosen products with all their variations; those in the bin are absent.</summary>
    public static async Task<Page<CatalogueRecord>> ByIdAsync(WooClient client, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var all = string.Join(',', ids);
        var once = WooCursor.First(WooCursor.Products, client.Shop) with { Pages = 1 };
        using var rows = await WooFeed.ReadAsync(client, ProductList.With("include", all), once, cancellation);
        var records = new WooRecords<CatalogueRecord>(WooCursor.Products, 1);
        records.Add(rows, Listing(client), CountsNothing);
        if (client.Shop.HasVariationList == false)
        {
            await AddVariationsAsync(client, rows, records, cancellation);
        }
        else if (records.NotCounted > 0)
        {
            var of = WooCursor.First(WooCursor.Variations, client.Shop) with { Pages = 1 };
            using var variations = await WooFeed.ReadAsync(client, VariationList.With("parent", all), of, cancellation);
            records.Add(variations, Variation(client, null), _ => false);
        }

        return new Page<CatalogueRecord>(records.All, "", More: false, Expected: null) { Feed = WooCursor.Products, NotCounted = records.NotCounted };
    }

    private static WooRequest Cut(WooRequest list, ChangeWindow? window) => window is { } span ? WooChanges.Of(list, span) : list;

    private static async Task<Page<CatalogueRecord>> ProductsAsync(
        WooClient client, WooCursor at, ChangeWindow? window, CancellationToken cancellation)
    {
        using var rows = await WooFeed.ReadAsync(client, Cut(ProductList, window), at, cancellation);
        var records = new WooRecords<CatalogueRecord>(WooCursor.Products, at.Page);
        records.Add(rows, Listing(client), CountsNothing);
        var sized = at.Sized(rows);
        if (client.Shop.HasVariationList == false)
        {
            // Its variations come along, so the list's total is not what will be counted.
            await AddVariationsAsync(client, rows, records, cancellation);
            return sized.ToPage(records, rows, expected: null, null) with { Feed = WooCursor.Products };
        }

        // A variation changes without its product.
        var mayHaveVariations = window is not null || records.NotCounted > 0 || at.Page > 1 || sized.Pages > 1;
        var then = mayHaveVariations ? WooCursor.First(WooCursor.Variations, at.Shop) with { ProductPages = sized.Pages } : null;
        return sized.ToPage(records, rows, rows.Total(at.Page), then) with { Feed = WooCursor.Products };
    }

    private static async Task<Page<CatalogueRecord>> VariationsAsync(
        WooClient client, WooCursor at, ChangeWindow? window, CancellationToken cancellation)
    {
        var list = Cut(VariationList, window);
        var answer = await client.AskAsync(WooFeed.Paged(list, at.Page), cancellation);
        if (answer.IsNoRoute && at.Page == 1)
        {
            // The shop went back to an older version since it was asked: its products are gone through once more.
            answer.Dispose();
            var older = WooCursor.First(WooCursor.VariationsByProduct, at.Shop with { HasVariationList = false }) with { Pages = at.ProductPages };
            return await VariationsByProductAsync(client, older, cancellation);
        }

        using var rows = await WooFeed.CompleteAsync(client, list, at, answer, cancellation);
        var records = new WooRecords<CatalogueRecord>(WooCursor.Variations, at.Page);
        records.Add(rows, Variation(client, null), _ => false);
        return at.Sized(rows).ToPage(records, rows, rows.Total(at.Page), null) with { Feed = WooCursor.Variations };
    }

    private static async Task<Page<CatalogueRecord>> VariationsByProductAsync(WooClient client, WooCursor at, CancellationToken cancellation)
    {
        using var rows = await WooFeed.ReadAsync(client, ProductIds, at, cancellation);
        var records = new WooRecords<CatalogueRecord>(WooCursor.Variations, at.Page);
        await AddVariationsAsync(client, rows, records, cancellation);
        return at.Sized(rows).ToPage(records, rows, expected: null, null) with { Feed = WooCursor.Variations };
    }

    /// <summary>Adds the variations of all products in these rows, several products read at once.</summary>
    private static async Task AddVariationsAsync(
        WooClient client, WooRows products, WooRecords<CatalogueRecord> records, CancellationToken cancellation)
    {
        var parents = products.All.SelectMany(answer => answer.Rows).Select(row => new WooProduct(row)).Where(HasVariations)
            .Select(product => product.Id!).Distinct().ToList();
        var lists = new WooRows[parents.Count];
        try
        {
            var bounded = new ParallelOptions { MaxDegreeOfParallelism = WooClient.AtOnce, CancellationToken = cancellation };
            await Parallel.ForEachAsync(
                Enumerable.Range(0, parents.Count), bounded, async (i, token) => lists[i] = await VariationsOfAsync(client, parents[i], token));
            for (var i = 0; i < parents.Count; i++)
            {
                records.Add(lists[i], Variation(client, parents[i]), _ => false);
            }
        }
        finally
        {
            foreach (var list in lists)
            {
                list?.Dispose();
            }
        }
    }

    /// <summary>All variations of one product; none when it was deleted meanwhile.</summary>
    private static async Task<WooRows> VariationsOfAsync(WooClient client, string productId, CancellationToken cancellation)
    {
        var list = Everything($"wc/v3/products/{productId}/variations", VariationFields);
        var at = WooCursor.First(WooCursor.Variations, client.Shop) with { Pages = 1 };
        var answer = await client.AskAsync(WooFeed.Paged(list, 1), cancellation);
        if (WooErrors.IsGone(answer))
        {
            answer.Dispose();
            return new WooRows();
        }

        return await WooFeed.CompleteAsync(client, list, at, answer, cancellation);
    }

    private static async Task AddVariationAsync(WooClient client, string id, WooRecords<CatalogueRecord> records, CancellationToken cancellation)
    {
        if (client.Shop.HasVariationList == true)
        {
            using var answer = await WooFeed.ListAsync(client, VariationList.With("include", id), cancellation);
            records.Add(answer, Variation(client, null), _ => false);
        }
    }

    private static WooRequest Everything(string route, string fields) => WooRequest.Of(
        route, ("status", "any"), ("orderby", "id"), ("order", "asc"), ("_fields", fields), ("include_meta", WooMapListing.MetaKeys));

    private static Func<JsonElement, CatalogueRecord> Listing(WooClient client)
    {
        var currency = CurrencyOf(client.Shop);
        return row => WooMapListing.Listing(new WooProduct(row), currency);
    }

    private static Func<JsonElement, CatalogueRecord> Variation(WooClient client, string? productId)
    {
        var currency = CurrencyOf(client.Shop);
        return row => WooMapListing.Variation(new WooProduct(row), productId, currency);
    }

    private static Currency? CurrencyOf(WooShop shop) => shop.Currency is { Length: > 0 and <= 8 } code ? new Currency(code) : null;

    private static bool CountsNothing(JsonElement row) => WooMapListing.CountsNothing(new WooProduct(row));

    // Without the id, which may be what is wrong with the row, there is nothing to ask for.
    private static bool HasVariations(WooProduct product)
    {
        try
        {
            return product.Id is not null && product.Variations.Any();
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
