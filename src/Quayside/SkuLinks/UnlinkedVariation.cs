using Quayside.Connectors;

namespace Quayside.SkuLinks;

/// <summary>What linking looks at in a variation that never had a link, and no more: there are many, and their rows are wide.</summary>
internal sealed class UnlinkedVariation
{
    public required long Id { get; init; }

    public required string ChannelVariationId { get; init; }

    public string? SellerSku { get; init; }

    public string? SkuKey { get; init; }

    public string? Gtin { get; init; }

    public string? ValidGtin { get; init; }

    public int? PackSize { get; init; }

    /// <summary>Pieces that the shop shows; null where it counts none for this variation alone.</summary>
    public decimal? Opening { get; init; }

    public required string ListingTitle { get; init; }

    public required List<VariationOption> Options { get; init; }

    public string? Image { get; init; }

    /// <summary>Read only where the variation has no <see cref="Image"/>.</summary>
    public List<string>? ListingImages { get; init; }

    public string Title => Options.Count == 0 ? ListingTitle : $"{ListingTitle} – {string.Join(", ", Options.Select(o => o.Value))}";

    /// <summary>The channel's id and ours of the variation make both unique without asking; the suffix lives inside Quayside only.</summary>
    public string OwnCode => $"{SellerSku?.Trim() ?? "NO-SKU"}~{ChannelVariationId}";
}
