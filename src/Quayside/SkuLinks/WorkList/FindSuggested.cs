using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks.Decisions;
using Quayside.SkuLinks.Matching;
using Quayside.SkuLinks.Suggestions;

namespace Quayside.SkuLinks.WorkList;

/// <param name="State">Waiting where it is not said.</param>
public sealed record SuggestionFilter(
    long? StoreId = null, SuggestionState State = SuggestionState.Waiting, MatchTier? Tier = null, bool? Ticked = null, long? VariationId = null);

/// <summary>Proposals themselves, as programs ask for them; newest first.</summary>
public sealed class FindSuggested(Databases databases)
{
    private const string List = "suggestions";

    /// <returns>Refused: not_found (the store), cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<SuggestionView>>> RunAsync(
        Caller caller, SuggestionFilter filter, string? cursor, int limit, CancellationToken cancellation)
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

        var rows = await Filtered(db, filter, begin.Value).OrderByDescending(s => s.Id).Take(limit + 1).ToListAsync(cancellation);
        var part = Place.Cut(List, rows, limit, s => new Place("", s.Id));
        return new Slice<SuggestionView>(await ShowAsync(db, part.Items, cancellation), part.Next);
    }

    /// <returns>Refused: not_found.</returns>
    public async Task<Outcome<SuggestionView>> OneAsync(Caller caller, long id, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var row = await db.LinkSuggestions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellation);
        return row is null ? Refusal.NotFound("suggestion") : (await ShowAsync(db, [row], cancellation))[0];
    }

    private static IQueryable<LinkSuggestion> Filtered(QuaysideDb db, SuggestionFilter filter, Place? after)
    {
        var rows = db.LinkSuggestions.AsNoTracking().Where(s => s.State == filter.State);
        rows = filter.StoreId is { } store ? rows.Where(s => s.StoreId == store) : rows;
        rows = filter.Tier is { } tier ? rows.Where(s => s.Tier == tier) : rows;
        rows = filter.Ticked is { } ticked ? rows.Where(s => s.Ticked == ticked) : rows;
        rows = filter.VariationId is { } variation ? rows.Where(s => s.VariationId == variation) : rows;
        return after is null ? rows : rows.Where(s => s.Id < after.Id);
    }

    private static async Task<List<SuggestionView>> ShowAsync(QuaysideDb db, IReadOnlyList<LinkSuggestion> rows, CancellationToken cancellation)
    {
        var views = await new WorkCards(db).SuggestionsAsync(rows, cancellation);
        return [.. rows.Select(r => views[r.VariationId].First(v => v.Id == r.Id))];
    }
}

/// <summary>Accepts and rejects proposals at once, for programs; people gather theirs on the work list first.</summary>
public sealed class AnswerSuggestions(Databases databases, PreviewMapping preview, ApplyMapping apply, SuggestionSearch search, TimeProvider clock)
{
    /// <summary>What accepting would do. Writes nothing.</summary>
    /// <returns>Refused: forbidden, not_found, suggestion.decided, mapping.size.</returns>
    public async Task<Outcome<MappingPreview>> PreviewAsync(
        Caller caller, IReadOnlyList<long> ids, OpenOrders openOrders, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var asked = await AskedAsync(db, caller, ids, DraftKind.Accept, cancellation);
        return asked.Refusal is { } refusal
            ? refusal
            : await preview.RunAsync(caller, await DraftedChanges.ChangesAsync(db, asked.Value!, cancellation), openOrders, cancellation);
    }

    /// <summary>Links each proposal's variation, all or none.</summary>
    /// <returns>Refused: as the preview, and what <see cref="ApplyMapping"/> refuses.</returns>
    public async Task<Outcome<AppliedDrafts>> AcceptAsync(
        Caller caller, IReadOnlyList<long> ids, OpenOrders openOrders, CancellationToken cancellation)
    {
        List<DraftDecision> answers;
        List<MappingChange> changes;
        await using (var db = databases.Open(caller.OrganisationId))
        {
            var asked = await AskedAsync(db, caller, ids, DraftKind.Accept, cancellation);
            if (asked.Refusal is { } refusal)
            {
                return refusal;
            }

            (answers, changes) = (asked.Value!, await DraftedChanges.ChangesAsync(db, asked.Value!, cancellation));
        }

        var batch = await apply.RunAsync(caller, changes, openOrders, cancellation);
        if (batch.Refusal is { } no)
        {
            return no;
        }

        await NoteAsync(caller, answers, batch.Value!.Id, cancellation);
        return new AppliedDrafts(batch.Value.Id, answers.Count, changes.Count);
    }

    /// <summary>Turns proposals down; they never come again.</summary>
    /// <returns>Refused: forbidden, not_found, suggestion.decided, mapping.size.</returns>
    public async Task<Outcome<AppliedDrafts>> RejectAsync(Caller caller, IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        List<DraftDecision> answers;
        await using (var db = databases.Open(caller.OrganisationId))
        {
            var asked = await AskedAsync(db, caller, ids, DraftKind.Reject, cancellation);
            if (asked.Refusal is { } refusal)
            {
                return refusal;
            }

            answers = asked.Value!;
        }

        var id = NewId.Next();
        await NoteAsync(caller, answers, id, cancellation);
        return new AppliedDrafts(id, answers.Count, 0);
    }

    private async Task NoteAsync(Caller caller, List<DraftDecision> answers, long id, CancellationToken cancellation)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await new NoteAnswers(write.Db, caller, id, clock.GetUtcNow()).RunAsync(answers, cancellation);
        await write.CommitAsync(cancellation);
        search.Nudge(caller.OrganisationId, answers.Count);
    }

    private static async Task<Outcome<List<DraftDecision>>> AskedAsync(
        QuaysideDb db, Caller caller, IReadOnlyList<long> ids, DraftKind kind, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        var asked = ids.Distinct().ToList();
        if (asked.Count is 0 or > DecideMapping.MostDrafts)
        {
            return new Refusal("mapping.size", $"Name from 1 to {DecideMapping.MostDrafts:N0} proposals.");
        }

        var rows = await db.LinkSuggestions.AsNoTracking().Where(s => asked.Contains(s.Id)).OrderByDescending(s => s.Score).ThenBy(s => s.Id).ToListAsync(cancellation);
        if (rows.Count < asked.Count)
        {
            return Refusal.NotFound("suggestion");
        }

        return rows.Exists(s => s.State != SuggestionState.Waiting)
                || (kind == DraftKind.Accept && rows.Select(r => r.VariationId).Distinct().Count() < rows.Count)
            ? new Refusal("suggestion.decided", "One of these was decided already, or two of them are about one variation.")
            : rows.ConvertAll(s => DecideMapping.Draft(caller, s.VariationId, kind, s.StockItemId, s.Quantity));
    }
}
