using Quayside.Connectors;
using Quayside.Hosting.Spreadsheets;

namespace Quayside.Catalogue.Files;

/// <summary>What one row of a catalogue file says. Blank is null: it leaves what is kept as it is.</summary>
/// <param name="Listing">What rows of one listing share.</param>
/// <param name="Options">null where the row has none.</param>
/// <param name="Components">SKUs of stock items and pieces of each, of a kit.</param>
internal sealed record ListingRow(
    SheetCells Cells,
    string? Listing,
    string? Variation,
    string? Sku,
    string? Title,
    string? Gtin,
    decimal? Price,
    decimal? Quantity,
    string? Brand,
    string? Category,
    string? Description,
    List<string>? Images,
    string? VariationImage,
    string? Mpn,
    ListingStatus? Status,
    List<VariationOption>? Options,
    List<(string Sku, decimal Quantity)>? Components)
{
    public int Number => Cells.Number;

    public string? SkuKey { get; } = SkuLinks.SkuKey.Of(Sku);

    /// <summary>It names nothing that is sold: a row of shop systems that only adds a picture, or describes what the rows below share.</summary>
    public bool OnlyDescribes => Listing is not null && Sku is null && Variation is null && Price is null && Quantity is null && Options is null;
}
