using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.Organisations;
using Quayside.SkuLinks.Decisions;
using Quayside.SkuLinks.Suggestions;

namespace Quayside.SkuLinks.WorkList;

/// <summary>Gathers what a person decides on the work list. Nothing is linked until it is applied; each person has their own.</summary>
public sealed class DecideMapping(Databases databases)
{
    /// <summary>What is applied together can be undone together, and is one transaction.</summary>
    public const int MostDrafts = ApplyMapping.MostChanges;

    /// <summary>Notes one decision; the last word about a variation counts.</summary>
    /// <returns>Refused: forbidden, not_found, draft.size, draft.incomplete.</returns>
    public async Task<Outcome<DraftView>> DecideAsync(Caller caller, DraftDecision decision, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        if (IsIncomplete(decision))
        {
            return new Refusal("draft.incomplete", "Say which item, or which SKU, the decision is about.");
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        var db = write.Db;
        if (await MissingAsync(db, decision, cancellation) is { } missing)
        {
            return missing;
        }

        await DraftText.Of(db, caller).Where(d => d.VariationId == decision.VariationId).ExecuteDeleteAsync(cancellation);
        if (await DraftText.Of(db, caller).CountAsync(cancellation) >= MostDrafts)
        {
            return TooMany();
        }

        db.DraftDecisions.Add(decision);
        await write.CommitAsync(cancellation);
        return (await DraftText.ViewAsync(db, [decision], cancellation))[decision.VariationId];
    }

    /// <summary>Accepts the first proposal of every variation of a family that has one and is not decided yet.</summary>
    /// <returns>How many were noted. Refused: forbidden, draft.size (nothing is noted then).</returns>
    public Task<Outcome<int>> AcceptAllAsync(Caller caller, WorkFilter family, CancellationToken cancellation) =>
        NoteAllAsync(caller, family, async (db, checks) =>
        {
            var waiting = await db.LinkSuggestions.AsNoTracking()
                .Where(s => s.State == SuggestionState.Waiting && checks.Any(c => c.VariationId == s.VariationId))
                .OrderBy(s => s.VariationId).ThenByDescending(s => s.Score).ThenBy(s => s.Id)
                .Select(s => new { s.VariationId, s.StockItemId, s.Quantity, s.Ticked }).Take(3 * (MostDrafts + 1)).ToListAsync(cancellation);
            return [.. waiting.DistinctBy(s => s.VariationId).Select(s => Draft(caller, s.VariationId, DraftKind.Accept, s.StockItemId, s.Quantity))];
        }, cancellation);

    /// <summary>Says of every variation of a family that is not decided yet that it stands alone.</summary>
    /// <returns>How many were noted. Refused: forbidden, draft.size (nothing is noted then).</returns>
    public Task<Outcome<int>> LeaveAloneAllAsync(Caller caller, WorkFilter family, CancellationToken cancellation) =>
        NoteAllAsync(caller, family, async (_, checks) =>
        {
            var alone = await checks.OrderBy(c => c.VariationId).Select(c => c.VariationId).Take(MostDrafts + 1).ToListAsync(cancellation);
            return [.. alone.Select(v => Draft(caller, v, DraftKind.StandsAlone))];
        }, cancellation);

    /// <summary>Takes back the last decision, or all of them when <paramref name="all"/>.</summary>
    /// <returns>How many were taken back.</returns>
    public async Task<int> TakeBackAsync(Caller caller, bool all, CancellationToken cancellation)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        var drafts = DraftText.Of(write.Db, caller);
        if (!all)
        {
            var id = await drafts.OrderByDescending(d => d.Id).Select(d => d.Id).FirstOrDefaultAsync(cancellation);
            drafts = drafts.Where(d => d.Id == id);
        }

        var count = await drafts.ExecuteDeleteAsync(cancellation);
        await write.CommitAsync(cancellation);
        return count;
    }

    /// <summary>Takes back the decisions about these variations.</summary>
    /// <returns>How many were taken back.</returns>
    public async Task<int> TakeBackAsync(Caller caller, IReadOnlyCollection<long> variationIds, CancellationToken cancellation)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        var count = await DraftText.Of(write.Db, caller).Where(d => variationIds.Contains(d.VariationId)).ExecuteDeleteAsync(cancellation);
        await write.CommitAsync(cancellation);
        return count;
    }

    // All of them or, where that would be too many, none.
    private async Task<Outcome<int>> NoteAllAsync(
        Caller caller, WorkFilter family, Func<QuaysideDb, IQueryable<LinkCheck>, Task<List<DraftDecision>>> decide, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return new Outcome<int>(0, refusal);
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        var drafted = DraftText.Of(write.Db, caller);
        var decisions = await decide(write.Db, FindWork.Filtered(write.Db, family).Where(c => !drafted.Any(d => d.VariationId == c.VariationId)));
        if (decisions.Count + await drafted.CountAsync(cancellation) > MostDrafts)
        {
            return new Outcome<int>(0, TooMany());
        }

        await write.Db.InsertManyAsync(decisions, cancellation);
        await write.CommitAsync(cancellation);
        return decisions.Count;
    }

    /// <summary>Ticks or unticks the first proposal of a variation, for everybody.</summary>
    /// <returns>Refused: forbidden, not_found.</returns>
    public async Task<Refusal?> TickAsync(Caller caller, long variationId, bool ticked, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        var changed = await write.Db.LinkChecks.Where(c => c.VariationId == variationId && c.Tier != null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Ticked, ticked), cancellation);
        await write.CommitAsync(cancellation);
        return changed == 0 ? Refusal.NotFound("proposal") : null;
    }

    public async Task<int> CountAsync(Caller caller, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        return await DraftText.Of(db, caller).CountAsync(cancellation);
    }

    public static DraftDecision Draft(
        Caller caller, long variationId, DraftKind kind, long? stockItemId = null, decimal quantity = 1, string? masterSku = null,
        IReadOnlyList<KitComponent>? components = null) => new()
        {
            OrganisationId = caller.OrganisationId,
            Who = caller.Name,
            VariationId = variationId,
            Kind = kind,
            StockItemId = stockItemId,
            Quantity = quantity,
            MasterSku = string.IsNullOrWhiteSpace(masterSku) ? null : masterSku.Trim(),
            Components = [.. components ?? []],
        };

    private static bool IsIncomplete(DraftDecision decision) => decision.Kind switch
    {
        DraftKind.Accept or DraftKind.Link or DraftKind.Reject => decision.StockItemId is null || decision.Quantity <= 0,
        DraftKind.Split or DraftKind.Rename => SkuKey.Of(decision.MasterSku) is null,
        DraftKind.Kit => decision.Components.Count == 0,
        _ => false,
    };

    private static async Task<Refusal?> MissingAsync(QuaysideDb db, DraftDecision decision, CancellationToken cancellation)
    {
        if (!await db.Variations.AnyAsync(v => v.Id == decision.VariationId, cancellation))
        {
            return Refusal.NotFound("variation");
        }

        var items = decision.Components.Select(c => c.StockItemId).Concat(decision.StockItemId is { } one ? [one] : []).Distinct().ToList();
        return await db.StockItems.CountAsync(i => items.Contains(i.Id), cancellation) == items.Count ? null : Refusal.NotFound("stock item");
    }

    private static Refusal TooMany() => new("draft.size", $"At most {MostDrafts:N0} decisions are gathered. Apply these first.");
}
