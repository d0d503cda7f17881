using Quayside.Organisations;

namespace Quayside.Carriers;

/// <summary>A company that moves parcels.</summary>
public sealed class Carrier : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required string Name { get; set; }

    /// <summary>Name normalised like a SKU key; unique in the organisation.</summary>
    public required string NameKey { get; set; }

    public required CarrierSource Source { get; init; }
}

public enum CarrierSource
{
    Channel,
    Manual,
}

/// <summary>A product of a carrier (next day…) as one store names it.</summary>
public sealed class CarrierService : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long CarrierId { get; init; }

    public required long StoreId { get; init; }

    /// <summary>The channel's code.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }
}

/// <summary>A store's text for a carrier, and which carrier it is.</summary>
public sealed class CarrierMapping : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long StoreId { get; init; }

    public required string ChannelText { get; init; }

    public required long CarrierId { get; set; }
}
