using Quayside.Connectors;
using Quayside.Organisations;

namespace Quayside.Stores.Webhooks;

/// <summary>What a store's shop was asked to tell us by itself, and how that goes. One row for a store where somebody ever asked.</summary>
public sealed class StoreWebhooks : IBelongToOrganisation
{
    public required long StoreId { get; init; }

    public required long OrganisationId { get; init; }

    public required WebhooksState State { get; set; }

    /// <summary>SHA-256 of the secret part of the address, in hex; the part itself is kept only encrypted.</summary>
    public required string TokenHash { get; set; }

    /// <summary>A <see cref="WebhookAddress"/>, encrypted.</summary>
    public required byte[] Secret { get; set; }

    /// <summary>What went wrong and what to do, or what was left in the shop; null when there is nothing to say.</summary>
    public string? Text { get; set; }

    public required DateTimeOffset RequestedAt { get; set; }

    public required string RequestedBy { get; set; }

    /// <summary>When the shop is next asked about the webhooks themselves: to create, remove or look after them. null when never.</summary>
    public DateTimeOffset? ChoreAt { get; set; }

    /// <summary>When what messages named is next read again; null when nothing waits.</summary>
    public DateTimeOffset? HintsAt { get; set; }

    /// <summary>Nothing that a message names is read again before this: many messages in a row are one read.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    public int FailuresInARow { get; set; }

    /// <summary>When the shop's own list of subscriptions was last read.</summary>
    public DateTimeOffset? CheckedAt { get; set; }

    public DateTimeOffset? LastDeliveryAt { get; set; }

    /// <summary>Genuine messages so far, doubles included.</summary>
    public long Deliveries { get; set; }
}

public enum WebhooksState
{
    /// <summary>A person asked for them; they are created as soon as the store's work allows.</summary>
    Requested,

    Active,

    /// <summary>The shop refused. Some may have been created.</summary>
    Failed,

    /// <summary>A person asked for their removal.</summary>
    Removing,

    Removed,
}

/// <summary>One subscription of ours in a shop, as the shop last told.</summary>
public sealed class StoreSubscription : IBelongToOrganisation
{
    public required long StoreId { get; init; }

    public required string ChannelId { get; init; }

    public required long OrganisationId { get; init; }

    public required string Topic { get; init; }

    public required WebhookState State { get; init; }
}

/// <summary>Something of a shop that a message named. One row however many messages name it.</summary>
public sealed class StoredHint : IBelongToOrganisation
{
    public required long StoreId { get; init; }

    public required WebhookSubject Subject { get; init; }

    public required string ChannelId { get; init; }

    public required long OrganisationId { get; init; }

    /// <summary>SHA-256 of the last message's body, in hex: the same body once more says nothing new.</summary>
    public required string Content { get; init; }

    /// <summary>Goes up with each message that says something new.</summary>
    public required long Version { get; init; }

    /// <summary>Since when it waits to be read again; null when it was.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    public required DateTimeOffset LastAt { get; init; }
}
