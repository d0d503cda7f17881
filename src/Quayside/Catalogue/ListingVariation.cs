using Quayside.Connectors;
using Quayside.Organisations;

namespace Quayside.Catalogue;

/// <summary>A sellable choice of a listing; the thing an order line names.</summary>
public sealed class ListingVariation : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long StoreId { get; init; }

    public required long ListingId { get; init; }

    /// <summary>The listing's own channel id for a product without variations.</summary>
    public required string ChannelVariationId { get; init; }

    /// <summary>As the seller typed it; null when blank.</summary>
    public string? SellerSku { get; init; }

    /// <summary>Normalised for comparison; null when there is nothing to compare.</summary>
    public string? SkuKey { get; init; }

    /// <summary>Version of the rule that made <see cref="SkuKey"/>.</summary>
    public required int SkuKeyVersion { get; init; }

    /// <summary>As the channel gives it.</summary>
    public string? Gtin { get; init; }

    /// <summary>Fourteen digits, when <see cref="Gtin"/> is valid.</summary>
    public string? ValidGtin { get; init; }

    public string? Mpn { get; init; }

    /// <summary>Pieces in one pack, when title or options say so.</summary>
    public int? PackSize { get; init; }

    /// <summary>The channel's text of the price; more decimals than the currency's are kept.</summary>
    public string? PriceText { get; init; }

    public string? PriceCurrency { get; init; }

    public decimal? Quantity { get; init; }

    public required StockTracking Tracking { get; init; }

    public required List<VariationOption> Options { get; init; }

    public string? Image { get; init; }

    public required ListingStatus Status { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    public required string SearchText { get; init; }
}
