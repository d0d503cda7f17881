using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks.Matching;
using Quayside.SkuLinks.Suggestions;

namespace Quayside.SkuLinks.WorkList;

/// <summary>Writes down what people said to proposals: to learn from it, and never to ask again.</summary>
internal sealed class NoteAnswers(QuaysideDb db, Caller caller, long decidedIn, DateTimeOffset now)
{
    private readonly HashSet<long> _settled = [];

    public async Task RunAsync(IReadOnlyList<DraftDecision> drafts, CancellationToken cancellation)
    {
        var ids = drafts.Select(d => d.VariationId).ToList();
        var known = (await db.LinkSuggestions.Where(s => ids.Contains(s.VariationId)).ToListAsync(cancellation)).ToLookup(s => s.VariationId);
        var stores = await db.Variations.Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, v => v.StoreId, cancellation);
        foreach (var draft in drafts)
        {
            Note(draft, [.. known[draft.VariationId]], stores[draft.VariationId]);
        }

        foreach (var check in await db.LinkChecks.Where(c => ids.Contains(c.VariationId)).ToListAsync(cancellation))
        {
            if (_settled.Contains(check.VariationId))
            {
                // Its best proposal stays noted: undone, it stands where it stood.
                (check.SettledBy, check.SettledIn) = (caller.Name, decidedIn);
                continue;
            }

            var left = known[check.VariationId].Where(s => s.State == SuggestionState.Waiting).MaxBy(s => s.Score);
            (check.Score, check.Ticked, check.Tier) = (left?.Score ?? 0, left?.Ticked ?? false, left?.Tier);
        }

        await db.SaveChangesAsync(cancellation);
    }

    private void Note(DraftDecision draft, List<LinkSuggestion> proposals, long storeId)
    {
        var meant = proposals.Find(s => s.StockItemId == draft.StockItemId);
        switch (draft.Kind)
        {
            case DraftKind.Accept or DraftKind.Link:
                // Found by hand: nobody proposed it, and that is worth learning.
                Say(meant ?? ByHand(draft, storeId), SuggestionState.Accepted);
                break;
            case DraftKind.Reject:
                if (meant is not null)
                {
                    Say(meant, SuggestionState.Rejected);
                }

                break;
            case DraftKind.StandsAlone:
                proposals.Where(s => s.State == SuggestionState.Waiting).ToList().ForEach(s => Say(s, SuggestionState.Rejected));
                break;
        }

        // Where every proposal was turned down there is nothing left to ask.
        if (proposals.TrueForAll(s => s.State != SuggestionState.Waiting) || draft.Kind is not DraftKind.Reject)
        {
            _settled.Add(draft.VariationId);
        }
    }

    private void Say(LinkSuggestion suggestion, SuggestionState state) =>
        (suggestion.State, suggestion.DecidedBy, suggestion.DecidedAt, suggestion.DecidedIn) = (state, caller.Name, now, decidedIn);

    private LinkSuggestion ByHand(DraftDecision draft, long storeId)
    {
        var suggestion = new LinkSuggestion
        {
            OrganisationId = caller.OrganisationId,
            StoreId = storeId,
            VariationId = draft.VariationId,
            StockItemId = draft.StockItemId!.Value,
            Score = 0,
            Tier = MatchTier.Text,
            Quantity = (int)Math.Max(1, decimal.Truncate(draft.Quantity)),
            Reasons = [new MatchReason(true, "found by a person")],
            Ticked = false,
            FoundAt = now,
        };
        db.LinkSuggestions.Add(suggestion);
        return suggestion;
    }
}
