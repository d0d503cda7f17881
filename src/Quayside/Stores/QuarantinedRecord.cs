using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>A record that could not be read or kept: why, and what the channel sent. Gone once it is read.</summary>
public sealed class QuarantinedRecord : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long StoreId { get; init; }

    public required StageName Stage { get; init; }

    public required string ChannelId { get; init; }

    public required string Reason { get; set; }

    /// <summary>The record's JSON, compressed.</summary>
    public required byte[] Raw { get; set; }

    public required DateTimeOffset At { get; init; }
}
