namespace Quayside.Sandbox.WooCommerce;

/// <summary>The arguments of the list routes, in the order the real index tells them.</summary>
internal static class WooArguments
{
    private static readonly string[] Statuses = ["any", "future", "trash", "draft", "pending", "private", "publish"];
    private static readonly string[] ProductTypes = ["simple", "grouped", "external", "variable"];

    private static readonly string[] BuiltOrders = ["date", "id", "include", "title", "slug", "modified", "post__in"];

    public static readonly WooParameter Context = new("context", WooType.Text) { OneOf = ["view", "edit"], Default = "view" };

    private static IEnumerable<WooParameter> Paging(params string[] orderBy) =>
    [
        Context,
        new("page", WooType.Integer) { Default = 1, Minimum = 1 },
        new("per_page", WooType.Integer) { Default = 10, Minimum = 1, Maximum = 100 },
        new("search", WooType.Text),
        new("after", WooType.Date),
        new("before", WooType.Date),
        new("modified_after", WooType.Date),
        new("modified_before", WooType.Date),
        new("dates_are_gmt", WooType.Boolean) { Default = false },
        new("exclude", WooType.IntegerList) { Default = Array.Empty<int>() },
        new("include", WooType.IntegerList) { Default = Array.Empty<int>() },
        new("offset", WooType.Integer),
        new("order", WooType.Text) { Default = "desc", OneOf = ["asc", "desc"] },
        new("orderby", WooType.Text) { Default = "date", OneOf = orderBy, NotBuiltValues = [.. orderBy.Except(BuiltOrders)] },
        new("parent", WooType.IntegerList) { Default = Array.Empty<int>() },
        new("parent_exclude", WooType.IntegerList) { Default = Array.Empty<int>() },
    ];

    private static IEnumerable<WooParameter> Sellables =>
    [
        new("slug", WooType.Text),
        new("status", WooType.Text) { Default = "any", OneOf = Statuses },
        new("sku", WooType.Text),
        new("tax_class", WooType.Text) { OneOf = ["standard", "reduced-rate", "zero-rate"], IsBuilt = false },
        new("on_sale", WooType.Boolean),
        new("min_price", WooType.Text) { IsBuilt = false },
        new("max_price", WooType.Text) { IsBuilt = false },
        new("stock_status", WooType.Text) { OneOf = ["instock", "outofstock", "onbackorder"] },
        new("include_status", WooType.TextList) { OneOf = Statuses },
        new("exclude_status", WooType.TextList) { OneOf = Statuses[1..] },
        new("virtual", WooType.Boolean) { IsBuilt = false },
        new("downloadable", WooType.Boolean) { IsBuilt = false },
        new("include_meta", WooType.TextList) { Default = Array.Empty<string>() },
        new("exclude_meta", WooType.TextList) { Default = Array.Empty<string>(), IsBuilt = false },
    ];

    public static IReadOnlyList<WooParameter> Products { get; } =
    [
        .. Paging("date", "id", "include", "title", "slug", "modified", "popularity", "rating", "post__in", "price", "sales", "menu_order", "random", "popularity", "rating", "menu_order", "price", "popularity", "rating"),
        .. Sellables,
        new("type", WooType.Text) { OneOf = ProductTypes },
        new("include_types", WooType.TextList) { OneOf = ProductTypes },
        new("exclude_types", WooType.TextList) { OneOf = ProductTypes },
        new("search_sku", WooType.Text),
        new("global_unique_id", WooType.Text) { IsListed = false },
        new("category", WooType.Text),
        new("brand", WooType.Text) { IsBuilt = false },
        new("featured", WooType.Boolean) { IsBuilt = false },
        new("tag", WooType.Text) { IsBuilt = false },
        new("shipping_class", WooType.Text) { IsBuilt = false },
        new("attribute", WooType.Text) { IsBuilt = false },
        new("attribute_term", WooType.Text) { IsBuilt = false },
        new("search_name_or_sku", WooType.Text) { IsBuilt = false },
        new("search_fields", WooType.TextList) { Default = Array.Empty<string>(), OneOf = ["name", "global_unique_id", "description", "short_description", "sku"], IsBuilt = false },
    ];

