using System.Globalization;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Vendure;

/// <summary>What changed in a window, and which products and orders there are.</summary>
/// <remarks>A variant changes without its product, so changed variants are asked for as well and their products read whole. The stock of
/// a variant is a row of its own: selling a piece dates neither the variant nor the product.</remarks>
internal static class VendureChanges
{
    private const string Products = "p/";
    private const string Variants = "v/";

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    /// <summary>Products first; then, where variants changed, the products of those.</summary>
    public static async Task<VendureRead> ListingsAsync(
        VendureClient client, ChangeWindow window, string? cursor, CancellationToken cancellation)
    {
        if (cursor?.StartsWith(Variants, StringComparison.Ordinal) == true)
        {
            return await OfVariantsAsync(client, window, At(cursor[Variants.Length..]), cancellation);
        }

        var list = VendureQueries.ProductChanges with { Beside = VendureQueries.CountOfVariantChanges };
        var at = VendureCursor.Parse(cursor?[Products.Length..]);
        var page = await VendurePages.ReadAsync(client, list, at, Times(window), cancellation);
        var variants = page.Data.Field("productVariants"u8)?.Number("totalItems"u8) ?? 0;
        return page.HasMore ? new VendureRead([page], Products + page.Next, true)
            : variants > 0 ? new VendureRead([page], Variants, true)
            : new VendureRead([page], Products + page.Next, false);
    }

    public static async Task<VendurePage> OrdersAsync(
        VendureClient client, ChangeWindow window, string? cursor, CancellationToken cancellation) =>
        await VendurePages.ReadAsync(client, VendureQueries.OrderChanges, VendureCursor.Parse(cursor), Times(window), cancellation);

    /// <exception cref="ConnectorException">Refused: an id that cannot be one of Vendure's.</exception>
    public static Task<VendurePage> ByIdAsync(
        VendureClient client, VendureList list, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        if (ids.FirstOrDefault(id => id.Length is 0 or > 64 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) is not null)
        {
            throw new ConnectorException(FailureKind.Refused, "This record came without an id, so it cannot be read alone. The next sync reads it again.");
        }

        var chosen = "id:{in:[" + string.Join(',', ids.Select(id => $"\"{id}\"")) + "]}";
        var filter = list.Filter.Length == 0 ? chosen : $"{chosen},{list.Filter}";
        return VendurePages.ReadAsync(client, list with { Filter = filter }, VendureCursor.Start, Nothing, cancellation);
    }

    /// <summary>A product and its variants, as they are listed to be compared.</summary>
    public static IEnumerable<Record<ListedListing>> Listed(VendureItem item, VendureActiveChannel shop)
    {
        var product = new VendureProduct(item.Json);
        if (product.Id is not { } id)
        {
            yield break;
        }

        yield return new Record<ListedListing>(id, ReadOnlyMemory<byte>.Empty, new ListedListing(id, id, false, product.Updated, null), null) { CountedIds = [] };
        foreach (var variant in product.Variants ?? [])
        {
            if (variant.Id is { } own)
            {
                var (quantity, tracking) = VendureMap.Stock(variant, shop);
                var listed = new ListedListing(own, id, true, variant.Updated, new ListedStock(quantity, tracking));
                yield return new Record<ListedListing>(own, ReadOnlyMemory<byte>.Empty, listed, null);
            }
        }
    }

    // Nothing behind the prefix: at the beginning.
    private static VendureCursor At(string place) => place.Length == 0 ? VendureCursor.Start : VendureCursor.Parse(place);

    private static async Task<VendureRead> OfVariantsAsync(
        VendureClient client, ChangeWindow window, VendureCursor at, CancellationToken cancellation)
    {
        var changed = await VendurePages.ReadAsync(client, VendureQueries.VariantChanges, at, Times(window), cancellation);
        var next = Variants + changed.Next;
        var more = changed.HasMore;
        using (changed)
        {
            var products = changed.Items.Select(item => item.Json.Id("productId"u8)).OfType<string>().Distinct().ToList();
            if (products.Count == 0)
            {
                return new VendureRead([], next, more);
            }

            // A page of variants has at most as many products, so one page of products holds them.
            return new VendureRead([await ByIdAsync(client, VendureQueries.ChosenProducts, products, cancellation)], next, more);
        }
    }

    // Vendure's "between" takes both ends, and its times have whole milliseconds.
    private static Dictionary<string, string> Times(ChangeWindow window) => new()
    {
        ["from"] = Text(window.From),
        ["to"] = Text(window.To.AddMilliseconds(-1)),
    };

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}

/// <summary>The pages of products that one place in the changes stands for, and where to go on.</summary>
internal sealed record VendureRead(IReadOnlyList<VendurePage> Pages, string Next, bool More) : IDisposable
{
    public void Dispose()
    {
        foreach (var page in Pages)
        {
            page.Dispose();
        }
    }
}
