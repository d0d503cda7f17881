namespace Quayside.Sandbox.WooCommerce;

/// <summary>The routes that are built, in the real index's words.</summary>
internal sealed class WooRoutes
{
    private static readonly string[] Get = ["GET"];
    private static readonly string[] GetPost = ["GET", "POST"];
    private readonly ShopOptions _options;
    private readonly WooLists _lists;
    private readonly Selection _selection;
    private readonly ProductShape _products;
    private readonly VariationShape _variations;
    private readonly OrderShape _orders;
    private readonly RefundShape _refunds;
    private readonly ShippingShape _shipping;
    private readonly StatusShape _status;
    private readonly IndexShape _index;
    private readonly WebhookDesk _webhooks;
    private readonly Addresses _addresses;

    public WooRoutes(ShopOptions options, ShopData data, Addresses addresses, PracticeWebhooks webhooks)
    {
        _options = options;
        _addresses = addresses;
        _lists = new WooLists(options, addresses);
        _selection = new Selection(options);
        _products = new ProductShape(options, addresses);
        _variations = new VariationShape(options, addresses);
        _orders = new OrderShape(options, addresses, data);
        _refunds = new RefundShape(options, addresses, data);
        _shipping = new ShippingShape(addresses);
        _status = new StatusShape(options, addresses);
        _index = new IndexShape(options, addresses);
        _webhooks = new WebhookDesk(options, addresses, webhooks);
        All = [.. Index(), .. Catalogue(), .. Orders(), .. Shipping(), .. Shop(), .. Webhooks()];
    }

    public IReadOnlyList<WooRoute> All { get; }

    private IEnumerable<WooRoute> Index() =>
    [
        new("/", Get, WooArguments.OfIndex, call => WooLists.Whole(_index.Root(All, call.Fields), call.Fields, counted: false)) { IsPublic = true },
        new("/wc/v3", Get, WooArguments.OfNamespace, call => WooLists.Whole(_index.Namespace(All), call.Fields, counted: false)) { IsPublic = true },
    ];

    private IEnumerable<WooRoute> Catalogue()
    {
        yield return new("/wc/v3/products", GetPost, WooArguments.Products, call =>
            _lists.Page(call, "products", () => _selection.Products(call.Data, call.Query), _products.Write));
        yield return new(@"/wc/v3/products/(?P<id>[\d]+)", Links.All, WooArguments.ContextOnly, Product) { IsSingle = true };
        yield return new(@"/wc/v3/products/(?P<product_id>[\d]+)/variations", GetPost, WooArguments.Variations, call =>
            _lists.Page(call, $"products/{call.Id("product_id")}/variations", () => Variations(call, call.Id("product_id")), (json, row, fields) => _variations.Write(json, row, fields, flat: false)));
        yield return new(@"/wc/v3/products/(?P<product_id>[\d]+)/variations/(?P<id>[\d]+)", Links.All, WooArguments.ContextOnly, Variation) { IsSingle = true };
        if (_options.FlatVariations)
        {
            yield return new("/wc/v3/variations", Get, WooArguments.Variations, call =>
                _lists.Page(call, "variations", () => Variations(call, null), (json, row, fields) => _variations.Write(json, row, fields, flat: true)));
        }
    }

    private IEnumerable<WooRoute> Orders() =>
    [
        new("/wc/v3/orders", GetPost, WooArguments.Orders(_options), call =>
            _lists.Page(call, "orders", () => _selection.Orders(call.Data, call.Query), (json, order, fields) => _orders.Write(json, order, fields, Decimals(call)))),
        new(@"/wc/v3/orders/(?P<id>[\d]+)", Links.All, WooArguments.ContextOnly, Order) { IsSingle = true },
        new(@"/wc/v3/orders/(?P<order_id>[\d]+)/refunds", GetPost, WooArguments.Refunds(_options), Refunds),
    ];

    private IEnumerable<WooRoute> Shipping() =>
    [
        new("/wc/v3/shipping/zones", GetPost, WooArguments.None, call => WooLists.Whole(_shipping.AllZones(call.Data), call.Fields, counted: true)) { IsForManagers = true },
        new(@"/wc/v3/shipping/zones/(?P<id>[\d]+)", Links.All, WooArguments.Number("id"), call => Zone(call, "id", zone => WooLists.One(_shipping.Zone(zone), call.Fields))) { IsForManagers = true, IsSingle = true },
        new(@"/wc/v3/shipping/zones/(?P<id>[\d]+)/locations", Links.NoDelete, WooArguments.Number("id"), call => Zone(call, "id", zone => WooLists.Whole(_shipping.Locations(zone), call.Fields, counted: true))) { IsForManagers = true },
        new(@"/wc/v3/shipping/zones/(?P<zone_id>[\d]+)/methods", GetPost, WooArguments.Number("zone_id"), call => Zone(call, "zone_id", zone => WooLists.Whole(_shipping.Methods(zone), call.Fields, counted: true))) { IsForManagers = true },
        new("/wc/v3/shipping_methods", Get, WooArguments.ViewOnly, call => WooLists.Whole(_shipping.MethodKinds(), call.Fields, counted: true)) { IsForManagers = true },
    ];

