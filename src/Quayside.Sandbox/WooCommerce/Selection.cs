namespace Quayside.Sandbox.WooCommerce;

/// <summary>Which rows a list request means, and in which order.</summary>
internal sealed class Selection(ShopOptions options)
{
    private readonly TimeSpan _offset = TimeSpan.FromHours(options.GmtOffsetHours);

    /// <summary>Products; with sku, search_sku or global_unique_id also variations, as WooCommerce does.</summary>
    public List<PracticeSellable> Products(ShopData data, WooQuery query)
    {
        var both = query.Text("sku") is not null || query.Text("search_sku") is not null || query.Text("global_unique_id") is not null;
        IEnumerable<PracticeSellable> rows = both ? data.Products.Cast<PracticeSellable>().Concat(data.Variations) : data.Products;
        rows = Statuses(rows, query);
        rows = Common(rows, query, row => row is PracticeVariation variation ? variation.Parent.Id : 0);
        if (Types(query) is { } types)
        {
            rows = rows.Where(row => row is PracticeProduct product && types(product.Type));
        }

        if (query.Text("category") is { } category)
        {
            rows = rows.Where(row => row is PracticeProduct product && Terms.Category(product.Category).ToString(System.Globalization.CultureInfo.InvariantCulture) == category);
        }

        return Ordered(rows, query);
    }

    public List<PracticeSellable> Variations(ShopData data, WooQuery query, long? parentId)
    {
        IEnumerable<PracticeSellable> rows = parentId is { } id ? data.FindProduct(id)?.Variations ?? [] : data.Variations;
        return Ordered(Common(Statuses(rows, query), query, row => ((PracticeVariation)row).Parent.Id), query);
    }

    public List<PracticeOrder> Orders(ShopData data, WooQuery query)
    {
        var statuses = OrderStatusFilter(query);
        var (include, exclude) = (query.Ids("include"), query.Ids("exclude"));
        var viaAny = query.List("created_via");
        var rows = data.Orders
            .Where(order => statuses(order.Status))
            .Where(order => include.Count == 0 || include.Contains(order.Id))
            .Where(order => !exclude.Contains(order.Id))
            .Where(order => query.Number("customer") is not { } customer || order.CustomerId == customer)
            .Where(order => query.Number("product") is not { } product || order.Lines.Any(line => line.ProductId == product || line.VariationId == product))
            .Where(order => viaAny.Count == 0 || viaAny.Contains(order.CreatedVia))
            .Where(order => query.Text("search") is not { } text || Mentions(order, text))
            .Where(order => InTime(query, order.PlacedAt, order.ModifiedAt));
        return Sorted(rows, query, order => order.Id, order => order.PlacedAt, order => order.ModifiedAt, _ => "");
    }

    public bool InTime(WooQuery query, DateTimeOffset created, DateTimeOffset modified)
    {
        var shift = query.Flag("dates_are_gmt") ? TimeSpan.Zero : _offset;
        var (createdAt, modifiedAt) = (WholeSeconds(created) + shift, WholeSeconds(modified) + shift);
        return (query.Date("after", _offset) is not { } after || createdAt > after)
            && (query.Date("before", _offset) is not { } before || createdAt < before)
            && (query.Date("modified_after", _offset) is not { } modifiedAfter || modifiedAt > modifiedAfter)
            && (query.Date("modified_before", _offset) is not { } modifiedBefore || modifiedAt < modifiedBefore);
    }

    // any is every registered status; carts in checkout are left out of it since woocommerce pull request 63743.
    private Func<string, bool> OrderStatusFilter(WooQuery query)
    {
        var asked = query.List("status");
        if (asked.Count > 0 && !asked.Contains("any"))
        {
            return asked.Contains;
        }

        var registered = OrderStatuses.Registered(options).Select(status => status.Slug)
            .Where(slug => slug != OrderStatuses.CheckoutDraft || options.AnyListsCheckoutDrafts).ToHashSet();
        return registered.Contains;
    }

