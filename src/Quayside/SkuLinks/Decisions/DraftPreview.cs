using System.Globalization;

namespace Quayside.SkuLinks.Decisions;

/// <summary>A draft in the words of a preview.</summary>
internal static class DraftPreview
{
    public static MappingPreview Of(PreparedMapping prepared)
    {
        var draft = prepared.Draft;
        var relinked = draft.Variations.Values.Where(v => v.IsRelinked).OrderBy(v => v.Id).ToList();
        var lines = draft.Lines.Where(l => !DraftVariation.IsSame(l.OnBefore, l.On)).ToList();
        return new MappingPreview(
            [.. draft.Items.Values.Where(IsChanged).OrderBy(i => i.Before.MasterSku, StringComparer.Ordinal).Select(i => Stock(draft, i))],
            [.. relinked.Select(v => new LinkOutlook(v.Id, Linked(v.LinksBefore), Linked(v.Links)))],
            Orders(lines.Where(l => l.OnBefore.Count == 0)),
            Orders(lines.Where(l => l.On.Count == 0)),
            Orders(lines.Where(l => l.OnBefore.Count > 0 && l.On.Count > 0)),
            [.. relinked.Where(v => v.Links.Count > 1 || v.LinksBefore.Count > 1).Select(v => v.Id)],
            prepared.Problems);
    }

    private static int Orders(IEnumerable<DraftLine> lines) => lines.Select(l => l.OrderId).Distinct().Count();

    private static bool IsChanged(DraftItem item) => item.IsWhole && (item.IsNew
        || item.Row.OnHand != item.Before.OnHand || item.Row.Reserved != item.Before.Reserved || item.Row.MasterSku != item.Before.MasterSku
        || item.Row.MergedIntoId != item.Before.MergedIntoId || item.SoldAs.Count != item.SoldAsBefore || item.Text is not null);

    private static StockOutlook Stock(MappingDraft draft, DraftItem item) => new(
        item.IsNew ? null : item.Row.Id,
        item.Before.MasterSku,
        item.Row.MasterSku == item.Before.MasterSku ? null : item.Row.MasterSku,
        Figures(item.Before.OnHand, item.Before.Reserved, item.SoldAsBefore),
        Figures(item.Row.OnHand, item.Row.Reserved, item.SoldAs.Count),
        item.Row.MergedIntoId is { } into ? draft.Items[into].Row.MasterSku : null,
        Text(item));

    // What stands in other warehouses comes along also where on hand is not a sum, and the main one holds the rest.
    private static string? Text(DraftItem item) => item.InMain is < 0 and var left && item.InMainBefore is null or >= 0
        ? string.Create(CultureInfo.InvariantCulture, $"{item.Text} The others hold more than that: the main warehouse is left with {left:0.###} until it is counted.").Trim()
        : item.Text;

    private static StockFigures Figures(decimal? onHand, decimal reserved, int variations) => new(onHand, reserved, onHand - reserved, variations);

    private static IReadOnlyList<LinkedItem> Linked(IReadOnlyList<DraftLink> links) =>
        [.. links.Select(l => new LinkedItem(l.Item.IsNew ? null : l.Item.Row.Id, l.Item.Row.MasterSku, l.Quantity, l.Origin))];
}
