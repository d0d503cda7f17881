using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;

namespace Quayside.Stores.Sync;

/// <summary>Asks the shop once more who it is, before anything is called gone: an address may have come to another shop.</summary>
internal static class SameShop
{
    /// <summary>Keeps what the shop says of itself, such as order statuses that a plugin has added.</summary>
    /// <exception cref="ConnectorException">NeedsReauth: another shop answers. Or the shop did not say.</exception>
    public static async Task EnsureAsync(RunContext run, CancellationToken cancellation)
    {
        var shop = await run.Connector.IdentifyAsync(run.Connection, cancellation);
        await using var write = await run.BeginAsync(cancellation);
        var ofStore = await write.Db.StoreIdentities.Where(i => i.StoreId == run.Target.StoreId).ToListAsync(cancellation);
        if (ofStore.Count > 0 && !ShopIdentities.AreOfSameSeller(ofStore, shop))
        {
            throw new ConnectorException(
                FailureKind.NeedsReauth, $"Another shop answers at this address: \"{shop.Name}\". Nothing was changed. Enter settings that reach the store's own shop.");
        }

        var facts = OpenShop.ToText(shop.Facts);
        await write.Db.Stores.Where(s => s.Id == run.Target.StoreId).ExecuteUpdateAsync(s => s.SetProperty(x => x.Facts, facts), cancellation);
        await write.CommitAsync(cancellation);
        run.Connection = run.Connection with { Facts = shop.Facts };
    }
}
