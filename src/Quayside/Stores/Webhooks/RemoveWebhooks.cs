using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Stores.Webhooks;

/// <summary>Asks for the removal of a store's webhooks from its shop. Repeating does nothing.</summary>
public sealed class RemoveWebhooks(Databases databases, StoreRestart work)
{
    /// <returns>Refused: not_found, forbidden, store.disconnected.</returns>
    public async Task<Refusal?> RunAsync(Caller caller, long storeId, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStoreAsync(storeId, cancellation);
        if (await write.Db.Stores.AsNoTracking().SingleOrDefaultAsync(s => s.Id == storeId, cancellation) is not { } store)
        {
            return Refusal.NotFound("store");
        }

        if (store.DisconnectedAt is not null)
        {
            return new Refusal("store.disconnected", $"\"{store.Name}\" is disconnected; its webhooks were removed then.");
        }

        if (await write.Db.StoreWebhooks.SingleOrDefaultAsync(w => w.StoreId == storeId, cancellation)
            is { State: not (WebhooksState.Removing or WebhooksState.Removed) } webhooks)
        {
            (webhooks.State, webhooks.Text, webhooks.FailuresInARow, webhooks.ChoreAt) = (WebhooksState.Removing, null, 0, work.Now);
            Audit.Add(write.Db, caller, "webhooks.removed", $"Webhooks in {store.Name} are taken out", work.Now, storeId);
            await write.CommitAsync(cancellation);
            work.Nudge();
        }

        return null;
    }
}
