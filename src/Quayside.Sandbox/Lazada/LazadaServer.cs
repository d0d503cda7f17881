using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.Lazada;

/// <summary>Answers calls as Lazada's gateway does: it reads who calls, then what is asked. Nothing of the store is ever changed.</summary>
internal sealed class LazadaServer(ShopOptions options, ShopData data, LazadaSeller seller, LazadaTokens tokens, string pictures)
{
    private const int MostOrdersOfItems = 50;
    private static readonly string[] Always = ["app_key", "timestamp", "sign_method", "sign"];
    private static readonly string[] CarrierNames = ["LEX SG", "Ninja Van", "SingPost"];
    private static readonly TimeSpan ClockMayDiffer = TimeSpan.FromSeconds(7200);

    private readonly LazadaGoods _goods = new(options, seller, pictures);
    private readonly LazadaSales _sales = new(options, seller, data);
    private readonly LazadaShelves _shelves = new(data);
    private readonly CallRate? _rate = options.CallsPerSecond is { } most ? new CallRate(most) : null;

    public (JsonObject? Body, LazadaRefusal? Refusal) Answer(LazadaCall call, bool tokensAreRevoked)
    {
        if (RefusalOfCaller(call) is { } stranger)
        {
            return (null, stranger);
        }

        switch (call.Path)
        {
            case "/auth/token/create":
                return tokens.Create(call);
            case "/auth/token/refresh":
                return tokens.Refresh(call);
        }

        if (call.Text("access_token") is not { } token)
        {
            return (null, LazadaRefusal.Missing("access_token"));
        }

        if (tokensAreRevoked || !tokens.LetsIn(token, call.Now))
        {
            return (null, LazadaRefusal.Token);
        }

        return _rate?.Take(call.Now) == false ? (null, LazadaRefusal.TooFrequent) : data.Read(_ => Dispatch(call));
    }

    private (JsonObject? Body, LazadaRefusal? Refusal) Dispatch(LazadaCall call) => call.Path switch
    {
        "/seller/get" => (seller.Describe(), null),
        "/orders/get" => new LazadaLists(options, _goods, _sales, _shelves).Orders(call),
        "/order/get" => Order(call) is { } order ? (new JsonObject { ["data"] = _sales.Write(order, isDetail: true) }, null) : (null, LazadaRefusal.Order(call.Text("order_id") ?? "")),
        "/orders/items/get" => Items(call),
        "/order/items/get" => Order(call) is { } one
            ? (new JsonObject { ["data"] = _sales.WriteUnits(one)["order_items"]!.DeepClone() }, null)
            : (null, LazadaRefusal.Order(call.Text("order_id") ?? "")),
        "/products/get" => new LazadaLists(options, _goods, _sales, _shelves).Products(call),
        "/product/item/get" => Product(call),
        "/shipment/providers/get" when options.Lazada.ListsCarriers => (Carriers(), null),
        _ => (null, LazadaRefusal.Path),
    };

    private LazadaRefusal? RefusalOfCaller(LazadaCall call)
    {
        var missing = Array.Find(Always, name => call.Text(name) is null);
        if (missing is not null)
        {
            return LazadaRefusal.Missing(missing);
        }

        if (call.Text("app_key") != tokens.AppKey)
        {
            return LazadaRefusal.AppKey;
        }

        var isInTime = long.TryParse(call.Text("timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var sent)
            && sent < 100_000_000_000_000 && (call.Now - DateTimeOffset.FromUnixTimeMilliseconds(sent)).Duration() <= ClockMayDiffer;
        return !isInTime ? LazadaRefusal.Timestamp
            : call.Text("sign_method") != "sha256" || call.Text("sign") != call.Signature(tokens.AppSecret) ? LazadaRefusal.Signature
            : null;
    }

    private PracticeOrder? Order(LazadaCall call) => Number(call.Text("order_id")) is { } id && data.FindOrder(id) is { } found && LazadaSales.IsOrder(found) ? found : null;

    private (JsonObject? Body, LazadaRefusal? Refusal) Items(LazadaCall call)
    {
        if (Ids(call.Text("order_ids")) is not { } ids)
        {
            return (null, LazadaRefusal.OrderList);
        }

        if (ids.Count > MostOrdersOfItems)
        {
            return (null, LazadaRefusal.TooManyOrders);
        }

        var orders = ids.Select(data.FindOrder).OfType<PracticeOrder>().Where(LazadaSales.IsOrder).ToList();
        return orders.Count < ids.Count
            ? (null, LazadaRefusal.SomeOrders)
            : (new JsonObject { ["data"] = new JsonArray([.. orders.Select(order => (JsonNode)_sales.WriteUnits(order))]) }, null);
    }

    private (JsonObject? Body, LazadaRefusal? Refusal) Product(LazadaCall call) =>
        Number(call.Text("item_id")) is { } id && data.FindProduct(id) is { } product && (options.Lazada.AllHoldsDeleted || product.Status != "trash")
            ? (new JsonObject { ["data"] = _goods.Write(product, isDetail: true) }, null)
            : (null, LazadaRefusal.Item);

    private static JsonObject Carriers() => new()
    {
        ["data"] = new JsonObject
        {
            ["shipment_providers"] = new JsonArray([.. CarrierNames.Select((name, n) => (JsonNode)new JsonObject
            {
                ["name"] = name,
                ["is_default"] = n == 0 ? 1 : 0,
                ["cod"] = 1,
                ["api_integration"] = 1,
                ["tracking_code_example"] = "",
                ["tracking_url"] = "",
                ["enabled_delivery_options"] = new JsonArray("standard"),
            })]),
        },
    };

    private static List<long>? Ids(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<List<long>>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
