using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;
using Quayside.Stores.Authorisations;

namespace Quayside.Stores;

/// <param name="Settings">By the keys that <c>GET /channels</c> names.</param>
public sealed record CheckBody(string Channel, IReadOnlyDictionary<string, string> Settings);

/// <param name="Channel">By its key; "offline" opens a store that no connector reaches.</param>
/// <param name="Settings">By the keys that <c>GET /channels</c> names; an offline store has none.</param>
/// <param name="HistoryDays">Days of orders to fetch; 90 when left out. Cut to what the channel allows.</param>
/// <param name="IsCopy">An owner says that this shop is a copy of one that is connected.</param>
/// <param name="Country">ISO 3166-1 alpha-2, of an offline store. It and what follows are of an offline store alone.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="WarehouseId">Where its orders are reserved and shipped from; null for the main warehouse.</param>
/// <param name="AllowsBackOrders">Whether an order may ask for more than is available.</param>
public sealed record ConnectBody(
    string Channel, string Name, IReadOnlyDictionary<string, string>? Settings = null, int? HistoryDays = null, bool IsCopy = false,
    string? Country = null, string? Currency = null, long? WarehouseId = null, long? DefaultCarrierId = null, bool AllowsBackOrders = false);

public sealed record SettingsBody(IReadOnlyDictionary<string, string> Settings);

/// <param name="Settings">By the keys that <c>GET /channels</c> names; the ones the store had when left out.</param>
public sealed record ReconnectBody(IReadOnlyDictionary<string, string>? Settings = null);

/// <param name="Listings">Products the shop says it has; null when it does not say.</param>
/// <param name="KnownStoreId">The store that has this shop already; null when it is new.</param>
/// <param name="LooksLikeCopy">The shop's id is known and its address is another: an owner may say it is a copy.</param>
public sealed record CheckView(
    string Name, string? Address, string? Currency, int? Listings, DateTimeOffset? NewestOrderAt,
    IReadOnlyList<IdentityView> Identities, long? KnownStoreId, bool LooksLikeCopy);

/// <param name="Settings">By the keys that <c>GET /channels</c> names: the seller's app, as a rule.</param>
public sealed record AuthoriseBody(string Channel, IReadOnlyDictionary<string, string> Settings);

/// <param name="SignIn">Goes into the settings of check, connect and re-authorise, as "signIn", once the browser is back.</param>
/// <param name="Address">To be opened in a browser, where the seller signs in.</param>
/// <param name="EndsAt">By when the browser has to be back.</param>
public sealed record SignInView(long SignIn, Uri Address, DateTimeOffset EndsAt);

/// <param name="Query">The query of the address that the browser was sent back to, by name.</param>
public sealed record ReturnBody(string Channel, IReadOnlyDictionary<string, string> Query);

/// <param name="Shops">The shops behind the sign-in. The id of one goes into the settings as "shop"; it may be left out where there is one.</param>
public sealed record ReturnedView(long SignIn, IReadOnlyList<ShopChoiceView> Shops);

public sealed record ShopChoiceView(string Id, string Name);

