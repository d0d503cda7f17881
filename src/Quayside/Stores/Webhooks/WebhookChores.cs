using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Hosting;
using Quayside.Stores.Sync;

namespace Quayside.Stores.Webhooks;

/// <summary>Creates, removes and looks after a store's webhooks in its shop, as a person last asked. Under the store's lease.</summary>
/// <param name="run">Opened so that it may change webhooks, and nothing else, in the shop.</param>
internal sealed class WebhookChores(RunContext run, Secrets secrets)
{
    /// <summary>A shop that disabled a webhook says so to nobody who does not look.</summary>
    public static readonly TimeSpan CheckedEvery = TimeSpan.FromHours(24);

    private const int MostTries = 6;

    /// <exception cref="ConnectorException">NeedsReauth; what was asked for is done once somebody signed in again.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        StoreWebhooks webhooks;
        await using (var db = run.Read())
        {
            webhooks = await db.StoreWebhooks.AsNoTracking().SingleAsync(w => w.StoreId == run.Target.StoreId, cancellation);
        }

        if (WebhookAddress.Read(secrets, webhooks.Secret) is not { } address || run.Connector is not IOffersWebhooks channel)
        {
            await EndAsync(WebhooksState.Failed, "The keys that the webhooks' address was encrypted with are gone. Create them anew.", [], cancellation);
            return;
        }

        try
        {
            await DoAsync(webhooks.State, address, channel, cancellation);
        }
        catch (ConnectorException failure) when (failure.Kind != FailureKind.NeedsReauth)
        {
            await FailAsync(webhooks, failure, cancellation);
        }
    }

    private async Task DoAsync(WebhooksState state, WebhookAddress address, IOffersWebhooks channel, CancellationToken cancellation)
    {
        switch (state)
        {
            case WebhooksState.Requested:
                if (address.Former is { } former)
                {
                    await RemoveAsync(channel, former, cancellation);
                }

                var made = await channel.SubscribeAsync(run.Connection, new WebhookKey(address.Address, address.Secret, run.Connection.Settings), cancellation);
                await EndAsync(WebhooksState.Active, null, made, cancellation);
                break;
            case WebhooksState.Removing:
                var left = await RemoveAsync(channel, address.Address, cancellation);
                await EndAsync(WebhooksState.Removed, LeftBehind([.. left.Select(w => w.Topic)]), left, cancellation);
                break;
            default:
                await EndAsync(state, null, await channel.FindWebhooksAsync(run.Connection, address.Address, cancellation), cancellation);
                break;
        }
    }

    /// <returns>Those that the shop would not let go.</returns>
    private async Task<List<WebhookSubscription>> RemoveAsync(IOffersWebhooks channel, Uri address, CancellationToken cancellation)
    {
        var left = new List<WebhookSubscription>();
        foreach (var subscription in await channel.FindWebhooksAsync(run.Connection, address, cancellation))
        {
            try
            {
                await channel.RemoveWebhookAsync(run.Connection, subscription.Id, cancellation);
            }
            catch (ConnectorException refused) when (refused.Kind == FailureKind.Refused)
            {
                left.Add(subscription);
            }
        }

        return left;
    }

    public static string? LeftBehind(IReadOnlyCollection<string> topics) => topics.Count == 0
        ? null
        : $"Still in the shop, since it would not let Quayside remove them: {string.Join(", ", topics)}. Delete them in the shop's own settings; what they send is no longer taken.";

    private async Task EndAsync(
        WebhooksState state, string? text, IReadOnlyList<WebhookSubscription> subscriptions, CancellationToken cancellation)
    {
        await using var write = await run.BeginAsync(cancellation);
        var row = await write.Db.StoreWebhooks.SingleAsync(w => w.StoreId == run.Target.StoreId, cancellation);
        var now = run.Clock.GetUtcNow();
        (row.State, row.Text, row.FailuresInARow, row.CheckedAt) = (state, text, 0, now);
        row.ChoreAt = state == WebhooksState.Active ? now + CheckedEvery : null;
        if (state == WebhooksState.Active && WebhookAddress.Read(secrets, row.Secret) is { Former: not null } address)
        {
            row.Secret = (address with { Former = null }).Protect(secrets);
        }

        var known = await write.Db.StoreSubscriptions.Where(s => s.StoreId == row.StoreId).ToListAsync(cancellation);
        write.Db.StoreSubscriptions.RemoveRange(known);
        await write.Db.SaveChangesAsync(cancellation);
        write.Db.ChangeTracker.Clear();
        write.Db.StoreSubscriptions.AddRange(subscriptions.Select(s => new StoreSubscription
        {
            StoreId = row.StoreId,
            OrganisationId = row.OrganisationId,
            ChannelId = s.Id,
            Topic = s.Topic,
            State = s.State,
        }));
        await write.CommitAsync(cancellation);
        run.Tell();
    }

    private async Task FailAsync(StoreWebhooks webhooks, ConnectorException failure, CancellationToken cancellation)
    {
        await using var write = await run.BeginAsync(cancellation);
        var row = await write.Db.StoreWebhooks.SingleAsync(w => w.StoreId == webhooks.StoreId, cancellation);
        row.FailuresInARow++;
        var wait = FailurePolicy.For(failure, row.FailuresInARow, Random.Shared.NextDouble()).Wait;
        row.Text = failure.Message;
        if (wait is { } pause && row.FailuresInARow < MostTries)
        {
            row.ChoreAt = run.Clock.GetUtcNow() + pause;
        }
        else if (row.State == WebhooksState.Removing)
        {
            var topics = await write.Db.StoreSubscriptions.Where(s => s.StoreId == row.StoreId).Select(s => s.Topic).ToListAsync(cancellation);
            (row.State, row.Text, row.ChoreAt) = (WebhooksState.Removed, $"{failure.Message} {LeftBehind(topics)}", null);
        }
        else
        {
            row.State = row.State == WebhooksState.Requested ? WebhooksState.Failed : row.State;
            row.ChoreAt = row.State == WebhooksState.Active ? run.Clock.GetUtcNow() + CheckedEvery : null;
        }

        await write.CommitAsync(cancellation);
        run.Tell();
    }
}
