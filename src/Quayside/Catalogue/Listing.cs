using Quayside.Connectors;
using Quayside.Organisations;

namespace Quayside.Catalogue;

/// <summary>One product page on one store, keyed by the channel's own id.</summary>
public sealed class Listing : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long StoreId { get; init; }

    public required string ChannelListingId { get; init; }

    public required string Title { get; init; }

    public string? Description { get; init; }

    public required ListingStatus Status { get; init; }

    public string? Brand { get; init; }

    public string? Category { get; init; }

    /// <summary>The SKU typed on the product itself; a variation that only echoes it has none of its own.</summary>
    public string? SellerSku { get; init; }

    /// <summary>Key of <see cref="SellerSku"/>; null when blank.</summary>
    public string? SkuKey { get; init; }

    /// <summary>Addresses as the channel gives them, main one first.</summary>
    public required List<string> Images { get; init; }

    /// <summary>Pieces that variations share, counted once here; null when they share none.</summary>
    public decimal? SharedQuantity { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Lower-case text that searching and sorting by title look at; begins with the title.</summary>
    public required string SearchText { get; init; }
}
