using System.Globalization;

namespace Quayside.Catalogue;

/// <summary>Our own addresses of shops' pictures. A changed picture has another address, so browsers may keep each for long.</summary>
internal static class Images
{
    /// <summary>One of a listing's pictures; null when it has none there.</summary>
    public static string? OfListing(ListingView listing, int index = 0) => index < listing.Images.Count
        ? Address($"/images/{listing.Id}/{index}", listing.Images[index])
        : null;

    public static string? OfVariation(long? variationId, string? source) =>
        variationId is { } id && source is not null ? Address($"/images/variations/{id}", source) : null;

    public static string? OfStockItem(long id, string? source) =>
        source is null ? null : Address($"/images/items/{id}", source);

    private static string Address(string path, string source) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}?v={Version(source):x}");

    // Only to tell two addresses apart: FNV-1a, the same in every process.
    private static uint Version(string source)
    {
        var hash = 2166136261u;
        foreach (var letter in source)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return hash;
    }
}