internal static class StoresApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var stores = api.MapGroup("/stores").WithTags("Stores");
        stores.MapGet("", ListAsync).WithName("listStores").WithSummary("Which stores there are").Refuses(400);
        stores.MapGet("/{id:long}", GetAsync).WithName("getStore").WithSummary("One store").Refuses(404);
        stores.MapPost("/check", CheckAsync).RequireAuthorization(SignIn.MayOwn).WithName("checkShop")
            .WithSummary("Which shop answers to these settings; nothing is kept").Refuses(400, 422);
        stores.MapPost("/authorise", AuthoriseAsync).RequireAuthorization(SignIn.MayOwn).WithName("authorise")
            .WithSummary("Begin a sign-in at a channel whose sellers sign in there").Refuses(400, 422);
        stores.MapPost("/authorise/return", ReturnAsync).RequireAuthorization(SignIn.MayOwn).WithName("returnFromChannel")
            .WithSummary("End it with what the channel sent the browser back with, once").Refuses(400, 409, 422);
        stores.MapPost("", ConnectAsync).Writes(SignIn.MayOwn).WithName("connectStore")
            .WithSummary("Connect a shop and start its initial sync, or open an offline store").Refuses(400, 404);
        stores.MapPut("/{id:long}/offline", ChangeAsync).Writes(SignIn.MayOwn).WithName("changeOfflineStore")
            .WithSummary("Change an offline store's name, warehouse and whether it takes back orders").Refuses(400, 404);
        stores.MapPut("/{id:long}/settings", ReauthoriseAsync).Writes(SignIn.MayOwn).WithName("reauthoriseStore")
            .WithSummary("Replace a store's settings with ones that reach the same seller").Refuses(400, 404);
        stores.MapPost("/{id:long}/disconnect", DisconnectAsync).Writes(SignIn.MayOwn).WithName("disconnectStore")
            .WithSummary("Archive a store; catalogue, orders and links stay").Refuses(404);
        stores.MapPost("/{id:long}/reconnect", ReconnectAsync).Writes(SignIn.MayOwn).WithName("reconnectStore")
            .WithSummary("Bring an archived store back").Refuses(400, 404);
    }

    private static async Task<Results<Ok<Slice<StoreView>>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, FindStores find, string? cursor, int? limit, CancellationToken cancellation) =>
        (await find.RunAsync(user.Caller(), cursor, limit ?? Limits.Default, cancellation)).ToAnswer();

    private static async Task<Results<Ok<StoreView>, ProblemHttpResult>> GetAsync(
        ClaimsPrincipal user, FindStores find, long id, CancellationToken cancellation) =>
        (await find.OneAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<CheckView>, ProblemHttpResult>> CheckAsync(
        ClaimsPrincipal user, CheckShop check, CheckBody body, CancellationToken cancellation)
    {
        var found = await check.RunAsync(user.Caller(), body.Channel, body.Settings, cancellation);
        return found.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(View(found.Value!));
    }

    private static async Task<Results<Ok<SignInView>, ProblemHttpResult>> AuthoriseAsync(
        ClaimsPrincipal user, HttpRequest request, BeginChannelSignIn begin, AuthoriseBody body, CancellationToken cancellation)
    {
        var origin = new Uri($"{request.Scheme}://{request.Host}");
        var begun = await begin.RunAsync(user.Caller(), new SignInRequest(body.Channel, body.Settings, origin), cancellation);
        return begun.Refusal is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Ok(new SignInView(begun.Value!.Id, begun.Value.Address, begun.Value.EndsAt));
    }

    private static async Task<Results<Ok<ReturnedView>, ProblemHttpResult>> ReturnAsync(
        ClaimsPrincipal user, FinishChannelSignIn finish, ReturnBody body, CancellationToken cancellation)
    {
        var back = await finish.RunAsync(user.Caller(), body.Channel, body.Query, cancellation);
        return back.Refusal is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Ok(new ReturnedView(back.Value!.Id, [.. back.Value.Shops.Select(s => new ShopChoiceView(s.Id, s.Name))]));
    }

    private static CheckView View(CheckedShop found)
    {
        var shop = found.Check.Shop;
        return new CheckView(
            shop.Name, shop.Address, shop.Currency?.Code, found.Check.Listings is { } count ? checked((int)count) : null,
            found.Check.NewestOrderAt, [.. shop.Identities.Select(i => new IdentityView(i.Kind, i.Value))],
            found.KnownStore?.Id, found.LooksLikeCopy);
    }

    private static async Task<Results<Created<StoreView>, ProblemHttpResult>> ConnectAsync(
        ClaimsPrincipal user, ConnectStore connect, OpenOfflineStore open, FindStores find, ConnectBody body, CancellationToken cancellation)
    {
        var opened = body.Channel == Store.OfflineChannel
            ? await open.RunAsync(user.Caller(), Offline(body), cancellation)
            : await connect.RunAsync(
                user.Caller(),
                new ConnectRequest(body.Channel, body.Name, body.Settings ?? new Dictionary<string, string>(), body.HistoryDays, body.IsCopy),
                cancellation);
        var store = await Shown(user, find, opened, cancellation);
        return store.Refusal is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Created($"/api/v1/stores/{store.Value!.Id}", store.Value);
    }

    private static OfflineStoreRequest Offline(ConnectBody body) => new(
        body.Name, body.Country ?? "", body.Currency ?? "", body.WarehouseId, body.DefaultCarrierId, body.AllowsBackOrders);

    private static async Task<Results<Ok<StoreView>, ProblemHttpResult>> ChangeAsync(
        ClaimsPrincipal user, ChangeOfflineStore change, FindStores find, long id, OfflineStoreSettings body, CancellationToken cancellation) =>
        (await Shown(user, find, await change.RunAsync(user.Caller(), id, body, cancellation), cancellation)).ToAnswer();

    private static async Task<Results<Ok<StoreView>, ProblemHttpResult>> ReauthoriseAsync(
        ClaimsPrincipal user, ReauthoriseStore reauthorise, FindStores find, long id, SettingsBody body, CancellationToken cancellation) =>
        (await Shown(user, find, await reauthorise.RunAsync(user.Caller(), id, body.Settings, cancellation), cancellation)).ToAnswer();

    private static async Task<Results<Ok<StoreView>, ProblemHttpResult>> DisconnectAsync(
        ClaimsPrincipal user, DisconnectStore disconnect, FindStores find, long id, CancellationToken cancellation) =>
        (await Shown(user, find, await disconnect.RunAsync(user.Caller(), id, cancellation), cancellation)).ToAnswer();

    private static async Task<Results<Ok<StoreView>, ProblemHttpResult>> ReconnectAsync(
        ClaimsPrincipal user, ReconnectStore reconnect, FindStores find, long id, ReconnectBody? body, CancellationToken cancellation) =>
        (await Shown(user, find, await reconnect.RunAsync(user.Caller(), id, body?.Settings, cancellation), cancellation)).ToAnswer();

    private static async Task<Outcome<StoreView>> Shown(
        ClaimsPrincipal user, FindStores find, Outcome<Store> outcome, CancellationToken cancellation) =>
        outcome.Refusal is { } refusal ? refusal : await find.OneAsync(user.Caller(), outcome.Value!.Id, cancellation);
}