    public static IReadOnlyList<WooParameter> Variations { get; } =
    [
        .. Paging("date", "id", "include", "title", "slug", "modified", "menu_order"),
        .. Sellables,
        new("has_price", WooType.Boolean) { IsBuilt = false },
        new("attributes", WooType.TextList) { IsListed = false, IsBuilt = false },
    ];

    public static IReadOnlyList<WooParameter> Orders(ShopOptions options) =>
    [
        .. Paging("date", "id", "include", "title", "slug", "modified"),
        new("status", WooType.TextList) { Default = "any", OneOf = ["any", "trash", .. OrderStatuses.Writable(options)] },
        new("customer", WooType.Integer),
        new("product", WooType.Integer),
        new("dp", WooType.Integer) { Default = Currencies.Decimals(options.Currency) },
        new("created_via", WooType.TextList),
        new("order_item_display_meta", WooType.Boolean) { Default = false, IsBuilt = false },
        new("include_meta", WooType.TextList) { Default = Array.Empty<string>() },
        new("exclude_meta", WooType.TextList) { Default = Array.Empty<string>(), IsBuilt = false },
    ];

    public static IReadOnlyList<WooParameter> Refunds(ShopOptions options) =>
    [
        .. Paging("date", "id", "include", "title", "slug", "modified"),
        new("dp", WooType.Integer) { Default = Currencies.Decimals(options.Currency) },
    ];

    public static IReadOnlyList<WooParameter> Webhooks { get; } =
    [
        Context,
        new("page", WooType.Integer) { Default = 1, Minimum = 1 },
        new("per_page", WooType.Integer) { Default = 10, Minimum = 1, Maximum = 100 },
        new("search", WooType.Text) { IsBuilt = false },
        new("after", WooType.Date) { IsBuilt = false },
        new("before", WooType.Date) { IsBuilt = false },
        new("exclude", WooType.IntegerList) { Default = Array.Empty<int>(), IsBuilt = false },
        new("include", WooType.IntegerList) { Default = Array.Empty<int>(), IsBuilt = false },
        new("offset", WooType.Integer),
        new("order", WooType.Text) { Default = "desc", OneOf = ["asc", "desc"] },
        new("orderby", WooType.Text) { Default = "date", OneOf = ["date", "id", "title"], NotBuiltValues = ["title"] },
        new("status", WooType.Text) { Default = "all", OneOf = ["all", "active", "paused", "disabled"] },
    ];

    public static IReadOnlyList<WooParameter> None { get; } = [];

    public static IReadOnlyList<WooParameter> ContextOnly { get; } = [Context];

    /// <summary>The number in the address, which the index lists as an argument too.</summary>
    public static IReadOnlyList<WooParameter> Number(string name) => [new(name, WooType.Integer)];

    public static IReadOnlyList<WooParameter> SettingsGroup { get; } = [new("group", WooType.Text)];

    public static IReadOnlyList<WooParameter> ViewOnly { get; } = [Context with { OneOf = ["view"] }];

    public static IReadOnlyList<WooParameter> OfIndex { get; } = [new("context", WooType.Untold) { Default = "view" }];

    public static IReadOnlyList<WooParameter> OfNamespace { get; } = [new("namespace", WooType.Untold) { Default = "wc/v3" }, .. OfIndex];
}

internal static class OrderStatuses
{
    public const string CheckoutDraft = "checkout-draft";

    private static readonly (string Slug, string Name)[] Core =
    [
        ("pending", "Pending payment"), ("processing", "Processing"), ("on-hold", "On hold"), ("completed", "Completed"),
        ("cancelled", "Cancelled"), ("refunded", "Refunded"), ("failed", "Failed"), (CheckoutDraft, "Draft"),
    ];

    /// <summary>Every status the shop has registered, in its order.</summary>
    public static IEnumerable<(string Slug, string Name)> Registered(ShopOptions options) => Core.Concat(options.CustomStatuses);

    public static IEnumerable<string> Writable(ShopOptions options) => ["auto-draft", .. Registered(options).Select(status => status.Slug)];
}
