using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks.Decisions;
using Quayside.SkuLinks.Suggestions;

namespace Quayside.SkuLinks.WorkList;

/// <summary>Undoes decisions that were applied together: the links by <see cref="UndoMapping"/>, and the answers to what went back, which
/// wait again.</summary>
public sealed class UndoWork(Databases databases, UndoMapping undo, SuggestionSearch search)
{
    /// <returns>What went back and what stays. Refused: forbidden, not_found.</returns>
    public async Task<Outcome<UndoneMapping>> RunAsync(Caller caller, long id, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        var links = await undo.RunAsync(caller, id, cancellation);
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        var answers = await AnswersAsync(write.Db, id, cancellation);
        await write.CommitAsync(cancellation);
        search.Nudge(caller.OrganisationId, 0);
        return links.Refusal is { Code: "not_found" } && answers > 0 ? new UndoneMapping(id, answers, []) : links;
    }

    /// <summary>What this person applied last and nobody undid; null where there is no such thing.</summary>
    public async Task<long?> LastAsync(Caller caller, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        return await db.LinkSuggestions.Where(s => s.DecidedIn != null && s.DecidedBy == caller.Name)
            .MaxAsync(s => s.DecidedIn, cancellation);
    }

    private static async Task<int> AnswersAsync(QuaysideDb db, long id, CancellationToken cancellation)
    {
        (string? nobody, long? nothing, DateTimeOffset? never) = (null, null, null);
        var standing = db.VariationDecisions.Where(d => d.BatchId == id && d.UndoneAt == null).Select(d => d.VariationId);
        var suggestions = await db.LinkSuggestions.Where(s => s.DecidedIn == id && !standing.Contains(s.VariationId)).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.State, SuggestionState.Waiting).SetProperty(s => s.DecidedBy, nobody)
                .SetProperty(s => s.DecidedAt, never).SetProperty(s => s.DecidedIn, nothing),
            cancellation);

        // Looked at again: its best proposal is another one now.
        long? another = -1;
        var checks = await db.LinkChecks.Where(c => c.SettledIn == id && !standing.Contains(c.VariationId)).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.SettledBy, nobody).SetProperty(c => c.SettledIn, nothing).SetProperty(c => c.LinkId, another),
            cancellation);
        return Math.Max(suggestions, checks);
    }
}
