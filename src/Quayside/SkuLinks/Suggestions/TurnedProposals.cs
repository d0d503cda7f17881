using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.SkuLinks.Suggestions;

/// <summary>Turns a proposal round where its item has a made-up code and the variation's own item a real one: then the product without
/// a SKU is the one to be linked, and the seller's code is what stays.</summary>
internal sealed class TurnedProposals(QuaysideDb db)
{
    public async Task<List<ProposedLink>> RunAsync(
        List<ProposedLink> proposed, List<CheckedVariation> asked, CancellationToken cancellation)
    {
        var known = asked.Where(v => v is { Item: not null, IsGenerated: false }).ToDictionary(v => v.Variation.Id);
        var itemIds = proposed.Where(p => known.ContainsKey(p.VariationId)).Select(p => p.StockItemId).Distinct().ToList();
        var alone = (await (
            from item in db.StockItems
            where itemIds.Contains(item.Id) && item.IsGenerated
            join link in db.SkuLinks.Where(l => l.EndedAt == null) on item.Id equals link.StockItemId
            join variation in db.Variations on link.VariationId equals variation.Id
            select new { item.Id, link.Origin, link.VariationId, variation.StoreId }).ToListAsync(cancellation))
            .GroupBy(r => r.Id).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.Single());
        var variationIds = alone.Values.Select(a => a.VariationId).ToList();
        var said = (await db.LinkSuggestions.Where(s => variationIds.Contains(s.VariationId) && s.State == SuggestionState.Rejected)
            .Select(s => new { s.VariationId, s.StockItemId }).ToListAsync(cancellation)).Select(s => (s.VariationId, s.StockItemId)).ToHashSet();

        var turned = new List<ProposedLink>();
        foreach (var proposal in proposed)
        {
            if (!known.TryGetValue(proposal.VariationId, out var variation) || !alone.TryGetValue(proposal.StockItemId, out var owner))
            {
                turned.Add(proposal);
            }
            else if (!CheckedVariation.IsByPerson(owner.Origin) && proposal.Quantity == 1 && !said.Contains((owner.VariationId, variation.Item!.Id)))
            {
                turned.Add(proposal with { StoreId = owner.StoreId, VariationId = owner.VariationId, StockItemId = variation.Item!.Id });
            }
        }

        return turned;
    }
}
