using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.SkuLinks.Matching;
using Quayside.SkuLinks.Suggestions;

namespace Quayside.SkuLinks.WorkList;

/// <summary>Which variations; what is not said does not matter.</summary>
/// <param name="Group">null for all but stock that differs.</param>
/// <param name="Ticked">Only those whose first proposal is ticked.</param>
/// <param name="Rule">As <see cref="LinkCheck.SkuRule"/>.</param>
/// <param name="Below">Only those whose first proposal is less sure than this, or that have none.</param>
public sealed record WorkFilter(
    WorkGroup? Group = null, long? StoreId = null, bool? Ticked = null, MatchTier? Tier = null, long? ListingId = null,
    string? Brand = null, string? Rule = null, decimal? Below = null);

/// <summary>What is not clean and waits for a person, surest first, a part at a time.</summary>
public sealed class FindWork(Databases databases)
{
    private const string List = "work";

    /// <returns>Refused: not_found (the store), cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<WorkRow>>> RunAsync(
        Caller caller, WorkFilter filter, string? cursor, int limit, CancellationToken cancellation)
    {
        var begin = Place.Read(List, cursor, limit);
        if (begin.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        if (filter.StoreId is { } storeId && !await db.Stores.AnyAsync(s => s.Id == storeId, cancellation))
        {
            return Refusal.NotFound("store");
        }

        var rows = filter.Group == WorkGroup.StockDiffers
            ? await DifferingAsync(db, filter, begin.Value, limit + 1, cancellation)
            : await CheckedAsync(db, filter, begin.Value, limit + 1, cancellation);
        var part = Place.Cut(List, rows, limit, r => new Place(r.Score.ToString(CultureInfo.InvariantCulture), r.VariationId));
        return new Slice<WorkRow>(await ShowAsync(db, caller, part.Items, cancellation), part.Next);
    }

    /// <summary>What waits, as the filter says; never what a person settled.</summary>
    internal static IQueryable<LinkCheck> Filtered(QuaysideDb db, WorkFilter filter)
    {
        var checks = db.LinkChecks.AsNoTracking().Where(c => c.Group != null && c.SettledBy == null);
        checks = filter.Group is { } group ? checks.Where(c => c.Group == group) : checks;
        checks = filter.StoreId is { } store ? checks.Where(c => c.StoreId == store) : checks;
        checks = filter.Ticked is { } ticked ? checks.Where(c => c.Ticked == ticked) : checks;
        checks = filter.Tier is { } tier ? checks.Where(c => c.Tier == tier) : checks;
        checks = filter.ListingId is { } listing ? checks.Where(c => c.ListingId == listing) : checks;
        checks = SkuKey.Of(filter.Brand) is { } brand ? checks.Where(c => c.Brand == brand) : checks;
        checks = filter.Below is { } below ? checks.Where(c => c.Score < below) : checks;
        return filter.Rule is { } rule ? checks.Where(c => c.SkuRule == rule) : checks;
    }

    private static Task<List<Asked>> CheckedAsync(
        QuaysideDb db, WorkFilter filter, Place? after, int limit, CancellationToken cancellation)
    {
        var checks = Filtered(db, filter);
        if (after is not null)
        {
            var score = decimal.TryParse(after.Sort, CultureInfo.InvariantCulture, out var number) ? number : 0;
            checks = checks.Where(c => c.Score < score || (c.Score == score && c.VariationId > after.Id));
        }

        return checks.OrderByDescending(c => c.Score).ThenBy(c => c.VariationId)
            .Select(c => new Asked(c.VariationId, c.Group!.Value, c.Score, c.Ticked)).Take(limit).ToListAsync(cancellation);
    }

    private static async Task<List<Asked>> DifferingAsync(
        QuaysideDb db, WorkFilter filter, Place? after, int limit, CancellationToken cancellation)
    {
        var differing = Discrepancies.Variations(db);
        var rows = db.Variations.Where(v => differing.Contains(v.Id));
        rows = filter.StoreId is { } store ? rows.Where(v => v.StoreId == store) : rows;
        rows = filter.ListingId is { } listing ? rows.Where(v => v.ListingId == listing) : rows;
        rows = after is null ? rows : rows.Where(v => v.Id > after.Id);
        return [.. (await rows.OrderBy(v => v.Id).Select(v => v.Id).Take(limit).ToListAsync(cancellation))
            .Select(id => new Asked(id, WorkGroup.StockDiffers, 0, false))];
    }

    private static async Task<List<WorkRow>> ShowAsync(
        QuaysideDb db, Caller caller, IReadOnlyList<Asked> asked, CancellationToken cancellation)
    {
        var ids = asked.Select(a => a.VariationId).ToList();
        var cards = new WorkCards(db);
        var variations = await cards.VariationsAsync(ids, cancellation);
        var waiting = await db.LinkSuggestions.AsNoTracking()
            .Where(s => ids.Contains(s.VariationId) && s.State == SuggestionState.Waiting).ToListAsync(cancellation);
        var suggestions = await cards.SuggestionsAsync(waiting, cancellation);
        var drafts = await DraftText.LoadAsync(db, caller, ids, cancellation);
        return [.. asked.Select(a => new WorkRow(
            variations[a.VariationId], a.Group, a.Ticked, [.. suggestions[a.VariationId]], drafts.GetValueOrDefault(a.VariationId)))];
    }

    private sealed record Asked(long VariationId, WorkGroup Group, decimal Score, bool Ticked);
}
