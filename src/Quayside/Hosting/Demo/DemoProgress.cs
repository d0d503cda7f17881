using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;
using Quayside.Ui;

namespace Quayside.Hosting.Demo;

/// <summary>Follows the practice stores in the terminal until all of them are in: bars where it can, a line now and then where not.</summary>
internal sealed class DemoProgress(FindStores find, GetSyncSession sessions, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(long Store, StageName Stage), Pace> _paces = [];
    private readonly HashSet<string> _said = [];
    private DateTimeOffset _saidAt;

    /// <param name="bars">null where standard output is no terminal.</param>
    public async Task WatchAsync(Caller owner, LiveLines? bars, CancellationToken cancellation)
    {
        using var beat = new PeriodicTimer(Between, clock);
        bool isOver;
        do
        {
            var stores = (await find.RunAsync(owner, null, Limits.Most, cancellation)).Value!.Items
                .Where(s => s.DisconnectedAt is null).ToList();
            var newest = await sessions.NewestOfEachAsync(owner, cancellation);
            isOver = stores.TrueForAll(s => newest.TryGetValue(s.Id, out var session) && IsOver(session));
            if (bars is not null)
            {
                bars.Show([.. stores.SelectMany(s => ProgressText.Bars(
                    s, newest.GetValueOrDefault(s.Id), stage => PaceOf(s.Id, stage, newest), bars.DrawsBlocks))]);
            }
            else
            {
                SayNews(stores, newest);
            }
        }
        while (!isOver && await beat.WaitForNextTickAsync(cancellation));

        bars?.Leave();
    }

    // One that waits for a person does not move until somebody acts on the page.
    private static bool IsOver(SyncSessionView session) =>
        session.State is SyncState.Completed or SyncState.Failed || session is { State: SyncState.Waiting, ResumesAt: null };

    private Pace PaceOf(long store, StageName stage, IReadOnlyDictionary<long, SyncSessionView> newest)
    {
        if (!_paces.TryGetValue((store, stage), out var pace))
        {
            _paces[(store, stage)] = pace = new Pace();
        }

        pace.Read(clock.GetUtcNow(), newest[store].Stages.First(s => s.Name == stage).Discovered);
        return pace;
    }

    private void SayNews(IReadOnlyList<StoreView> stores, IReadOnlyDictionary<long, SyncSessionView> newest)
    {
        var isTime = clock.GetUtcNow() - _saidAt >= BetweenLines;
        if (isTime)
        {
            _saidAt = clock.GetUtcNow();
        }

        foreach (var store in stores)
        {
            if (newest.GetValueOrDefault(store.Id) is not { } session)
            {
                continue;
            }

            foreach (var stage in session.Stages)
            {
                if (stage.State is StageState.Completed or StageState.Failed || (isTime && stage.State != StageState.Pending))
                {
                    SayOnce(ProgressText.Running(store, stage));
                }
            }

            if (ProgressText.Word(session) is { } word)
            {
                SayOnce($"{store.Name}: {word}");
            }
        }
    }

    private void SayOnce(string line)
    {
        if (_said.Add(line))
        {
            Terminal.Say(line);
        }
    }
}
