using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Stores.Sync;
using Quayside.Stores.Webhooks;

namespace Quayside.Stores;

/// <summary>Starts runs for stores on the thread pool, each under the store's lease.</summary>
public sealed partial class StoreRuns(
    Databases databases, RunContexts contexts, WebhookWork webhooks, StoreNews news, ILoggerFactory logs)
{
    private const string BrokenText = "Something in Quayside broke. What was read is kept. Start the sync again; if it happens "
        + "again, the program's log says what it was.";

    private readonly ILogger _log = logs.CreateLogger<StoreRuns>();

    /// <summary>Runs the store's open session until it ends or waits. Returns at once; the task ends with the run and does not fail.</summary>
    internal Task StartSync(long storeId, CancellationToken cancellation) =>
        Task.Run(() => RunAsync(storeId, WorkAsync, cancellation), CancellationToken.None);

    /// <summary>Takes what Quayside created out of the shop, as far as the shop lets it.</summary>
    internal Task<string?> StartRemovingWebhooks(long storeId, CancellationToken cancellation) => Task.Run(
        () => RunAsync(storeId, (store, lease, stop) => webhooks.RemoveAsync(store, () => contexts.OpenForWebhooks(store, lease), stop), cancellation),
        CancellationToken.None);

    /// <summary>Reads quarantined records again.</summary>
    /// <returns>null when all were tried; otherwise why not, for the seller.</returns>
    internal Task<string?> StartRetry(long storeId, IReadOnlyList<long> recordIds, CancellationToken cancellation) => Task.Run(
        () => RunAsync(
            storeId,
            (store, lease, stop) => new RetryRun(contexts.Open(store, lease, LearnedBy.Retry), recordIds).RunAsync(stop),
            cancellation),
        CancellationToken.None);

    /// <returns>null when the work was done; otherwise why not.</returns>
    private async Task<string?> RunAsync(long storeId, Func<Store, StoreLease, CancellationToken, Task> work, CancellationToken cancellation)
    {
        SyncTrace.Leave();
        try
        {
            if (await FindAsync(storeId, cancellation) is not { } store)
            {
                return "The store is disconnected.";
            }

            if (await StoreLease.TakeAsync(databases, contexts.Schedule.Clock, store.OrganisationId, storeId, cancellation) is not { } lease)
            {
                return "Another process works on this store. Try again in a minute.";
            }

            await HoldAsync(store, lease, work, cancellation);
            return null;
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or LeaseLostException)
        {
            if (!cancellation.IsCancellationRequested)
            {
                LeaseLost(storeId);
            }

            return "It took too long. What was done is kept; try again for the rest.";
        }
        catch (ConnectorException failure)
        {
            await TellAsync(storeId, failure);
            return failure.Message;
        }
#pragma warning disable CA1031 // The outermost place of a run: what nobody foresaw is told to the seller and logged once.
        catch (Exception unforeseen)
#pragma warning restore CA1031
        {
            Broke(unforeseen, storeId);
            await TellBrokenAsync(storeId);
            return BrokenText;
        }
    }

    private static async Task HoldAsync(
        Store store, StoreLease lease, Func<Store, StoreLease, CancellationToken, Task> work, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var keeping = KeepAsync(lease, stop);
        try
        {
            await work(store, lease, stop.Token);
        }
        finally
        {
            await stop.CancelAsync();
            await keeping;
            await lease.ReleaseAsync();
        }
    }

    private async Task WorkAsync(Store store, StoreLease lease, CancellationToken cancellation)
    {
        await webhooks.TendAsync(store, () => contexts.OpenForWebhooks(store, lease), cancellation);
        await SyncAsync(store, lease, cancellation);
        await webhooks.ReadHintsAsync(store, () => contexts.Open(store, lease, LearnedBy.Webhook), cancellation);
    }

    private async Task SyncAsync(Store store, StoreLease lease, CancellationToken cancellation)
    {
        SyncSession? session;
        await using (var db = databases.Open(store.OrganisationId))
        {
            session = await db.SyncSessions.AsNoTracking()
                .Where(s => s.StoreId == store.Id && (s.State == SyncState.Running || s.State == SyncState.Waiting))
                .OrderBy(s => s.Id).FirstOrDefaultAsync(cancellation);
        }

        session ??= await new DueSession(databases, lease, contexts.ConnectorOf(store), contexts.Schedule).OpenAsync(cancellation);
        if (session is null)
        {
            return;
        }

        using var trace = SyncTrace.Begin(store, session);
        var context = contexts.Open(store, lease, LearnedIn(session.Kind), session.Id);
        await new SyncRun(context, logs.CreateLogger<SyncRun>()).RunAsync(cancellation);
        if (context.Changed > 0)
        {
            await Statistics.TidyAsync(databases, cancellation);
        }
    }

    private static LearnedBy LearnedIn(SyncKind kind) => kind switch
    {
        SyncKind.Initial => LearnedBy.InitialSync,
        SyncKind.Delta => LearnedBy.DeltaSync,
        SyncKind.Reconcile => LearnedBy.Reconciliation,
        SyncKind.OlderOrders => LearnedBy.OlderOrders,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a word for how it learns."),
    };

    private async Task<Store?> FindAsync(long storeId, CancellationToken cancellation)
    {
        await using var db = databases.OpenForNobody();
        return await db.Stores.IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(s => s.Id == storeId && s.DisconnectedAt == null, cancellation);
    }

    private static async Task KeepAsync(StoreLease lease, CancellationTokenSource stop)
    {
        try
        {
            await lease.KeepAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
        catch (LeaseLostException)
        {
            await stop.CancelAsync();
        }
    }

    // Outside of a session's stages a refused key is all that changes the store: nothing else is told by one failed call.
    private async Task TellAsync(long storeId, ConnectorException failure)
    {
        if (failure.Kind == FailureKind.NeedsReauth)
        {
            await EndAsync(storeId, StoreHealth.NeedsReauth, SyncState.Waiting, failure.Message);
        }
    }

    private Task TellBrokenAsync(long storeId) => EndAsync(storeId, StoreHealth.Stopped, SyncState.Failed, BrokenText);

    private async Task EndAsync(long storeId, StoreHealth health, SyncState state, string text)
    {
        if (await FindAsync(storeId, CancellationToken.None) is not { } store)
        {
            return;
        }

        DateTimeOffset? never = null;
        var finishedAt = state == SyncState.Failed ? contexts.Schedule.Clock.GetUtcNow() : never;
        await using var write = await WriteTransaction.BeginAsync(databases, store.OrganisationId, CancellationToken.None);
        await write.Db.SyncSessions
            .Where(s => s.StoreId == storeId && (s.State == SyncState.Running || s.State == SyncState.Waiting))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.State, state)
                .SetProperty(x => x.Text, text).SetProperty(x => x.FinishedAt, finishedAt).SetProperty(x => x.ResumesAt, never));
        await write.Db.Stores.Where(s => s.Id == storeId)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Health, health)
                .SetProperty(x => x.HealthText, text).SetProperty(x => x.DueAt, never));
        await write.CommitAsync(CancellationToken.None);
        news.Tell(store.OrganisationId, storeId);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Store {StoreId}: another process took it over")]
    private partial void LeaseLost(long storeId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Store {StoreId}: the run broke")]
    private partial void Broke(Exception cause, long storeId);
}
