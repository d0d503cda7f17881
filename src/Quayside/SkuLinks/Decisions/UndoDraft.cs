using Quayside.Inventory;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Takes a decision back in a draft: what it moved goes back, as if it had not been decided. What newer decisions stand on stays, and
/// is named. Pure, but for the rows of decisions, which it marks.</summary>
internal sealed class UndoDraft
{
    private readonly List<KeptMapping> _kept = [];
    private readonly MappingDraft _draft;
    private readonly DecisionStacks _stacks;
    private readonly DateTimeOffset _now;
    private readonly UndoItems _items;

    public UndoDraft(MappingDraft draft, DecisionStacks stacks, DateTimeOffset now)
    {
        (_draft, _stacks, _now) = (draft, stacks, now);
        _items = new UndoItems(draft, stacks, now, _kept);
    }

    public List<KeptMapping> Kept => _kept;

    public int Undone => _items.Undone + UndoneVariations.DistinctBy(d => d.VariationId).Count();

    /// <summary>Open orders of what stays.</summary>
    public HashSet<long> BlockedLines { get; } = [];

    public List<VariationDecision> UndoneVariations { get; } = [];

    public void Run()
    {
        var items = _stacks.OwnItems.ToList();
        var (byStep, variations) = (items.ToLookup(d => d.Step), _stacks.OwnVariations);
        var standing = new StandingSteps(_draft, _stacks).Find();
        foreach (var step in items.Select(d => d.Step).Concat(variations.Select(v => v.Key)).Distinct().OrderDescending())
        {
            if (standing.TryGetValue(step, out var first))
            {
                Kept.AddRange(Staying(byStep[step], variations[step], _stacks.Newer[first]));
                BlockedLines.UnionWith(variations[step].SelectMany(d => _draft.Variations[d.VariationId].Lines).Select(l => l.Id));
                continue;
            }

            foreach (var merged in byStep[step].Where(d => d.Kind == ItemDecisionKind.Merged))
            {
                _items.Unmerge(_draft.Items[merged.StockItemId], merged);
            }

            foreach (var decision in variations[step])
            {
                Relink(decision);
            }

            foreach (var decision in byStep[step])
            {
                _items.Restore(decision);
            }
        }

        _items.OpenUncounted();
        foreach (var item in _draft.Items.Values.Where(i => i.IsTouched).ToList())
        {
            item.Reason = MovementReason.Undone;
            _items.Retire(item);
        }

        _draft.Settle();
    }

    private IEnumerable<KeptMapping> Staying(IEnumerable<ItemDecision> items, IEnumerable<VariationDecision> variations, MappingBatch first)
    {
        var why = $"“{first.Text}”{(first.Who is { } who ? $" by {who}" : "")} came later and stands on it. Undo that first.";
        var about = items.Where(d => d.Kind != ItemDecisionKind.Restocked).ToList();
        return about.Count > 0
            ? about.ConvertAll(d => new KeptMapping(null, d.StockItemId, $"{_draft.Items[d.StockItemId].Row.MasterSku} stays as it is: {why}", Undoable: true) { UndoFirst = first.Id })
            : variations.Select(d => new KeptMapping(d.VariationId, null, $"{LinkTo(d.LinksAfter)} stays: {why}", Undoable: true) { UndoFirst = first.Id });
    }

    private string LinkTo(List<LinkedThen> links) => links.Count == 0
        ? "A variation without a link"
        : $"The link to {string.Join(" + ", links.Select(l => _draft.Items[l.StockItemId].Row.MasterSku))}";

    private void Relink(VariationDecision decision)
    {
        var variation = _draft.Variations[decision.VariationId];
        decision.UndoneAt = _now;
        UndoneVariations.Add(decision);
        var shown = decision.Shown.ToDictionary(s => s.StockItemId, s => s.Pieces);
        var links = decision.LinksBefore.ConvertAll(l => DraftLink.Of(_draft.Items[l.StockItemId], l.Quantity, l.Origin, l.BatchId));
        var moved = _draft.Relink(variation, links, KeptAgain(variation, decision.Step));
        foreach (var id in shown.Keys.Union(moved.Keys.Select(i => i.Row.Id)))
        {
            var item = _draft.Items[id];
            if (item.Row.OpenedByStoreId == variation.StoreId)
            {
                // What the shop counted since the decision goes where the variation goes.
                item.Row.OnHand += moved.GetValueOrDefault(item, 0) + shown.GetValueOrDefault(id, 0) ?? 0;
                Forget(item, id, shown);
            }
        }
    }

    // Its stock was opened only by what was linked to it for a while.
    private static void Forget(DraftItem item, long id, Dictionary<long, decimal?> shown)
    {
        if (item.Row.OnHand == 0 && item.IsInMainOnly && !shown.ContainsKey(id) && item.Row.OpenedByStoreId is { } opener && item.Implied(opener) is null)
        {
            (item.Row.OnHand, item.Row.OpenedByStoreId, item.Row.ImpliedOnHand) = (null, null, null);
        }
    }

    // With the variation's first step, which is undone last: before that an item that they were kept on may still be part of another.
    private Func<DraftLine, IReadOnlyList<DraftLink>?> KeptAgain(DraftVariation variation, int step)
    {
        var again = new Dictionary<long, IReadOnlyList<DraftLink>?>();
        if (step > _stacks.Variations[variation.Id].Where(d => d.BatchId == _stacks.BatchId).Min(d => d.Step))
        {
            return line => line.Kept;
        }

        foreach (var line in variation.Lines)
        {
            var rows = _stacks.KeptLines[line.Id].ToList();
            var back = rows.Where(r => r.EndedByBatchId == _stacks.BatchId).ToList();
            if (rows.Count > 0)
            {
                again[line.Id] = back.Count == 0
                    ? null
                    : back.ConvertAll(r => DraftLink.Of(_draft.Items[r.StockItemId], r.Quantity, LinkOrigin.Manual, r.BatchId));
            }
        }

        return line => again.TryGetValue(line.Id, out var on) ? on : line.Kept;
    }
}
