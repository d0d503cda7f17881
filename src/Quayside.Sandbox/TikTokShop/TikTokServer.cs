using System.Text.Json.Nodes;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>Answers calls of the API: it reads who calls, then what is asked. Nothing of a shop is ever changed.</summary>
internal sealed class TikTokServer
{
    private const string Products = "seller.product.basic";
    private const string Orders = "seller.order.info";
    private const string Logistics = "seller.logistics";
    private const string Fulfilment = "seller.fulfillment.basic";

    private readonly TikTokGate _gate;
    private readonly IReadOnlyList<TikTokStore> _stores;
    private readonly IReadOnlyList<TikTokRoute> _routes;
    private readonly int? _callsPerSecond;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Shop, string Api), CallRate> _rates = [];

    public TikTokServer(ShopOptions options, TikTokApp app, IReadOnlyList<TikTokStore> stores, string pictures)
    {
        _gate = new TikTokGate(app, options.TikTok, stores);
        _stores = stores;
        _callsPerSecond = options.CallsPerSecond;
        _routes =
        [
            new("GET", "/authorization/202309/shops", false, ["seller.authorization.info"], (_, _, _) => Shops()),
            OfShop("POST", "/product/202502/products/search", [Products], (store, call, _) => new TikTokProducts(store, pictures).Search(call)),
            OfShop("GET", "/product/202309/products/*", [Products], (store, _, id) => new TikTokProducts(store, pictures).Detail(id)),
            OfShop("POST", "/product/202309/inventory/search", [Products], (store, call, _) => new TikTokProducts(store, pictures).Stock(call)),
            OfShop("POST", "/order/202309/orders/search", [Orders], (store, call, _) => new TikTokOrders(store, pictures).Search(call)),
            OfShop("GET", "/order/202309/orders", [Orders], (store, call, _) => new TikTokOrders(store, pictures).Details(call)),
            OfShop("GET", "/order/202507/orders", [Orders], (store, call, _) => new TikTokOrders(store, pictures).Details(call)),
            OfShop("GET", "/logistics/202309/warehouses", [Logistics], (store, _, _) => new TikTokCarriers(store).Warehouses()),
            OfShop("GET", "/logistics/202309/warehouses/*/delivery_options", [Logistics], (store, _, id) => new TikTokCarriers(store).OptionsOf(id)),
            OfShop("GET", "/logistics/202309/delivery_options/*/shipping_providers", [Logistics, Fulfilment], (store, _, id) => new TikTokCarriers(store).ProvidersOf(id)),
        ];
    }

    public TikTokAnswer Answer(TikTokCall call)
    {
        var there = _routes.Where(route => route.IdIn(call.Path) is not null).ToList();
        if (there.Find(route => route.Method == call.Method) is not { } route)
        {
            return _gate.RefuseCaller(call)
                ?? (there.Count > 0 ? TikTokRefusal.Method : call.Method == "GET" ? TikTokRefusal.Path

                    // Whatever writes wants a scope that no practice seller gives.
                    : TikTokRefusal.Scope);
        }

        if (_gate.Refuse(call, route) is { } refusal)
        {
            return refusal;
        }

        var store = route.IsOfShop ? _stores.First(one => one.Cipher == call.Text("shop_cipher")) : null;
        return !Takes(call, route) ? TikTokRefusal.TooMany
            : call.Filter() is null ? TikTokRefusal.BodyFormat
            : store is null ? route.Answer(null, call, "")
            : store.Data.Read(_ => route.Answer(store, call, route.IdIn(call.Path)!));
    }

    // Calls of one shop do not count against another's, nor those of one API.
    private bool Takes(TikTokCall call, TikTokRoute route)
    {
        if (_callsPerSecond is not { } most)
        {
            return true;
        }

        lock (_lock)
        {
            var key = (call.Text("shop_cipher") ?? "", $"{route.Method} {route.Template}");
            return (_rates.TryGetValue(key, out var rate) ? rate : _rates[key] = new CallRate(most)).Take(call.Now);
        }
    }

    private JsonObject Shops() => new() { ["shops"] = new JsonArray([.. _stores.Select(store => (JsonNode)store.Describe())]) };

    private static TikTokRoute OfShop(string method, string template, IReadOnlyList<string> scopes, Func<TikTokStore, TikTokCall, string, TikTokAnswer> answer) =>
        new(method, template, true, scopes, (store, call, id) => answer(store!, call, id));
}
