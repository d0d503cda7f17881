using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Stores;

namespace Quayside.SkuLinks.Suggestions;

/// <summary>Searches in the background: after a sync and after decisions, once it is quiet. Two of them do no harm.</summary>
public sealed partial class SuggestionSearch(
    Databases databases, FindSuggestions find, StoreNews news, TimeProvider clock, ILogger<SuggestionSearch> log) : BackgroundService
{
    /// <summary>Decisions after which everything that waits is looked at again with what they taught.</summary>
    public const int LearnsAfter = 20;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFault = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, DateTimeOffset> _due = new();
    private readonly ConcurrentDictionary<long, int> _decisions = new();

    /// <summary>An organisation's links changed.</summary>
    /// <param name="decisions">How many answers people gave.</param>
    public void Nudge(long organisationId, int decisions)
    {
        _decisions.AddOrUpdate(organisationId, decisions, (_, before) => before + decisions);
        _due[organisationId] = clock.GetUtcNow();
    }

    /// <summary>Whether a search is under way or about to begin.</summary>
    public bool IsSearching(long organisationId) => _due.ContainsKey(organisationId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        news.Changed += Hear;
        try
        {
            await BeginAsync(stoppingToken);
            while (true)
            {
                foreach (var (organisation, at) in _due.Where(d => d.Value <= clock.GetUtcNow()))
                {
                    await SearchAsync(organisation, at, stoppingToken);
                }

                await Task.Delay(Beat, clock, stoppingToken);
            }
        }
        finally
        {
            news.Changed -= Hear;
        }
    }

    // What a process that died left undone.
    private async Task BeginAsync(CancellationToken cancellation)
    {
        await using var db = databases.OpenForNobody();
        foreach (var organisation in await db.Stores.IgnoreQueryFilters().Select(s => s.OrganisationId).Distinct().ToListAsync(cancellation))
        {
            _due.TryAdd(organisation, clock.GetUtcNow());
        }
    }

    // Our own news names no store.
    private void Hear(long organisationId, long storeId)
    {
        if (storeId != 0)
        {
            _due[organisationId] = clock.GetUtcNow() + Quiet;
        }
    }

    private async Task SearchAsync(long organisationId, DateTimeOffset asked, CancellationToken cancellation)
    {
        try
        {
            if (await IsSyncingAsync(organisationId, cancellation))
            {
                _due.TryUpdate(organisationId, clock.GetUtcNow() + Quiet, asked);
                return;
            }

            if (_decisions.GetValueOrDefault(organisationId) >= LearnsAfter && _decisions.TryRemove(organisationId, out _))
            {
                await find.ForgetAsync(organisationId, cancellation);
            }

            var looked = await find.RunAsync(organisationId, cancellation);
            _due.TryRemove(KeyValuePair.Create(organisationId, asked)); // unless news came meanwhile
            if (looked > 0)
            {
                news.Tell(organisationId, 0);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Failed(fault, organisationId);
            _due[organisationId] = clock.GetUtcNow() + AfterFault;
        }
    }

    // While a store comes in, every second brings more: what it is like is looked at once it is there.
    private async Task<bool> IsSyncingAsync(long organisationId, CancellationToken cancellation)
    {
        await using var db = databases.Open(organisationId);
        return await db.SyncSessions.AnyAsync(
            s => s.State == SyncState.Running && db.Stores.Any(x => x.Id == s.StoreId && x.DisconnectedAt == null), cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for proposals of organisation {OrganisationId} failed; tried again in a minute")]
    private partial void Failed(Exception cause, long organisationId);
}
