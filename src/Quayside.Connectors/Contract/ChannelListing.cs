namespace Quayside.Connectors;

/// <summary>What a page of the catalogue holds: a listing, or a variation that comes apart from its listing.</summary>
public abstract record CatalogueRecord;

/// <summary>One product page on one store. Text is decoded; it holds no markup.</summary>
/// <param name="SellerSku">The SKU typed on the product itself; its variations may only echo it. Blank is null.</param>
/// <param name="Images">Addresses as the channel gives them, first is the main one.</param>
/// <param name="SharedQuantity">Pieces that its variations share; null when they share none.</param>
/// <param name="Variations">Empty when they come apart, or when it groups other products. A product without variations
/// has one, whose id is the listing's.</param>
public sealed record ChannelListing(
    string Id,
    string Title,
    string? Description,
    ListingStatus Status,
    string? Brand,
    string? Category,
    string? SellerSku,
    IReadOnlyList<string> Images,
    decimal? SharedQuantity,
    DateTimeOffset? ChangedAt,
    IReadOnlyList<ChannelVariation> Variations) : CatalogueRecord;

/// <summary>A sellable choice of a listing.</summary>
/// <param name="SellerSku">As typed, white space and case kept; null when blank.</param>
/// <param name="Gtin">As the channel gives it, not verified.</param>
/// <param name="Quantity">What the shop can sell now; null when not tracked, shared or not known. Negative stays negative.</param>
/// <param name="Options">Name and value in the channel's order: ("Size", "XL").</param>
public sealed record ChannelVariation(
    string Id,
    string ListingId,
    string? SellerSku,
    string? Gtin,
    string? Mpn,
    UnitPrice? Price,
    decimal? Quantity,
    StockTracking Tracking,
    IReadOnlyList<VariationOption> Options,
    string? Image,
    ListingStatus Status,
    DateTimeOffset? ChangedAt) : CatalogueRecord;

public sealed record VariationOption(string Name, string Value);

public enum ListingStatus
{
    Active,
    Inactive,
    OutOfStock,
    Banned,
    Draft,
    Deleted,

    /// <summary>A status word this version does not know.</summary>
    Unknown,
}

/// <summary>What the absence of a quantity means.</summary>
public enum StockTracking
{
    /// <summary>The shop counts this variation.</summary>
    Tracked,

    /// <summary>The shop sells it without counting.</summary>
    NotTracked,

    /// <summary>Counted once for the listing; see <see cref="ChannelListing.SharedQuantity"/>.</summary>
    Shared,

    /// <summary>Not told yet.</summary>
    Unknown,
}
