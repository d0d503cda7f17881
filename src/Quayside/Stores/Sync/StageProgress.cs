using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;

namespace Quayside.Stores.Sync;

/// <summary>Where a running stage stands: pages, counts and what the channel expects, rebuilt from the stored pages after a kill.</summary>
internal sealed class StageProgress(StageName stage)
{
    private readonly SeenIds _seen = new();
    private readonly Dictionary<string, (long? Expected, long NotCounted)> _feeds = new(StringComparer.Ordinal);
    private Counts _counts;
    private bool _cameAgain;

    public static async Task<StageProgress> LoadAsync(
        QuaysideDb db, long sessionId, SyncStage stage, CancellationToken cancellation)
    {
        var progress = new StageProgress(stage.Name);
        var pages = db.SyncPages.AsNoTracking()
            .Where(p => p.SessionId == sessionId && p.Stage == stage.Name)
            .OrderBy(p => p.Number).AsAsyncEnumerable();
        await foreach (var page in pages.WithCancellation(cancellation))
        {
            var ids = SeenIds.Unpack(page.Ids).ToList();
            progress._cameAgain |= progress._seen.Add(page.Cursor, ids, ids.Count == 0) == 0 && ids.Count > 0;
            progress.AddFeed(page.Feed, page.Expected, page.NotCounted);
        }

        progress._counts = new Counts(stage.Pages, stage.Discovered, stage.Stored, stage.Changed);
        return progress;
    }

    public Counts Snapshot() => _counts;

    public void Restore(Counts counts) => _counts = counts with { Restored = true };

    /// <summary>Counts a page off the wire.</summary>
    /// <exception cref="EndlessFeedException">It brings nothing new, like those before it.</exception>
    public void Add<T>(string? asked, Page<T> page)
        where T : class
    {
        // After a write that failed the pages are counted again; they were seen already.
        var ids = page.Records.SelectMany(r => r.CountedIds).ToList();
        var added = _counts.Restored ? ids.Count : _seen.Add(asked ?? "", ids, page.Records.Count == 0);
        if (!_counts.Restored)
        {
            AddFeed(page.Feed, page.Expected, page.NotCounted);
        }

        _counts = _counts with { Pages = _counts.Pages + 1, Discovered = _counts.Discovered + added };
        _cameAgain |= added == 0 && ids.Count > 0;
        if (_cameAgain && !page.More && Expected() > _counts.Discovered)
        {
            // A short feed ends before it stands still for long: what a page that came again stood for is missing.
            throw new EndlessFeedException();
        }
    }

    public void CountStored(int stored) => _counts = _counts with { Stored = _counts.Stored + stored };

    public void CountChanged(int changed) => _counts = _counts with { Changed = _counts.Changed + changed };

    /// <param name="onlyFilled">Leaves out pages without a record.</param>
    public void SavePages<T>(QuaysideDb db, RunContext run, IReadOnlyList<FetchedPage<T>> pages, bool onlyFilled)
        where T : class
    {
        var number = _counts.Pages - pages.Count;
        foreach (var (asked, page) in pages)
        {
            var ids = page.Records.SelectMany(r => r.CountedIds).ToList();
            if (onlyFilled && ids.Count == 0)
            {
                number++;
                continue;
            }

            db.SyncPages.Add(new SyncPage
            {
                SessionId = run.SessionId,
                Stage = stage,
                Number = ++number,
                OrganisationId = run.Target.OrganisationId,
                Feed = page.Feed,
                Cursor = asked ?? "",
                Ids = SeenIds.Pack(ids),
                Expected = page.Expected,
                NotCounted = page.NotCounted,
            });
        }
    }

    /// <param name="more">false after the last page, which ends reading in the same transaction: a kill right behind it must not
    /// ask for what comes after the end.</param>
    public async Task SaveAsync(
        QuaysideDb db, RunContext run, string cursor, bool more, int quarantined, CancellationToken cancellation)
    {
        var row = await db.SyncStages.SingleAsync(s => s.SessionId == run.SessionId && s.Name == stage, cancellation);
        (row.Cursor, row.Pages, row.Discovered, row.Quarantined) = (cursor, _counts.Pages, _counts.Discovered, quarantined);
        row.Changed = _counts.Changed;
        (row.Stored, row.Expected, row.State) = (_counts.Stored, Expected(), more ? StageState.Running : StageState.Settling);
        var session = await db.SyncSessions.SingleAsync(s => s.Id == run.SessionId, cancellation);
        session.Requests = run.Requests;
        if (session.FailuresInARow > 0)
        {
            // Only a page that is here says that the channel answers again; until then the store goes on waiting.
            session.FailuresInARow = 0;
            var store = await db.Stores.SingleAsync(s => s.Id == run.Target.StoreId, cancellation);
            (store.Health, store.HealthText) = (StoreHealth.Ok, null);
        }

        _counts = _counts with { Restored = false };
    }

    private void AddFeed(string feed, long? expected, int notCounted)
    {
        var known = _feeds.GetValueOrDefault(feed);
        _feeds[feed] = (expected ?? known.Expected, known.NotCounted + notCounted);
    }

    private long? Expected() => _feeds.Values.All(f => f.Expected is not null) && _feeds.Count > 0
        ? _feeds.Values.Sum(f => f.Expected!.Value - f.NotCounted)
        : null;

    /// <param name="Restored">A write failed and its pages are counted once more.</param>
    internal readonly record struct Counts(int Pages, long Discovered, long Stored, long Changed, bool Restored = false);
}
