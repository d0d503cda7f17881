using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks.Decisions;
using Quayside.SkuLinks.Suggestions;

namespace Quayside.SkuLinks.WorkList;

/// <summary>Shows and applies what a person has gathered.</summary>
public sealed class ApplyDrafts(Databases databases, PreviewMapping preview, ApplyMapping apply, SuggestionSearch search, TimeProvider clock)
{
    /// <summary>What the gathered decisions would do. Writes nothing.</summary>
    /// <returns>Refused: forbidden, and what <see cref="PreviewMapping"/> refuses.</returns>
    public async Task<Outcome<DraftsPreview>> PreviewAsync(Caller caller, OpenOrders openOrders, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var (drafts, changes) = await DraftedChanges.LoadAsync(db, caller, cancellation);
        var texts = await DraftText.ViewAsync(db, drafts, cancellation);
        var effect = changes.Count == 0
            ? null
            : (Outcome<MappingPreview>?)await preview.RunAsync(caller, changes.ConvertAll(c => c.Change), openOrders, cancellation);
        return effect?.Refusal is { } refusal
            ? refusal
            : new DraftsPreview(
                [.. drafts.Select(d => texts[d.VariationId])],
                effect?.Value,
                [.. (effect?.Value?.Problems ?? []).Select(p => new DraftProblem(changes[p.Change].VariationId, p.Text))]);
    }

    /// <summary>What variations are called: their SKU, the title and their choices.</summary>
    public async Task<IReadOnlyDictionary<long, string>> NamesAsync(
        Caller caller, IReadOnlyCollection<long> variationIds, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var rows = await (
            from variation in db.Variations.AsNoTracking()
            where variationIds.Contains(variation.Id)
            join listing in db.Listings on variation.ListingId equals listing.Id
            select new { variation, listing.Title }).ToListAsync(cancellation);
        return rows.ToDictionary(r => r.variation.Id, r => string.Join(" · ", new[]
        {
            r.variation.SellerSku, r.Title, string.Join(", ", r.variation.Options.Select(o => o.Value)),
        }.Where(part => !string.IsNullOrEmpty(part))));
    }

    /// <summary>Applies all of it, or nothing. Touches no shop.</summary>
    /// <returns>Refused: forbidden, draft.none, and what <see cref="ApplyMapping"/> refuses; the drafts stay then.</returns>
    public async Task<Outcome<AppliedDrafts>> RunAsync(Caller caller, OpenOrders openOrders, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        List<DraftDecision> drafts;
        List<DraftedChange> changes;
        await using (var db = databases.Open(caller.OrganisationId))
        {
            (drafts, changes) = await DraftedChanges.LoadAsync(db, caller, cancellation);
        }

        if (drafts.Count == 0)
        {
            return new Refusal("draft.none", "There is nothing to apply.");
        }

        // Without a change of links it is a decision all the same: proposals were turned down.
        var id = NewId.Next();
        if (changes.Count > 0)
        {
            var batch = await apply.RunAsync(caller, changes.ConvertAll(c => c.Change), openOrders, cancellation);
            if (batch.Refusal is { } no)
            {
                return no;
            }

            id = batch.Value!.Id;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await new NoteAnswers(write.Db, caller, id, clock.GetUtcNow()).RunAsync(drafts, cancellation);
        var done = drafts.ConvertAll(d => d.Id);
        await write.Db.DraftDecisions.Where(d => done.Contains(d.Id)).ExecuteDeleteAsync(cancellation);
        await write.CommitAsync(cancellation);
        search.Nudge(caller.OrganisationId, drafts.Count);
        return new AppliedDrafts(id, drafts.Count, changes.Count);
    }
}

/// <param name="Effect">null where no decision changes a link or a name.</param>
/// <param name="Problems">Decisions that cannot be applied: nothing is applied while one of them is among the others.</param>
public sealed record DraftsPreview(IReadOnlyList<DraftView> Decisions, MappingPreview? Effect, IReadOnlyList<DraftProblem> Problems);

public sealed record DraftProblem(long VariationId, string Text);

/// <param name="Id">What to undo; the mapping batch's own id where links changed.</param>
/// <param name="Changes">How many of the decisions changed a link or a name.</param>
public sealed record AppliedDrafts(long Id, int Decisions, int Changes);