    private IEnumerable<WooRoute> Shop() =>
    [
        new("/wc/v3/system_status", Get, WooArguments.ViewOnly, call => WooLists.Whole(_status.SystemStatus(), call.Fields, counted: false)) { IsForManagers = true },
        new(@"/wc/v3/settings/(?P<group_id>[\w-]+)", Get, WooArguments.SettingsGroup, Settings) { IsForManagers = true },
        new("/wc/v3/data/currencies/current", Get, WooArguments.None, call => WooLists.One(_status.Currency(), call.Fields)) { IsForManagers = true, IsSingle = true },
        new("/wc/v3/reports/orders/totals", Get, WooArguments.ViewOnly, call => WooLists.Whole(_status.OrderTotals(call.Data), call.Fields, counted: false)) { IsForManagers = true },
    ];

    private IEnumerable<WooRoute> Webhooks() =>
    [
        new("/wc/v3/webhooks", GetPost, WooArguments.Webhooks, _webhooks.List) { IsForManagers = true, Write = _webhooks.Create },
        new(@"/wc/v3/webhooks/(?P<id>[\d]+)", Links.All, WooArguments.ContextOnly, _webhooks.Get)
        {
            IsForManagers = true,
            IsSingle = true,
            Write = call => call.Request.Method == "DELETE" ? _webhooks.Delete(call) : _webhooks.Change(call),
        },
    ];

    private WooAnswer Settings(WooCall call) => call.Match.Groups["group_id"].Value == "general"
        ? WooLists.Whole(_status.GeneralSettings(), call.Fields, counted: false)
        : WooErrors.Of(404, "rest_setting_setting_group_invalid", "Invalid setting group.");

    private WooAnswer Product(WooCall call)
    {
        PracticeSellable? found = call.Data.FindProduct(call.Id("id"));
        found ??= call.Data.FindVariation(call.Id("id"));
        if (found is null)
        {
            return WooErrors.Of(404, "woocommerce_rest_product_invalid_id", "Invalid ID.");
        }

        var page = found is PracticeVariation variation ? _addresses.Page(variation.Parent, variation) : _addresses.Page((PracticeProduct)found, null);
        return WooLists.One(found, _products.Write, call.Fields) with { Link = $"<{page}>; rel=\"alternate\"; type=text/html" };
    }

    private WooAnswer Variation(WooCall call) =>
        call.Data.FindVariation(call.Id("id")) is { } variation
            ? WooLists.One(variation, (json, row, fields) => _variations.Write(json, row, fields, flat: false), call.Fields)
            : WooErrors.Of(404, "woocommerce_rest_product_variation_invalid_id", "Invalid ID.");

    private List<PracticeVariation> Variations(WooCall call, long? parent) =>
        [.. _selection.Variations(call.Data, call.Query, parent).Cast<PracticeVariation>()];

    private WooAnswer Order(WooCall call) =>
        call.Data.FindOrder(call.Id("id")) is { } order
            ? WooLists.One(order, (json, row, fields) => _orders.Write(json, row, fields, Decimals(call)), call.Fields)
            : WooErrors.Of(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.");

    private WooAnswer Refunds(WooCall call)
    {
        var order = call.Data.FindOrder(call.Id("order_id"));
        return _lists.Page(
            call,
            $"orders/{call.Id("order_id")}/refunds",
            () => order?.Refunds.OrderBy(refund => call.Query.Descending ? -refund.Id : refund.Id).ToList() ?? [],
            (json, refund, fields) => _refunds.Write(json, order!, refund, fields, Decimals(call)));
    }

    private static WooAnswer Zone(WooCall call, string name, Func<PracticeZone, WooAnswer> answer) =>
        call.Data.Zones.FirstOrDefault(zone => zone.Id == call.Id(name)) is { } zone
            ? answer(zone)
            : WooErrors.Of(404, "woocommerce_rest_shipping_zone_invalid", "Invalid shipping zone ID.");

    private int Decimals(WooCall call) => (int)(call.Query.Number("dp") ?? Currencies.Decimals(_options.Currency));
}
