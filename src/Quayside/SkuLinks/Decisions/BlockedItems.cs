namespace Quayside.SkuLinks.Decisions;

/// <summary>Merges and splits that cannot be taken back yet, because their items were merged or restocked since. Pure.</summary>
internal sealed class BlockedItems(MappingDraft draft, DecisionStacks stacks)
{
    private readonly Dictionary<long, long?> _opened = [];
    private readonly Dictionary<long, long?> _merged = [];

    /// <param name="items">Newest first: each is looked at as if those before were taken back.</param>
    /// <param name="blocked">The steps that stay.</param>
    public void Find(IReadOnlyList<ItemDecision> items, HashSet<int> blocked, List<KeptMapping> kept)
    {
        foreach (var restocked in items.Where(d => d.Kind == ItemDecisionKind.Restocked))
        {
            var other = items.First(d => d.Step == restocked.Step && d.Kind != ItemDecisionKind.Restocked);
            if (Why(restocked, other) is { } text)
            {
                blocked.Add(restocked.Step);
                kept.Add(new KeptMapping(null, other.StockItemId, text, Undoable: true));
                continue;
            }

            _opened[restocked.StockItemId] = restocked.OpenedBefore;
            if (other.Kind == ItemDecisionKind.Merged)
            {
                _merged[other.StockItemId] = null;
                _opened[other.StockItemId] = other.OpenedBefore;
            }
        }
    }

    private string? Why(ItemDecision restocked, ItemDecision other)
    {
        var whole = draft.Items[restocked.StockItemId].Row;
        var part = draft.Items[other.StockItemId].Row;
        return Into(whole.Id) is { } gone ? $"{whole.MasterSku} is part of {draft.Items[gone].Row.MasterSku} by now. Undo that first."
            : other.Kind == ItemDecisionKind.SplitOff && Into(part.Id) is { } away
                ? $"{part.MasterSku} is part of {draft.Items[away].Row.MasterSku} by now. Undo that first."
            : Opener(whole.Id) != restocked.OpenedAfter || (restocked.OpenedBefore != restocked.OpenedAfter && HasNewer(restocked))
                || (other.Kind == ItemDecisionKind.SplitOff && Opener(part.Id) != other.OpenedAfter)
                ? $"{whole.MasterSku} was merged or split again since. Undo that first."
            : null;
    }

    private long? Into(long item) => _merged.TryGetValue(item, out var into) ? into : draft.Items[item].Row.MergedIntoId;

    private long? Opener(long item) => _opened.TryGetValue(item, out var opener) ? opener : draft.Items[item].Row.OpenedByStoreId;

    private bool HasNewer(ItemDecision decision) => stacks.Items[decision.StockItemId].Any(
        d => d.Id > decision.Id && d.BatchId != decision.BatchId && d.Kind is ItemDecisionKind.Restocked or ItemDecisionKind.SplitOff);
}
