using System.Text.RegularExpressions;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>Answers requests as a WooCommerce shop does. Reads only: a write is refused as a read-only key's would be.</summary>
internal sealed class WooServer(ShopOptions options, ShopData data, PracticeKeys keys, Addresses addresses)
{
    private readonly WooSignIn _signIn = new(keys, addresses.Home);
    private readonly IReadOnlyList<WooRoute> _routes = new WooRoutes(options, data, addresses).All;

    public WooAnswer Answer(WooRequest request)
    {
        var route = request.Route;
        if (route.Length == 0)
        {
            return FrontPage();
        }

        if (options.PlainPermalinks && !request.UsesRestRoute)
        {
            return FrontPage() with { Status = 404 };
        }

        var caller = KeysOpen(request, route) ? _signIn.SignIn(request) : Caller.Nobody;
        if (caller.Refusal is { } refusal)
        {
            return refusal;
        }

        var answer = data.Read(_ => Dispatch(request, route, caller));
        return answer with { SignedIn = caller.Key is not null };
    }

    private bool KeysOpen(WooRequest request, string route) =>
        (route.StartsWith("/wc/", StringComparison.Ordinal) || route.StartsWith("/wc-", StringComparison.Ordinal))
        && (!request.UsesRestRoute || options.KeysOpenRestRoute);

    // WordPress's order: the key's own rights, then the route, then the arguments, then the user's rights.
    private WooAnswer Dispatch(WooRequest request, string path, Caller caller)
    {
        if (caller.Key is { } key && (request.IsRead ? !key.MayRead : true))
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
            return WooErrors.CannotCreate;
        }

        if (allow is null)
        {
            return WooErrors.CannotView(caller.Key is not null, route.IsSingle);
        }

        return NotBuilt(request, route) ?? route.Answer(new WooCall(request, match, new WooQuery(request.Arguments, route.Parameters), data)) with { Allow = allow };
    }

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
            && (options.MayManageShop || !route.IsForManagers)
            && (options.MayReadSystemStatus || route.Pattern != "/wc/v3/system_status"));

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
        new(200, System.Text.Encoding.UTF8.GetBytes($"<!doctype html><title>{System.Net.WebUtility.HtmlEncode(options.Name)}</title><h1>{System.Net.WebUtility.HtmlEncode(options.Name)}</h1><p>A practice shop. Nothing here is for sale. {addresses.Home}</p>"))
        {
            ContentType = "text/html; charset=UTF-8",
        };
}
