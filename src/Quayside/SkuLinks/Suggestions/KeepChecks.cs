using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.SkuLinks.Matching;

namespace Quayside.SkuLinks.Suggestions;

/// <summary>Writes what was found about a chunk of variations in place of what was found before. What people said stays.</summary>
internal sealed class KeepChecks(QuaysideDb db, SearchContext search, DateTimeOffset now)
{
    public async Task RunAsync(IReadOnlyList<CheckedVariation> chunk, List<ProposedLink> proposed, CancellationToken cancellation)
    {
        var looked = chunk.ToDictionary(v => v.Variation.Id);
        var ids = looked.Keys.Concat(proposed.Select(p => p.VariationId)).Distinct().ToList();
        var before = await db.LinkSuggestions.Where(s => ids.Contains(s.VariationId)).ToListAsync(cancellation);
        var pairs = before.Where(s => s.State == SuggestionState.Rejected || !looked.ContainsKey(s.VariationId))
            .Select(s => (s.VariationId, s.StockItemId)).ToHashSet();
        Confirm(before, looked);
        await db.SaveChangesAsync(cancellation);

        var fresh = proposed.Where(p => pairs.Add((p.VariationId, p.StockItemId))).ToList();
        var again = fresh.Select(p => (p.VariationId, p.StockItemId)).ToHashSet();
        var gone = before.Where(s => looked.ContainsKey(s.VariationId)
                && (s.State == SuggestionState.Waiting || (s.State == SuggestionState.Accepted && again.Contains((s.VariationId, s.StockItemId)))))
            .Select(s => s.Id).ToList();
        await db.LinkSuggestions.Where(s => gone.Contains(s.Id)).ExecuteDeleteAsync(cancellation);
        db.ChangeTracker.Clear();
        await db.InsertManyAsync([.. fresh.Select(p => p.Row(search.OrganisationId, now))], cancellation);

        await ReplaceAsync(chunk, fresh.ToLookup(p => p.VariationId), cancellation);
        await TellTurnedAsync([.. fresh.Where(p => !looked.ContainsKey(p.VariationId))], cancellation);
    }

    // A variation that was linked to what was proposed: however that came about, the proposal was right.
    private void Confirm(List<LinkSuggestion> before, Dictionary<long, CheckedVariation> looked)
    {
        foreach (var suggestion in before.Where(s => s.State == SuggestionState.Waiting))
        {
            if (looked.GetValueOrDefault(suggestion.VariationId)?.Link is { } link && link.StockItemId == suggestion.StockItemId)
            {
                (suggestion.State, suggestion.DecidedBy, suggestion.DecidedAt) = (SuggestionState.Accepted, link.LinkedBy, now);
            }
        }
    }

    private async Task ReplaceAsync(
        IReadOnlyList<CheckedVariation> chunk, ILookup<long, ProposedLink> proposed, CancellationToken cancellation)
    {
        var ids = chunk.Select(v => v.Variation.Id).ToList();
        var skus = await MasterSkusAsync(proposed.SelectMany(p => p), cancellation);
        await db.LinkChecks.Where(c => ids.Contains(c.VariationId)).ExecuteDeleteAsync(cancellation);
        await db.InsertManyAsync([.. chunk.Select(v => Check(v, proposed[v.Variation.Id].FirstOrDefault(), skus))], cancellation);
    }

    private LinkCheck Check(CheckedVariation variation, ProposedLink? best, Dictionary<long, string> skus) => new()
    {
        VariationId = variation.Variation.Id,
        OrganisationId = search.OrganisationId,
        StoreId = variation.Variation.StoreId,
        ListingId = variation.Listing.Id,
        LinkId = variation.Link?.Id,
        IsAlone = variation.IsAlone,
        IsGenerated = variation.IsGenerated,
        Group = GroupOf(variation, best),
        Score = best?.Rounded ?? 0,
        Ticked = best?.Ticked ?? false,
        Tier = best?.Tier,
        Brand = SkuKey.Of(variation.Listing.Brand),
        SkuRule = best is null ? null : SkuRule.Of(variation.Variation.SellerSku, skus.GetValueOrDefault(best.StockItemId)),
        CheckedAt = now,
    };

    private WorkGroup? GroupOf(CheckedVariation variation, ProposedLink? best) => variation switch
    {
        { IsDecided: true } => null,
        { Link: not null, IsAlone: false } => null,
        { Conflict: ConflictReason.TwiceInStore, IsGenerated: true } => WorkGroup.TwiceInStore,
        { Conflict: not null, IsGenerated: true } => WorkGroup.Contradiction,
        { Variation.SkuKey: null, IsGenerated: true } => WorkGroup.NoSku,
        _ when best is { Tier: MatchTier.SkuGrammar } => WorkGroup.NearSku,
        _ when best is not null => WorkGroup.SeveralSkus,
        { Link: null } => WorkGroup.NoProposal,

        // The first store is what the others are mapped to: that it alone sells something is nobody's work.
        _ => search.Stores[0] == variation.Variation.StoreId ? null : WorkGroup.NoProposal,
    };

    // The chunk was of another store: the product without a SKU was looked at before, and has a proposal now.
    private async Task TellTurnedAsync(List<ProposedLink> turned, CancellationToken cancellation)
    {
        var best = turned.GroupBy(p => p.VariationId).ToDictionary(g => g.Key, g => g.MaxBy(p => p.Score)!);
        var ids = best.Keys.ToList();
        foreach (var check in await db.LinkChecks.Where(c => ids.Contains(c.VariationId) && c.SettledBy == null).ToListAsync(cancellation))
        {
            var proposal = best[check.VariationId];
            if (proposal.Rounded >= check.Score)
            {
                check.Group ??= WorkGroup.NoSku;
                (check.Score, check.Ticked, check.Tier) = (proposal.Rounded, proposal.Ticked, proposal.Tier);
            }
        }

        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
    }

    private Task<Dictionary<long, string>> MasterSkusAsync(IEnumerable<ProposedLink> proposed, CancellationToken cancellation)
    {
        var ids = proposed.Select(p => p.StockItemId).Distinct().ToList();
        return db.StockItems.Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.MasterSku, cancellation);
    }
}
