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

    /// <summary>The listing's, with the values of its options.</summary>
    public string Title { get; private set; } = "";

    /// <summary>What a search looks into beside the SKU.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>The channel's id and ours of the variation make both unique without asking; the suffix lives inside Quayside only.</summary>
    public string OwnCode => $"{SellerSku?.Trim() ?? "NO-SKU"}~{ChannelVariationId}";

    /// <summary>Fills <see cref="Title"/> and <see cref="SearchText"/>.</summary>
    public void FoldTexts()
    {
        Title = Options.Count == 0 ? ListingTitle : $"{ListingTitle} – {string.Join(", ", Options.Select(o => o.Value))}";
        SearchText = Quayside.SearchText.Of(Title, Gtin);
    }
}
