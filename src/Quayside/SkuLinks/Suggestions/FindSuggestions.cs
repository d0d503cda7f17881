using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.SkuLinks.Matching;

namespace Quayside.SkuLinks.Suggestions;

/// <summary>Looks through an organisation's variations for what is not clean, and proposes what they may be. Links nothing.</summary>
/// <remarks>Store by store in the order they were connected: a later store's variations are held against the items of the stores before
/// it, so that each pair is met once. Only what changed since it was last looked at; stopping anywhere loses at most one chunk.</remarks>
public sealed class FindSuggestions(Databases databases, Matcher matcher, TimeProvider clock)
{
    private const int ChunkSize = 2000;

    /// <returns>How many variations were looked at.</returns>
    public async Task<int> RunAsync(long organisationId, CancellationToken cancellation)
    {
        await using var db = databases.Open(organisationId);
        var stores = await db.Stores.Where(s => s.DisconnectedAt == null)
            .OrderBy(s => s.ConnectedAt).ThenBy(s => s.Id).Select(s => s.Id).ToListAsync(cancellation);
        var search = new SearchContext(organisationId, stores, matcher);
        var looked = 0;
        foreach (var store in stores)
        {
            looked += await LookThroughAsync(search, store, cancellation);
        }

        return looked;
    }

    /// <summary>Has everything that waits for a person looked at again, with what was learnt meanwhile. The old proposals stay until then.</summary>
    public async Task ForgetAsync(long organisationId, CancellationToken cancellation)
    {
        long? another = -1;
        await using var write = await WriteTransaction.BeginAsync(databases, organisationId, cancellation);
        await write.Db.LinkChecks.Where(c => c.Group != null && c.SettledBy == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LinkId, another), cancellation);
        await write.CommitAsync(cancellation);
    }

    private async Task<int> LookThroughAsync(SearchContext search, long store, CancellationToken cancellation)
    {
        var (looked, after) = (0, 0L);
        MasterIndex? masters = null;
        MatchHints? hints = null;
        while (true)
        {
            List<CheckedVariation> found;
            await using (var db = databases.Open(search.OrganisationId))
            {
                (found, var last) = await ChangedVariations.NextAsync(db, store, after, cancellation);
                if (last is not { } next)
                {
                    return looked;
                }

                after = next;
            }

            foreach (var chunk in found.Chunk(ChunkSize))
            {
                if (masters is null && chunk.Any(SearchContext.IsAsked))
                {
                    (masters, hints) = await PrepareAsync(search, store, cancellation);
                }

                await LookAtAsync(search, store, chunk, masters, hints, cancellation);
                looked += chunk.Length;
            }
        }
    }

    private async Task<(MasterIndex Masters, MatchHints Hints)> PrepareAsync(SearchContext search, long store, CancellationToken cancellation)
    {
        await using var db = databases.Open(search.OrganisationId);
        var masters = new List<MatchProduct>();
        await foreach (var master in MatchProducts.MastersForAsync(db, store, search.Stores, cancellation))
        {
            masters.Add(master);
        }

        return (MasterIndex.Build(masters), await LearntPairs.LoadAsync(db, cancellation));
    }

    private async Task LookAtAsync(
        SearchContext search, long store, CheckedVariation[] chunk, MasterIndex? masters, MatchHints? hints, CancellationToken cancellation)
    {
        List<ProposedLink> proposed;
        await using (var db = databases.Open(search.OrganisationId))
        {
            proposed = masters is null ? [] : await new Proposals(db, search, store).FindAsync(chunk, masters, hints, cancellation);
        }

        await using var write = await WriteTransaction.BeginAsync(databases, search.OrganisationId, cancellation);
        await write.LockStockAsync(cancellation);
        await new KeepChecks(write.Db, search, clock.GetUtcNow()).RunAsync(chunk, proposed, cancellation);
        await write.CommitAsync(cancellation);
    }
}

/// <param name="Stores">Connected stores, earliest first.</param>
internal sealed record SearchContext(long OrganisationId, IReadOnlyList<long> Stores, Matcher Matcher)
{
    /// <summary>Whether anything may be proposed: nobody decided about it, and it stands alone or is linked to nothing.</summary>
    public static bool IsAsked(CheckedVariation variation) =>
        !variation.IsDecided && (variation.Link is null || variation.IsAlone);
}
