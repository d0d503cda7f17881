using System.Globalization;
using Quayside.Connectors;
using Quayside.SkuLinks;
using Quayside.SkuLinks.Decisions;

namespace Quayside.Catalogue.Own;

/// <summary>What a listing that people keep here may say, whether typed or from a file. Pure.</summary>
internal static class CheckListing
{
    public const int LongestTitle = 500;
    public const int LongestSku = 200;
    public const int MostVariations = 500;
    public const decimal MostPieces = 10_000_000;

    private const int LongestWord = 200;
    private const int LongestDescription = 20_000;
    public const int MostImages = 20;
    private const int MostOptions = 5;
    private const int MostComponents = 100;
    private const decimal HighestPrice = 1_000_000_000;

    /// <returns>null when nothing speaks against it.</returns>
    public static Refusal? Of(TypedListing listing) =>
        Title(listing.Title)
        ?? Texts(listing.Brand, listing.Category, null, listing.Description)
        ?? (listing.Status is ListingStatus.Deleted or ListingStatus.Unknown ? new Refusal("listing.status", "A listing is active, inactive, out of stock, banned or a draft.") : null)
        ?? Pictures(listing.Images ?? [])
        ?? (listing.Variations.Count is 0 or > MostVariations ? new Refusal("listing.variations", $"A listing has 1 to {MostVariations} variations.") : null)
        ?? listing.Variations.Select(Of).FirstOrDefault(r => r is not null)
        ?? Together(listing.Variations);

    public static Refusal? Title(string? title) => OwnRecord.Text(title) is not { Length: <= LongestTitle }
        ? new Refusal("listing.title", $"A listing has a title of 1 to {LongestTitle} characters.")
        : null;

    public static Refusal? Sku(string? sku) => sku?.Trim().Length > LongestSku
        ? new Refusal("listing.sku", $"A SKU has at most {LongestSku} characters.")
        : null;

    public static Refusal? Barcode(string? gtin) => string.IsNullOrWhiteSpace(gtin) || Gtin.Normalise(gtin) is not null
        ? null
        : new Refusal("listing.gtin", $"\"{gtin.Trim()}\" is no barcode number: its check digit is wrong, or it has not 7 to 14 digits.");

    public static Refusal? Price(decimal? price) => price is < 0 or > HighestPrice
        ? new Refusal("listing.price", "A price is 0 or more, and at most 1,000,000,000.")
        : null;

    public static Refusal? Pieces(decimal? quantity) => quantity is < 0 or > MostPieces || decimal.Round(quantity ?? 0, 3) != (quantity ?? 0)
        ? new Refusal("listing.opening", "An opening quantity is 0 to 10,000,000, with at most three decimals.")
        : null;

    public static Refusal? Image(string? address) => address is null
        || (address.Length <= 2000 && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        ? null
        : new Refusal("listing.image", $"\"{address}\" is no address of a picture: it begins with https:// or http://.");

    /// <summary>A price as it is kept: a point, and no fewer decimals than the currency has.</summary>
    public static string PriceText(decimal price, string currency) =>
        price.ToString("0." + new string('0', new Currency(currency).Digits) + "######", CultureInfo.InvariantCulture);

    private static Refusal? Of(TypedVariation variation) =>
        Sku(variation.Sku)
        ?? Barcode(variation.Gtin)
        ?? Price(variation.Price)
        ?? Pieces(variation.OpeningQuantity)
        ?? Image(variation.Image)
        ?? Texts(null, null, variation.Mpn, null)
        ?? Options([.. variation.Options ?? new Dictionary<string, string>()])
        ?? (variation.Components is { } parts ? Components(parts) : null)
        ?? (variation.Components is not null && variation.Id is not null
            ? new Refusal("listing.components", "What a variation that is here already is made of is changed by its link.") : null)
        ?? (variation is { Components: not null, OpeningQuantity: not null }
            ? new Refusal("listing.opening", "What is made of stock items has no quantity of its own: count its items.") : null);

    public static Refusal? Texts(string? brand, string? category, string? mpn, string? description) =>
        brand?.Length > LongestWord || category?.Length > LongestWord || mpn?.Length > LongestWord || description?.Length > LongestDescription
            ? new Refusal("listing.text", $"Brand, category and MPN have at most {LongestWord} characters, a description {LongestDescription:N0}.")
            : null;

    public static Refusal? Pictures(IReadOnlyList<string> images) => images.Count > MostImages
        ? new Refusal("listing.image", $"A listing has at most {MostImages} pictures.")
        : images.Select(Image).FirstOrDefault(r => r is not null);

    public static Refusal? Options(IReadOnlyCollection<KeyValuePair<string, string>> options) =>
        options.Count > MostOptions || options.Any(o => OwnRecord.Text(o.Key) is null || OwnRecord.Text(o.Value) is null || o.Key.Length > 100 || o.Value.Length > 100)
            ? new Refusal("listing.options", $"A variation has up to {MostOptions} options, each with a name and a value of 1 to 100 characters.")
            : null;

    private static Refusal? Components(IReadOnlyList<KitComponent> parts) =>
        parts.Count is 0 or > MostComponents || parts.DistinctBy(p => p.StockItemId).Count() < parts.Count || parts.Any(p => p.Quantity is < 0.001m or > 100_000)
            ? new Refusal("kit.components", $"A kit is made of 1 to {MostComponents} items, each named once, of more than 0 and at most 100,000 pieces.")
            : null;

    private static Refusal? Together(IReadOnlyList<TypedVariation> variations)
    {
        var keys = variations.Select(v => SkuKey.Of(v.Sku)).OfType<string>().ToList();
        if (keys.Distinct().Count() < keys.Count)
        {
            return new Refusal("listing.sku_taken", "Two of the variations have the same SKU. A store has each SKU once.");
        }

        return variations.Count > 1 && variations.Select(v => string.Join('\n', (v.Options ?? new Dictionary<string, string>()).Select(o => $"{o.Key}={o.Value}"))).Distinct().Count() < variations.Count
            ? new Refusal("listing.options", "Variations of one listing differ in their options: give each its own, such as size or colour.")
            : null;
    }
}
