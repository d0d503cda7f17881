using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Stores.Webhooks;

/// <summary>What webhooks a store's shop would get, or has, and how they go.</summary>
/// <param name="State">null where nobody asked for them yet.</param>
/// <param name="Missing">Why they cannot be had now, in words; null when they can.</param>
/// <param name="Topics">All that is created, one subscription each.</param>
/// <param name="Address">Where they deliver to, without its secret part; null when the public address is not known.</param>
/// <param name="Text">What went wrong, or what was left in the shop.</param>
/// <param name="CheckedAt">When the shop's own list of them was last read.</param>
/// <param name="Deliveries">Genuine messages so far.</param>
/// <param name="Waiting">Things that a message named and that wait to be read again.</param>
public sealed record WebhooksView(
    WebhooksState? State,
    string? Missing,
    IReadOnlyList<WebhookTopicView> Topics,
    string? Address,
    string? Text,
    DateTimeOffset? RequestedAt,
    string? RequestedBy,
    DateTimeOffset? CheckedAt,
    DateTimeOffset? LastDeliveryAt,
    int Deliveries,
    int Waiting);

/// <param name="When">What has to happen in the shop for a message to be sent.</param>
/// <param name="State">Of the subscription in the shop; null when there is none.</param>
public sealed record WebhookTopicView(string Topic, string When, WebhookState? State);

public sealed class GetWebhooks(Databases databases, ConnectorList connectors, Secrets secrets, Settings settings)
{
    internal const string NoAddress = "Quayside does not know the address under which shops reach it from outside. Whoever runs it starts it with "
        + "--PublicAddress=https://… (see docs/webhooks.md).";

    internal const string NotOffered = "This channel sends no messages that Quayside can read. Its changes come in with every sync.";

    /// <returns>Refused: not_found (the store).</returns>
    public async Task<Outcome<WebhooksView>> RunAsync(Caller caller, long storeId, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        if (await db.Stores.AsNoTracking().SingleOrDefaultAsync(s => s.Id == storeId, cancellation) is not { } store)
        {
            return Refusal.NotFound("store");
        }

        var row = await db.StoreWebhooks.AsNoTracking().SingleOrDefaultAsync(w => w.StoreId == storeId, cancellation);
        var subscriptions = await db.StoreSubscriptions.AsNoTracking().Where(s => s.StoreId == storeId).ToListAsync(cancellation);
        var channel = connectors.Find(store.Channel) as IOffersWebhooks;
        return new WebhooksView(
            row?.State,
            channel is null ? NotOffered : settings.PublicAddress is null ? NoAddress : null,
            Topics(channel, subscriptions),
            AddressOf(row),
            row?.Text,
            row?.RequestedAt,
            row?.RequestedBy,
            row?.CheckedAt,
            row?.LastDeliveryAt,
            (int)Math.Min(row?.Deliveries ?? 0, int.MaxValue),
            await db.WebhookHints.CountAsync(h => h.StoreId == storeId && h.WaitingSince != null, cancellation));
    }

    private static List<WebhookTopicView> Topics(IOffersWebhooks? channel, List<StoreSubscription> subscriptions)
    {
        var states = subscriptions.GroupBy(s => s.Topic).ToDictionary(g => g.Key, g => g.First().State, StringComparer.Ordinal);
        return [.. (channel?.WebhookTopics ?? []).Select(
            t => new WebhookTopicView(t.Topic, t.When, states.TryGetValue(t.Topic, out var state) ? state : null))];
    }

    private string? AddressOf(StoreWebhooks? row) =>
        row is { State: not WebhooksState.Removed } && WebhookAddress.Read(secrets, row.Secret) is { } address ? address.Shown
        : settings.PublicAddress is { } known ? WebhookAddress.ShownUnder(known)
        : null;
}
