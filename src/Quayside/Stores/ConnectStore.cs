using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>Connects a shop: asks who it is, refuses one that is connected already, stores it and starts its initial sync.</summary>
public sealed class ConnectStore(AskShop shops, Databases databases, Secrets secrets, StoreWaker waker, TimeProvider clock)
{
    public const int DefaultHistoryDays = 90;
    public const int MostHistoryDays = 730;

    /// <returns>Refused: forbidden, channel.unknown, setting.missing, store.name, store.history_days, store.check_failed,
    /// store.already_connected (with StoreId), authorisation.*. Nothing half-made is left behind.</returns>
    public async Task<Outcome<Store>> RunAsync(Caller caller, ConnectRequest request, CancellationToken cancellation)
    {
        if ((caller.Needs(Role.Owner) ?? Check(request)) is { } refusal)
        {
            return refusal;
        }

        var asked = await shops.AskAsync(
            caller, request.Channel, request.Settings, (c, connection, stop) => c.IdentifyAsync(connection, stop), cancellation);
        if (asked.Refusal is { } failed)
        {
            return failed;
        }

        // The same shop, or another one behind the same sign-in, may be connected in this very moment: unique indexes let one of them in first.
        return await WriteAgain.RunAsync(() => SaveAsync(caller, request, asked.Value!, cancellation));
    }

    private static Refusal? Check(ConnectRequest request) => request switch
    {
        { Name: var name } when string.IsNullOrWhiteSpace(name) || name.Length > 200 =>
            new Refusal("store.name", "Give the store a name of 1 to 200 characters."),
        { HistoryDays: < 1 or > MostHistoryDays } =>
            new Refusal("store.history_days", $"Orders can be fetched for 1 to {MostHistoryDays} days."),
        _ => null,
    };

    private async Task<Outcome<Store>> SaveAsync(
        Caller caller, ConnectRequest request, AskShop.Answer<ShopIdentity> answer, CancellationToken cancellation)
    {
        var shop = answer.Value;
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        var known = await ShopIdentities.FindAsync(write.Db, request.Channel, shop, cancellation);
        var isCopy = request.IsCopy && known.LooksLikeCopy;
        if (known.Store is not null && !isCopy)
        {
            return ShopIdentities.AlreadyConnected(known.Store);
        }

        var now = clock.GetUtcNow();
        var asked = request.HistoryDays ?? DefaultHistoryDays;
        var days = Math.Min(asked, answer.Connector.Info.HistoryDays ?? asked);
        var store = new Store
        {
            OrganisationId = caller.OrganisationId,
            Channel = request.Channel,
            Name = request.Name.Trim(),
            ShopName = shop.Name,
            Address = shop.Address,
            Currency = shop.Currency?.Code,
            Settings = secrets.Protect(answer.Settings),
            Facts = OpenShop.ToText(shop.Facts),
            HistoryDays = days,
            ConnectedAt = now,
            CopyOfStoreId = isCopy ? known.Store!.Id : null,
            AuthorisationId = await shops.KeepSignInAsync(write.Db, answer, null, cancellation),
        };
        write.Db.Stores.Add(store);
        write.Db.StoreIdentities.AddRange(shop.Identities
            .Where(i => !known.Known.Any(k => k.Kind == i.Kind))
            .Select(i => ShopIdentities.Row(caller.OrganisationId, store, i)));
        var cut = days < asked ? $"{answer.Connector.Info.Name} gives out orders of the last {days} days only." : null;
        NewSession.Add(write.Db, store, answer.Connector, SyncKind.Initial, cut, now);
        Audit.Add(write.Db, caller, isCopy ? "store.connected_as_copy" : "store.connected", $"Connected {store.Name} ({shop.Name})", now, store.Id);
        await write.CommitAsync(cancellation);
        waker.Nudge();
        return store;
    }
}

/// <param name="HistoryDays">Days of orders to fetch, 1 to 730; null for 90. Cut to what the channel allows.</param>
/// <param name="IsCopy">An owner says that this shop is a copy of one that is connected: only its address must be new.</param>
public sealed record ConnectRequest(
    string Channel, string Name, IReadOnlyDictionary<string, string> Settings, int? HistoryDays = null, bool IsCopy = false);