    private static bool Mentions(PracticeOrder order, string text) =>
        new[] { order.Billing.Email, order.Billing.LastName, order.Billing.FirstName, order.Number ?? "" }
            .Any(field => field.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static Func<string, bool>? Types(WooQuery query)
    {
        var (one, include, exclude) = (query.Text("type"), query.List("include_types"), query.List("exclude_types"));
        return (one, include.Count, exclude.Count) is (null, 0, 0)
            ? null
            : type => (include.Count > 0 ? include.Contains(type) : one is null || one == type) && !exclude.Contains(type);
    }

    private static IEnumerable<PracticeSellable> Statuses(IEnumerable<PracticeSellable> rows, WooQuery query)
    {
        IReadOnlyList<string> asked = query.List("include_status") is { Count: > 0 } include ? include : [query.Text("status") ?? "any"];
        var excluded = query.List("exclude_status");
        return rows.Where(row => (asked.Contains(row.Status) || (asked.Contains("any") && row.Status != "trash")) && !excluded.Contains(row.Status));
    }

    private IEnumerable<PracticeSellable> Common(IEnumerable<PracticeSellable> rows, WooQuery query, Func<PracticeSellable, long> parentOf)
    {
        var (include, exclude) = (query.Ids("include"), query.Ids("exclude"));
        var (parents, notParents) = (query.Ids("parent"), query.Ids("parent_exclude"));
        var skus = Skus(query);
        var gtins = query.Text("global_unique_id")?.Split(',').Select(gtin => gtin.Trim()).ToHashSet();
        return rows
            .Where(row => include.Count == 0 || include.Contains(row.Id))
            .Where(row => !exclude.Contains(row.Id))
            .Where(row => parents.Count == 0 || parents.Contains(parentOf(row)))
            .Where(row => !notParents.Contains(parentOf(row)))
            .Where(row => skus is null || skus.Contains(row.Sku))
            .Where(row => query.Text("search_sku") is not { } part || row.Sku.Contains(part, StringComparison.OrdinalIgnoreCase))
            .Where(row => gtins is null || gtins.Contains(row.Gtin))
            .Where(row => query.Text("slug") is not { } slug || (row as PracticeProduct)?.Slug == slug)
            .Where(row => query.Text("stock_status") is not { } status || row.StockStatus == status)
            .Where(row => query.OptionalFlag("on_sale") is not { } onSale || row.OnSale == onSale)
            .Where(row => query.Text("search") is not { } text || Name(row).Contains(text, StringComparison.OrdinalIgnoreCase))
            .Where(row => InTime(query, row.CreatedAt, row.ModifiedAt));
    }

    // The database compares SKUs without regard to case and to spaces behind (MySQL's collation); WordPress trims what was asked.
    private static HashSet<string>? Skus(WooQuery query) =>
        query.Text("sku") is { } sku ? new HashSet<string>([.. sku.Split(','), sku], new ShopCollation()) : null;

    private static List<PracticeSellable> Ordered(IEnumerable<PracticeSellable> rows, WooQuery query) =>
        Sorted(rows, query, row => row.Id, row => row.CreatedAt, row => row.ModifiedAt, Name);

    private static List<T> Sorted<T>(IEnumerable<T> rows, WooQuery query, Func<T, long> id, Func<T, DateTimeOffset> created, Func<T, DateTimeOffset> modified, Func<T, string> title)
    {
        if (query.OrderBy is "include" or "post__in")
        {
            var wanted = query.List("include").Select((text, index) => (text, index)).ToDictionary(pair => long.Parse(pair.text, System.Globalization.CultureInfo.InvariantCulture), pair => pair.index);
            return [.. rows.OrderBy(row => wanted.GetValueOrDefault(id(row), int.MaxValue))];
        }

        IEnumerable<T> sorted = query.OrderBy switch
        {
            "id" => rows.OrderBy(id),
            "modified" => rows.OrderBy(modified).ThenBy(id),
            "title" or "slug" => rows.OrderBy(title, StringComparer.OrdinalIgnoreCase).ThenBy(id),
            _ => rows.OrderBy(created).ThenBy(id),
        };
        return query.Descending ? [.. sorted.Reverse()] : [.. sorted];
    }

    private static DateTime WholeSeconds(DateTimeOffset at) => at.UtcDateTime.AddTicks(-(at.UtcTicks % TimeSpan.TicksPerSecond));

    private static string Name(PracticeSellable row) =>
        row switch { PracticeProduct product => product.Name, PracticeVariation variation => variation.Parent.Name, _ => "" };

    private sealed class ShopCollation : IEqualityComparer<string>
    {
        public bool Equals(string? left, string? right) => string.Equals(left?.Trim(), right?.Trim(), StringComparison.OrdinalIgnoreCase);

        public int GetHashCode(string value) => StringComparer.OrdinalIgnoreCase.GetHashCode(value.Trim());
    }
}

/// <summary>Ids and slugs of categories and brands, which the practice world numbers once for all shops.</summary>
internal static class Terms
{
    public const int Uncategorized = 15;

    public static int Category(string name)
    {
        var at = Array.FindIndex(Words.Shelves, shelf => shelf.Category == name);
        return at < 0 ? Uncategorized : 16 + at;
    }

    public static int Brand(string name) => 40 + Math.Max(0, Array.IndexOf(Words.Brands, name));
}
