using System.Text.RegularExpressions;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>Answers requests as a WooCommerce shop does. A write to anything but webhooks is refused as a read-only key's would be.</summary>
internal sealed class WooServer
{
    private readonly ShopOptions _options;
    private readonly ShopData _data;
    private readonly Addresses _addresses;
    private readonly WooSignIn _signIn;
    private readonly IReadOnlyList<WooRoute> _routes;

    public WooServer(ShopOptions options, ShopData data, PracticeKeys keys, Addresses addresses)
    {
        (_options, _data, _addresses) = (options, data, addresses);
        _signIn = new WooSignIn(keys, addresses.Home);
        Webhooks = new PracticeWebhooks(options, addresses.Home, Payload);
        _routes = new WooRoutes(options, data, addresses, Webhooks).All;
    }

    public PracticeWebhooks Webhooks { get; }

    public WooAnswer Answer(WooRequest request)
    {
        var route = request.Route;
        if (route.Length == 0)
        {
            return FrontPage();
        }

        if (_options.PlainPermalinks && !request.UsesRestRoute)
        {
            return FrontPage() with { Status = 404 };
        }

        var caller = KeysOpen(request, route) ? _signIn.SignIn(request) : Caller.Nobody;
        if (caller.Refusal is { } refusal)
        {
            return refusal;
        }

        var answer = _data.Read(_ => Dispatch(request, route, caller));
        return answer with { SignedIn = caller.Key is not null };
    }

    private bool KeysOpen(WooRequest request, string route) =>
        (route.StartsWith("/wc/", StringComparison.Ordinal) || route.StartsWith("/wc-", StringComparison.Ordinal))
        && (!request.UsesRestRoute || _options.KeysOpenRestRoute);

    // WordPress's order: the key's own rights, then the route, then the arguments, then the user's rights.
    private WooAnswer Dispatch(WooRequest request, string path, Caller caller)
    {
        if (caller.Key is { } key && (request.IsRead ? !key.MayRead : !key.MayWrite || FindRoute(path) is not { Route.Write: not null }))
        {
            return WooErrors.NotAuthenticated($"The API key provided does not have {(request.IsRead ? "read" : "write")} permissions.");
        }

        if (FindRoute(path) is not var (route, match) || !(request.IsRead || route.Methods.Contains(request.Method)))
        {
            return WooErrors.NoRoute;
        }

        var invalid = Invalid(request, route);
        var allow = MayUse(route, caller) ? string.Join(", ", route.Methods) : null;
        if (invalid.Count > 0)
        {
            return WooErrors.InvalidParameters(invalid) with { Allow = allow };
        }

        if (!request.IsRead)
        {
            return allow is not null && route.Write is { } write ? write(Call(request, route, match)) with { Allow = allow } : WooErrors.CannotCreate;
        }

        if (allow is null)
        {
            return WooErrors.CannotView(caller.Key is not null, route.IsSingle);
        }

        return NotBuilt(request, route) ?? route.Answer(Call(request, route, match)) with { Allow = allow };
    }

    private WooCall Call(WooRequest request, WooRoute route, Match match) =>
        new(request, match, new WooQuery(request.Arguments, route.Parameters), _data);

    // A message carries what the API would answer to whoever owns the webhook.
    private ReadOnlyMemory<byte>? Payload(string resource, long id) => _data.Read<ReadOnlyMemory<byte>?>(_ =>
    {
        var path = $"/wc/v3/{resource}s/{id}";
        var (route, match) = FindRoute(path)!.Value;
        var answer = route.Answer(Call(new WooRequest("GET", "https", path, new PhpQuery(""), null, _options.Clock.GetUtcNow()), route, match));
        return answer.Status == 200 ? answer.Body : null;
    });

    private (WooRoute Route, Match Match)? FindRoute(string path)
    {
        foreach (var route in _routes)
        {
            if (route.Match(path) is { Success: true } match)
            {
                return (route, match);
            }
        }

        return null;
    }

    private bool MayUse(WooRoute route, Caller caller) =>
        route.IsPublic || (caller.Key is not null
            && (_options.MayManageShop || !route.IsForManagers)
            && (_options.MayReadSystemStatus || route.Pattern != "/wc/v3/system_status"));

    private static List<InvalidParameter> Invalid(WooRequest request, WooRoute route) =>
        request.IsRead
            ? [.. route.Parameters.Select(known => request.Query.Find(known.Name) is { } value ? known.Check(value) : null).OfType<InvalidParameter>()]
            : [];

    private static WooAnswer? NotBuilt(WooRequest request, WooRoute route)
    {
        var unknown = route.Parameters.FirstOrDefault(known =>
            request.Query.Find(known.Name) is { } sent && (!known.IsBuilt || known.NotBuiltValues.Contains(sent.Single)));
        return unknown is null ? null : WooErrors.Of(501, "sandbox_not_built", $"The practice shop does not know {unknown.Name}={request.Query.Text(unknown.Name)} yet; a real one does.");
    }

    private WooAnswer FrontPage() =>
        new(200, System.Text.Encoding.UTF8.GetBytes($"<!doctype html><title>{System.Net.WebUtility.HtmlEncode(_options.Name)}</title><h1>{System.Net.WebUtility.HtmlEncode(_options.Name)}</h1><p>A practice shop. Nothing here is for sale. {_addresses.Home}</p>"))
        {
            ContentType = "text/html; charset=UTF-8",
        };
}
