using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks.Suggestions;

namespace Quayside.SkuLinks.WorkList;

/// <summary>Variations that can be decided together, because they are alike in what the filter says.</summary>
/// <param name="Count">How many of them can be decided so: for accepting, those with a proposal.</param>
/// <param name="Right">How many of their first proposals are expected to be right.</param>
public sealed record Family(string Text, WorkFilter Filter, int Count, decimal Right = 0);

/// <summary>The families that a variation of the work list belongs to.</summary>
public sealed class FindFamilies(Databases databases)
{
    private static readonly decimal[] Unlikely = [0.1m, 0.2m, 0.3m, 0.5m];

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

    /// <summary>Variations of a row's store that may stand alone together, and are not decided yet; largest last, those of one left out.</summary>
    public async Task<IReadOnlyList<Family>> AloneAsync(Caller caller, WorkRow row, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var drafted = DraftText.Of(db, caller);
        var store = new WorkFilter(StoreId: row.Variation.StoreId);
        List<(string Text, WorkFilter Filter)> asked =
        [
            ($"All variations of “{row.Variation.Title}”", store with { ListingId = row.Variation.ListingId }),
            .. Unlikely.Select(below => ($"In this store, less than {WorkWords.Percent(below)} sure", store with { Below = below })),
        ];
        var families = new List<Family>();
        foreach (var (text, filter) in asked)
        {
            var scores = FindWork.Filtered(db, filter).Where(c => !drafted.Any(d => d.VariationId == c.VariationId)).Select(c => c.Score);
            if (await scores.CountAsync(cancellation) is > 1 and var count)
            {
                families.Add(new Family(text, filter, count, await scores.SumAsync(cancellation)));
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
