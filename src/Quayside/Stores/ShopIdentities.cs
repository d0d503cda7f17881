using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;

namespace Quayside.Stores;

/// <summary>Which stores of an organisation have a shop's identities already, archived ones included.</summary>
internal sealed record ShopIdentities(IReadOnlyList<StoreIdentity> Known, Store? Store)
{
    /// <summary>Only a strong identity is known and no address: what a copy of a shop on another host looks like.</summary>
    public bool LooksLikeCopy => Known.Count > 0 && Known.All(k => k.Strong);

    public static async Task<ShopIdentities> FindAsync(
        QuaysideDb db, string channel, ShopIdentity shop, CancellationToken cancellation)
    {
        var values = shop.Identities.Select(i => i.Value).ToList();
        var candidates = await db.StoreIdentities.AsNoTracking()
            .Where(i => i.Channel == channel && values.Contains(i.Value)).ToListAsync(cancellation);
        var known = candidates.Where(c => shop.Identities.Any(i => i.Kind == c.Kind && i.Value == c.Value)).ToList();
        if (known.Count == 0)
        {
            return new ShopIdentities([], null);
        }

        // The address decides which store is named: a copy shares the strong identity with its original.
        var storeId = known.OrderBy(k => k.Strong).First().StoreId;
        return new ShopIdentities(known, await db.Stores.AsNoTracking().SingleAsync(s => s.Id == storeId, cancellation));
    }

    /// <summary>Whether the shop that answered is the seller that a store's identities name.</summary>
    public static bool AreOfSameSeller(IReadOnlyList<StoreIdentity> ofStore, ShopIdentity shop)
    {
        var strong = ofStore.Where(i => i.Strong).ToList();
        var comparable = shop.Identities.Where(i => i.Strong && strong.Any(s => s.Kind == i.Kind)).ToList();
        return comparable.Count > 0
            ? comparable.All(i => strong.Any(s => s.Kind == i.Kind && s.Value == i.Value))
            : shop.Identities.Any(i => ofStore.Any(s => s.Kind == i.Kind && s.Value == i.Value));
    }

    public static Refusal AlreadyConnected(Store store) => new(
        "store.already_connected",
        store.Mode != StoreMode.Offline && store.DisconnectedAt is not null
            ? $"This shop was connected before, as \"{store.Name}\". Reconnect that store: everything it had is still there."
            : $"This shop is connected already, as \"{store.Name}\".")
    {
        StoreId = store.Id,
    };

    public static StoreIdentity Row(long organisationId, Store store, SellerIdentity identity) => new()
    {
        OrganisationId = organisationId,
        StoreId = store.Id,
        Channel = store.Channel,
        Kind = identity.Kind,
        Value = identity.Value,
        Strong = identity.Strong,
    };
}
