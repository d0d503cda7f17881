using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.SkuLinks.Matching;

namespace Quayside.SkuLinks.Suggestions;

/// <summary>What the variations of a chunk may be, in the words of the domain. Reads, writes nothing.</summary>
internal sealed class Proposals(QuaysideDb db, SearchContext search, long store)
{
    /// <summary>Proposals kept for one variation; more than a person looks at would only be rows.</summary>
    private const int Kept = 3;

    private const double LeastScore = 0.05;

    public async Task<List<ProposedLink>> FindAsync(
        IReadOnlyList<CheckedVariation> chunk, MasterIndex masters, MatchHints? hints, CancellationToken cancellation)
    {
        var asked = chunk.Where(SearchContext.IsAsked).ToList();
        var listings = asked.Select(v => v.AsListing()).ToList();
        var results = masters.Count == 0 ? [] : search.Matcher.Match(masters, listings, hints);
        var found = results.ToDictionary(r => MatchProducts.Id(r.ListingId), r => r);
        var twins = await new SameSkuItems(db, search.Matcher).FindAsync(asked, hints, cancellation);
        var ids = asked.Select(v => v.Variation.Id).ToList();
        var rejected = (await db.LinkSuggestions.Where(s => ids.Contains(s.VariationId) && s.State == SuggestionState.Rejected)
            .Select(s => new { s.VariationId, s.StockItemId }).ToListAsync(cancellation)).Select(r => (r.VariationId, r.StockItemId)).ToHashSet();

        var proposed = new List<ProposedLink>();
        foreach (var variation in asked)
        {
            var id = variation.Variation.Id;
            var own = found.TryGetValue(id, out var result) ? Of(variation, result) : [];
            proposed.AddRange(own.Concat(twins.Where(t => t.VariationId == id)).DistinctBy(p => p.StockItemId)
                .Where(p => p.StockItemId != variation.Item?.Id && !rejected.Contains((id, p.StockItemId)))
                .OrderByDescending(p => p.Score).ThenBy(p => p.StockItemId).Take(Kept));
        }

        proposed = await WithoutAskedAsync(proposed, asked, cancellation);
        return await new TurnedProposals(db).RunAsync(await OccupiedAsync(proposed, cancellation), asked, cancellation);
    }

    // Each pair is met once: what waits at the other side already, as after an undo, is not asked at this one too.
    private async Task<List<ProposedLink>> WithoutAskedAsync(List<ProposedLink> proposed, List<CheckedVariation> asked, CancellationToken cancellation)
    {
        var own = asked.Where(v => v.Item is not null).ToDictionary(v => v.Variation.Id, v => v.Item!.Id);
        var itemIds = proposed.Select(p => p.StockItemId).Distinct().ToList();
        var waiting = (await (
            from suggestion in db.LinkSuggestions
            where suggestion.State == SuggestionState.Waiting && suggestion.StoreId != store
            join link in db.SkuLinks on suggestion.VariationId equals link.VariationId
            where link.EndedAt == null && itemIds.Contains(link.StockItemId)
            select new { link.StockItemId, MayBe = suggestion.StockItemId }).ToListAsync(cancellation)).Select(w => (w.StockItemId, w.MayBe)).ToHashSet();
        return [.. proposed.Where(p => !own.TryGetValue(p.VariationId, out var item) || !waiting.Contains((p.StockItemId, item)))];
    }

    private IEnumerable<ProposedLink> Of(CheckedVariation variation, MatchResult result) =>
        from candidate in result.Candidates
        where candidate.Score >= LeastScore
        select new ProposedLink(
            store, variation.Variation.Id, MatchProducts.Id(candidate.MasterId), candidate.Score, candidate.Tier, candidate.KitOf ?? 1,
            candidate.Reasons, candidate.MasterId == result.SureMasterId);

