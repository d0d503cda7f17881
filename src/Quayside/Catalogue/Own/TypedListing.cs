using Quayside.Connectors;
using Quayside.SkuLinks.Decisions;

namespace Quayside.Catalogue.Own;

/// <summary>A listing of an offline store as a person types it.</summary>
/// <param name="Title">1 to 500 characters.</param>
/// <param name="Images">Addresses (http or https), main one first.</param>
/// <param name="Status">null for active. Not deleted: that is a decision of its own.</param>
/// <param name="Variations">At least one; one without options is a product without variations.</param>
public sealed record TypedListing(
    string Title,
    IReadOnlyList<TypedVariation> Variations,
    string? Description = null,
    string? Brand = null,
    string? Category = null,
    IReadOnlyList<string>? Images = null,
    ListingStatus? Status = null);

/// <param name="Id">Of the variation that is changed; null for a new one.</param>
/// <param name="Sku">1 to 200 characters, once in a store; null or blank where it has none.</param>
/// <param name="Gtin">With its right check digit.</param>
/// <param name="Price">In the store's currency, 0 or more.</param>
/// <param name="OpeningQuantity">Pieces on the shelf now. Counts only where nobody knows yet how many there are.</param>
/// <param name="Components">What it is made of; null to link it by its SKU. Only of a new variation.</param>
public sealed record TypedVariation(
    long? Id = null,
    string? Sku = null,
    string? Gtin = null,
    string? Mpn = null,
    decimal? Price = null,
    IReadOnlyDictionary<string, string>? Options = null,
    string? Image = null,
    decimal? OpeningQuantity = null,
    IReadOnlyList<KitComponent>? Components = null);
