using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks.Suggestions;

namespace Quayside.SkuLinks.WorkList;

/// <summary>Variations that can be decided together, because they are alike in what the filter says.</summary>
/// <param name="Count">How many of them have a proposal.</param>
public sealed record Family(string Text, WorkFilter Filter, int Count);

/// <summary>The families that a variation of the work list belongs to.</summary>
public sealed class FindFamilies(Databases databases)
{
    /// <summary>Largest last; those of one are left out.</summary>
    public async Task<IReadOnlyList<Family>> RunAsync(Caller caller, WorkRow row, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var check = await db.LinkChecks.AsNoTracking().SingleOrDefaultAsync(c => c.VariationId == row.Variation.Id, cancellation);
        var families = new List<Family>();
        foreach (var (text, filter) in check is null ? [] : Of(check, row))
        {
            var count = await FindWork.Filtered(db, filter).CountAsync(c => c.Tier != null, cancellation);
            if (count > 1)
            {
                families.Add(new Family(text, filter, count));
            }
        }

        return [.. families.OrderBy(f => f.Count)];
    }

    private static IEnumerable<(string Text, WorkFilter Filter)> Of(LinkCheck check, WorkRow row)
    {
        var store = new WorkFilter(StoreId: check.StoreId);
        yield return ($"All variations of “{row.Variation.Title}”", store with { ListingId = check.ListingId });
        if (check.SkuRule is { } rule)
        {
            yield return ($"All whose SKU is the proposed one as {rule}", store with { Rule = rule });
        }

        if (check.Brand is not null)
        {
            yield return ($"All of the brand {row.Variation.Brand}", store with { Brand = row.Variation.Brand });
        }

        if (check.Tier is { } tier)
        {
            yield return ($"All that are proposed {WorkWords.Because(tier)} in this group", store with { Group = check.Group, Tier = tier });
        }

        yield return ("All that are ticked in this store", store with { Ticked = true });
    }
}