    // A store lists a product once, as a rule: what it sells already may be right again, but is for a person to see.
    private async Task<List<ProposedLink>> OccupiedAsync(List<ProposedLink> proposed, CancellationToken cancellation)
    {
        var itemIds = proposed.Select(p => p.StockItemId).Distinct().ToList();
        var sold = (await (
            from link in db.SkuLinks
            where itemIds.Contains(link.StockItemId) && link.EndedAt == null
            join variation in db.Variations on link.VariationId equals variation.Id
            where variation.StoreId == store
            select new { link.StockItemId, variation.SellerSku }).ToListAsync(cancellation)).ToLookup(s => s.StockItemId, s => s.SellerSku);
        return [.. proposed.Select(p => sold[p.StockItemId].FirstOrDefault() is { } sku
            ? p with { Ticked = false, Reasons = [.. p.Reasons, new MatchReason(false, $"this store sells it already as {sku}")] }
            : sold.Contains(p.StockItemId)
                ? p with { Ticked = false, Reasons = [.. p.Reasons, new MatchReason(false, "this store sells it already")] }
                : p)];
    }
}

/// <summary>The item that has a variation's own SKU, for variations that got another code because of a conflict.</summary>
internal sealed class SameSkuItems(QuaysideDb db, Matcher matcher)
{
    // So that the question "are these one thing?" is asked also where everything but the SKU speaks against it.
    private const double Least = 0.01;

    public async Task<List<ProposedLink>> FindAsync(List<CheckedVariation> asked, MatchHints? hints, CancellationToken cancellation)
    {
        var inConflict = asked.Where(v => v is { Conflict: not null, IsGenerated: true }).ToList();
        var keys = inConflict.Select(v => v.Variation.SkuKey!).Distinct().ToList();
        var rows = keys.Count == 0 ? [] : await (
            from item in db.StockItems.AsNoTracking()
            where keys.Contains(item.MasterSkuKey) && item.MergedIntoId == null
            join link in db.SkuLinks.Where(l => l.EndedAt == null) on item.Id equals link.StockItemId
            join variation in db.Variations on link.VariationId equals variation.Id
            join listing in db.Listings on variation.ListingId equals listing.Id
            orderby item.Id, variation.Id
            select new { item, variation, listing }).ToListAsync(cancellation);
        var twins = rows.DistinctBy(r => r.item.Id).ToDictionary(r => r.item.MasterSkuKey, r => r, StringComparer.Ordinal);
        var masters = MasterIndex.Build(twins.Values.Select(t => MatchProducts.Master(t.item, t.variation, t.listing)));
        var withTwin = inConflict.Where(v => twins.ContainsKey(v.Variation.SkuKey!)).ToList();
        var results = matcher.Match(masters, withTwin.Select(v => v.AsListing()), hints);
        return [.. withTwin.Zip(results, (v, result) => Of(v, twins[v.Variation.SkuKey!].item, result))];
    }

    private static IEnumerable<MatchReason> SameSku(MatchCandidate? candidate)
    {
        var reasons = candidate?.Reasons ?? [];
        return reasons.Any(r => r.Text == MatchReasons.SameSku) ? reasons : [new MatchReason(true, MatchReasons.SameSku), .. reasons];
    }

    private static ProposedLink Of(CheckedVariation variation, StockItem twin, MatchResult result)
    {
        var candidate = result.Candidates.FirstOrDefault(c => c.MasterId == MatchProducts.Id(twin.Id));
        var against = new MatchReason(false, variation.Conflict switch
        {
            ConflictReason.GtinDiffers => "the barcodes of this SKU differ",
            ConflictReason.PackSizeDiffers => "the pack sizes of this SKU differ",
            _ => "this store has the SKU twice",
        });
        return new ProposedLink(
            variation.Variation.StoreId, variation.Variation.Id, twin.Id, Math.Max(Least, candidate?.Score ?? 0),
            candidate?.Tier ?? MatchTier.SkuGrammar, candidate?.KitOf ?? 1,
            [.. SameSku(candidate), against], Ticked: false);
    }
}
