namespace Quayside.Connectors;

/// <summary>One answer of a feed, mapped record by record.</summary>
/// <param name="Records">In the channel's order. May be empty or short without being the last.</param>
/// <param name="Cursor">Where the next read begins. Save it in the transaction that saves <paramref name="Records"/>, never before.</param>
/// <param name="More">true when another page is ready now.</param>
/// <param name="Expected">How many the channel says this feed holds in all; null when it does not say.</param>
public sealed record Page<T>(IReadOnlyList<Record<T>> Records, string Cursor, bool More, long? Expected)
    where T : class
{
    /// <summary>Cursors of pages that follow this one and may be asked for at once, in order, before this one's successor was read.
    /// The first is <see cref="Cursor"/>. Empty when each page is known only from the one before it.</summary>
    public IReadOnlyList<string> Ahead { get; init; } = [];

    /// <summary>Which of the stage's feeds this page is of, for channels that read one stage from several (products, then their
    /// variations): the stage expects the sum over its feeds.</summary>
    public string Feed { get; init; } = "";

    /// <summary>Records of this page that <see cref="Expected"/> includes although they count as nothing themselves,
    /// such as a product whose variations come in a feed of their own.</summary>
    public int NotCounted { get; init; }
}

/// <summary>One thing as the channel sent it, and either what it means or why it could not be read.</summary>
/// <param name="ChannelId">The channel's id, or a position such as "page 3, record 7" when even that could not be read.</param>
/// <param name="Raw">The record's own JSON, UTF-8, as received.</param>
/// <param name="Problem">Why it could not be read, in words for the shop's owner; null when it was.</param>
public sealed record Record<T>(string ChannelId, ReadOnlyMemory<byte> Raw, T? Value, string? Problem)
    where T : class
{
    /// <summary>Ids of what this record counts as, read off the wire before mapping: a listing counts as its variations,
    /// everything else as itself.</summary>
    public IReadOnlyList<string> CountedIds { get; init; } = [ChannelId];
}
