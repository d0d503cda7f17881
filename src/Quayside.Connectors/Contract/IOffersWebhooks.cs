namespace Quayside.Connectors;

/// <summary>A connector whose channel can send a message when something changes.</summary>
/// <remarks>Creating and removing subscriptions is the one thing that is ever written to a shop that is only observed, and a person asks
/// for it. What a message says is never believed: it names what to read again.</remarks>
public interface IOffersWebhooks : IListsIds
{
    /// <summary>Everything that <see cref="SubscribeAsync"/> creates, for a person to read beforehand. Fixed; asks nobody.</summary>
    IReadOnlyList<WebhookTopic> WebhookTopics { get; }

    /// <summary>Brings the shop to one active subscription per topic that delivers to the address. Repeatable: creates what is missing and
    /// switches on again what the shop switched off.</summary>
    /// <returns>As <see cref="FindWebhooksAsync"/> afterwards.</returns>
    /// <exception cref="ConnectorException">Refused: the key may not. Some may have been created; repeating goes on.</exception>
    Task<IReadOnlyList<WebhookSubscription>> SubscribeAsync(Connection connection, WebhookKey key, CancellationToken cancellation);

    /// <summary>The subscriptions that deliver to the address, whatever state they are in. Others are not ours and not shown.</summary>
    /// <exception cref="ConnectorException">Not read; repeatable.</exception>
    Task<IReadOnlyList<WebhookSubscription>> FindWebhooksAsync(Connection connection, Uri address, CancellationToken cancellation);

    /// <summary>Removes one of ours. One that is gone already counts as removed.</summary>
    /// <exception cref="ConnectorException">It may still be there.</exception>
    Task RemoveWebhookAsync(Connection connection, string id, CancellationToken cancellation);

    /// <summary>Whether a message is the shop's, by its signature over the raw body, and what it is about. Asks nobody.</summary>
    WebhookDelivery ReadDelivery(WebhookMessage message, WebhookKey key);
}

/// <param name="Topic">The channel's own word.</param>
/// <param name="When">What has to happen in the shop for a message to be sent, in words.</param>
public sealed record WebhookTopic(string Topic, string When);

/// <summary>What both sides of a subscription know.</summary>
/// <param name="Address">Where messages go, exactly as registered: some channels sign it.</param>
/// <param name="Secret">Made for this subscription. Channels that sign with a key of the seller's app find that in <paramref name="Settings"/>.</param>
/// <param name="Settings">What the seller entered for the store.</param>
public sealed record WebhookKey(Uri Address, string Secret, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Shows nothing: a record's own text would show the secret.</summary>
    public override string ToString() => "webhook key";
}

public sealed record WebhookSubscription(string Id, string Topic, WebhookState State);

public enum WebhookState
{
    Active,

    /// <summary>Switched off by a person in the shop.</summary>
    Paused,

    /// <summary>Switched off by the shop after messages could not be delivered.</summary>
    Disabled,
}

/// <param name="Headers">By name, letter case ignored.</param>
/// <param name="Body">The bytes as they arrived.</param>
public sealed record WebhookMessage(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body);

/// <param name="Hints">What to read again; may be empty, and several where one message names several things.</param>
public sealed record WebhookDelivery(WebhookVerdict Verdict, IReadOnlyList<WebhookHint> Hints)
{
    public static WebhookDelivery Without(WebhookVerdict verdict) => new(verdict, []);
}

public enum WebhookVerdict
{
    /// <summary>Signed with the key.</summary>
    Genuine,

    /// <summary>A trial message that says nothing and that channels send unsigned.</summary>
    Trial,

    /// <summary>Not signed, or with another key, or changed on the way.</summary>
    Forged,
}

/// <summary>One thing that is worth reading again.</summary>
/// <param name="ChannelId">As <see cref="IListsIds.ReadListingsByIdAsync"/> and <see cref="IListsIds.ReadOrdersByIdAsync"/> take it.</param>
public sealed record WebhookHint(WebhookSubject Subject, string ChannelId)
{
    /// <summary>Value of the seller identity it is about, where one address serves all shops of an app; null where the address is the store's own.</summary>
    public string? Seller { get; init; }
}

public enum WebhookSubject
{
    Listing,
    Order,
}
