namespace Quayside.Stores;

/// <summary>How Quayside came to know something of a store.</summary>
public enum LearnedBy
{
    /// <summary>The first pull after connecting.</summary>
    InitialSync,

    /// <summary>A regular look for changes.</summary>
    DeltaSync,

    /// <summary>The shop sent a message, and the thing was read again.</summary>
    Webhook,

    /// <summary>Both sides were compared.</summary>
    Reconciliation,

    /// <summary>A person asked for orders from before the first window.</summary>
    OlderOrders,

    /// <summary>A record that was quarantined was read again.</summary>
    Retry,

    /// <summary>A person said it, or a program with their key.</summary>
    Person,

    /// <summary>It came in a file.</summary>
    File,
}
