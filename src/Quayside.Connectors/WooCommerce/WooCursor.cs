using System.Collections;
using System.Globalization;

namespace Quayside.Connectors.WooCommerce;

/// <summary>Where reading goes on: which page of which list, and what the list's first page said of its size.</summary>
/// <remarks>
/// <para>Lists are read by page number, oldest id first: what is new comes at the end and moves nothing. WooCommerce has no way to
/// read "ids after this one".</para>
/// <para>What is deleted moves every later row one place left, over the edge of a page that was read already. So a cursor keeps the
/// total of the first page: a page that finds a smaller one also re-reads the rows just before it (<see cref="WooFeed"/>).</para>
/// <para>Everything needed is inside, so that pages can be asked for ahead and in parallel, and after a restart without facts.</para>
/// </remarks>
/// <param name="List">One of <see cref="Products"/>, <see cref="Variations"/>, <see cref="VariationsByProduct"/>, <see cref="Orders"/>.</param>
/// <param name="Pages">Pages that the list's first page announced; null where the shop does not say.</param>
/// <param name="Total">Rows that the list's first page announced; null where the shop does not say.</param>
/// <param name="ProductPages">Pages of the product list, which the variations follow; null where the shop does not say.</param>
internal sealed record WooCursor(string List, int Page, int? Pages, long? Total, int? ProductPages, WooShop Shop)
{
    /// <summary>What the list's first page holds, in short: a later page that holds the same is that page once more. Null on the first page.</summary>
    public string? FirstPage { get; init; }

    public const string Products = "products";
    public const string Variations = "variations";
    public const string VariationsByProduct = "variationsByProduct";
    public const string Orders = "orders";

    private const string ListKey = "list";
    private const string PageKey = "page";
    private const string PagesKey = "pages";
    private const string TotalKey = "total";
    private const string ProductPagesKey = "productPages";
    private const string FirstPageKey = "firstPage";

    public static WooCursor First(string list, WooShop shop) => new(list, 1, null, null, null, shop);

    /// <exception cref="ConnectorException">Refused: not one of ours.</exception>
    public static WooCursor Parse(string text)
    {
        var values = WooRequest.QueryOf(text).DistinctBy(value => value.Key).ToDictionary(StringComparer.Ordinal);
        return values.GetValueOrDefault(ListKey) is Products or Variations or VariationsByProduct or Orders
            && Number(values, PageKey) is > 0 and <= int.MaxValue and var page && WooShop.From(values) is { } shop
            ? new WooCursor(values[ListKey], (int)page, (int?)Number(values, PagesKey), Number(values, TotalKey), (int?)Number(values, ProductPagesKey), shop)
            {
                FirstPage = values.GetValueOrDefault(FirstPageKey),
            }
            : throw new ConnectorException(FailureKind.Refused, "The place to go on from was not understood. Start the sync anew.");
    }

    /// <summary>This place with what the list's first page says of its size, where it was not known.</summary>
    public WooCursor Sized(WooRows rows) => this with
    {
        Pages = Pages ?? rows.Answers[0].TotalPages,
        Total = Total ?? rows.Answers[0].Total,
        FirstPage = Page > 1 ? FirstPage : WooRows.IdsInShort(rows.Answers[0]),
    };

    /// <summary>The page read here, with the cursors of all that follow it: the rest of this list and then another.</summary>
    /// <param name="then">The first place of the list that comes after this one; null when there is none.</param>
    public Page<T> ToPage<T>(WooRecords<T> records, WooRows rows, long? expected, WooCursor? then)
        where T : class
    {
        // Without a size, pages go on until an empty one; a short one says nothing (rows that cannot be shown are left out of a page).
        var own = Pages is { } pages ? Math.Max(0, pages - Page) : rows.IsEmpty ? 0 : 1;
        var others = then is null || (Pages is null && own > 0) ? 0 : 1;
        var ahead = new WooPagesAhead(own + others, i => i < own ? this with { Page = Page + 1 + i } : then!);
        return new Page<T>(records.All, ahead.Count > 0 ? ahead[0] : (this with { Page = Page + 1 }).ToString(), ahead.Count > 0, expected)
        {
            Ahead = Pages is null ? [] : ahead,
            NotCounted = records.NotCounted,
        };
    }

    public override string ToString()
    {
        var values = Shop.ToValues();
        values[ListKey] = List;
        Add(values, PageKey, Page);
        Add(values, PagesKey, Pages);
        Add(values, TotalKey, Total);
        Add(values, ProductPagesKey, ProductPages);
        if (FirstPage is { } first)
        {
            values[FirstPageKey] = first;
        }

        return string.Join('&', values.Select(v => $"{v.Key}={Uri.EscapeDataString(v.Value)}"));
    }

    private static void Add(Dictionary<string, string> values, string key, long? number)
    {
        if (number is { } value)
        {
            values[key] = value.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static long? Number(Dictionary<string, string> values, string key) =>
        long.TryParse(values.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Cursors of the pages to come, written out only when looked at: a thousand pages announce a thousand others each.</summary>
internal sealed class WooPagesAhead(int count, Func<int, WooCursor> at) : IReadOnlyList<string>
{
    public int Count => count;

    public string this[int index] =>
        index >= 0 && index < count ? at(index).ToString() : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
