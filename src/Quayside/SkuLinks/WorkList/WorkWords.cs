using System.Globalization;
using Quayside.SkuLinks.Matching;
using Quayside.SkuLinks.Suggestions;

namespace Quayside.SkuLinks.WorkList;

/// <summary>What the groups of the work list are called.</summary>
internal static class WorkWords
{
    public static readonly WorkGroup[] Groups =
    [
        WorkGroup.SeveralSkus, WorkGroup.NearSku, WorkGroup.NoSku, WorkGroup.TwiceInStore, WorkGroup.Contradiction, WorkGroup.NoProposal,
        WorkGroup.StockDiffers,
    ];

    public static string Of(WorkGroup group) => group switch
    {
        WorkGroup.NoSku => "No SKU",
        WorkGroup.TwiceInStore => "Same SKU twice",
        WorkGroup.Contradiction => "Same SKU, other product",
        WorkGroup.NearSku => "Nearly the same SKU",
        WorkGroup.SeveralSkus => "Several SKUs",
        WorkGroup.NoProposal => "Nothing alike",
        WorkGroup.StockDiffers => "Stock differs",
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, null),
    };

    public static string Means(WorkGroup group) => group switch
    {
        WorkGroup.NoSku => "The shop has no SKU for these. Say which of your products they are, or give them a master SKU.",
        WorkGroup.TwiceInStore => "A store uses one SKU for two things. Say whether they are one product, or give one of them another master SKU.",
        WorkGroup.Contradiction => "Two stores use one SKU, and barcode or pack size differ. Say whether they are one product all the same.",
        WorkGroup.NearSku => "The SKU differs from another store's only in how it is written, or in what stands before or behind it.",
        WorkGroup.SeveralSkus => "Another store seems to sell the same product under another SKU.",
        WorkGroup.NoProposal => "Sold in this store alone, and nothing in the others is like it. Find its product, or say that it stands alone.",
        WorkGroup.StockDiffers => "The shop shows another figure than what is available here. Where another product hides behind it, split it off.",
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, null),
    };

    public static string Because(MatchTier tier) => tier switch
    {
        MatchTier.Identifier => "by barcode or part number",
        MatchTier.SkuGrammar => "by their SKU",
        MatchTier.Text => "by their words",
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, null),
    };

    /// <summary>Rounded down: a proposal that is nearly certain is not "100% sure".</summary>
    public static string Percent(decimal score) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(score * 100):0}%");
}
