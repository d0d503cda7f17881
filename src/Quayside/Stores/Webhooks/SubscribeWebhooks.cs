using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Stores.Webhooks;

/// <summary>Asks for webhooks in a store's shop, on behalf of a person who read what will be created there. Repeating creates what is
/// missing and switches on again what the shop switched off.</summary>
public sealed class SubscribeWebhooks(
    Databases databases, ConnectorList connectors, Secrets secrets, Settings settings, StoreRestart work)
{
    /// <param name="topics">The topics that the person agreed to: all that <see cref="GetWebhooks"/> offers, else nothing is created.</param>
    /// <returns>Refused: not_found, forbidden, store.disconnected, webhooks.not_offered, webhooks.no_address, webhooks.topics.</returns>
    public async Task<Refusal?> RunAsync(Caller caller, long storeId, IReadOnlyList<string> topics, CancellationToken cancellation)
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

        if (Check(store, topics) is { } reason)
        {
            return reason;
        }

        await RequestAsync(write.Db, caller, store, cancellation);
        Audit.Add(write.Db, caller, "webhooks.requested", $"Webhooks in {store.Name}: {string.Join(", ", topics)}", work.Now, storeId);
        await write.CommitAsync(cancellation);
        work.Nudge();
        return null;
    }

    private Refusal? Check(Store store, IReadOnlyList<string> topics)
    {
        if (store.DisconnectedAt is not null)
        {
            return new Refusal("store.disconnected", $"\"{store.Name}\" is disconnected. Reconnect it first.");
        }

        if (connectors.Find(store.Channel) is not IOffersWebhooks channel)
        {
            return new Refusal("webhooks.not_offered", GetWebhooks.NotOffered);
        }

        if (settings.PublicAddress is null)
        {
            return new Refusal("webhooks.no_address", GetWebhooks.NoAddress);
        }

        return channel.WebhookTopics.Select(t => t.Topic).ToHashSet().SetEquals(topics)
            ? null
            : new Refusal("webhooks.topics", "Nothing was created: what was agreed to is not what would be created. Look at the topics again.");
    }

    private async Task RequestAsync(QuaysideDb db, Caller caller, Store store, CancellationToken cancellation)
    {
        var row = await db.StoreWebhooks.SingleOrDefaultAsync(w => w.StoreId == store.Id, cancellation);
        var before = row is null ? null : WebhookAddress.Read(secrets, row.Secret);
        var address = before is not null && row!.State != WebhooksState.Removed && before.IsUnder(settings.PublicAddress!)
            ? before
            : WebhookAddress.New(settings.PublicAddress!) with { Former = before?.Address };
        if (row is null)
        {
            row = new StoreWebhooks
            {
                StoreId = store.Id,
                OrganisationId = store.OrganisationId,
                State = WebhooksState.Requested,
                TokenHash = address.TokenHash,
                Secret = address.Protect(secrets),
                RequestedAt = work.Now,
                RequestedBy = caller.Name,
            };
            db.StoreWebhooks.Add(row);
        }

        (row.State, row.Text, row.FailuresInARow) = (WebhooksState.Requested, null, 0);
        (row.RequestedAt, row.RequestedBy, row.ChoreAt, row.NotBefore) = (work.Now, caller.Name, work.Now, null);
        (row.TokenHash, row.Secret) = (address.TokenHash, address.Protect(secrets));
    }
}
