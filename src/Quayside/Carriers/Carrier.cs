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

    /// <summary>Address of a parcel's page, with {number} where the tracking number goes; null where the carrier has none.</summary>
    public string? TrackingUrl { get; set; }

    /// <summary>Countries or regions it delivers to, as a person wrote them; empty when not said.</summary>
    public List<string> Regions { get; set; } = [];

    /// <summary>The carrier that this one turned out to be: its mappings lead there. null while it stands alone.</summary>
    public long? MergedIntoId { get; set; }

    /// <summary>Carriers that a person said this one is not, however alike their names are.</summary>
    public List<long> ApartFrom { get; set; } = [];
}

public enum CarrierSource
{
    /// <summary>A shop lists it, or its orders name it: its name is theirs.</summary>
    Channel,

    /// <summary>A person added or named it.</summary>
    Manual,
}

/// <summary>A product of a carrier (next day…) as one store names it.</summary>
public sealed class CarrierService : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long CarrierId { get; init; }

    /// <summary>null where a person named it, for every store.</summary>
    public long? StoreId { get; init; }

    /// <summary>The channel's code; the name where a person named it.</summary>
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
