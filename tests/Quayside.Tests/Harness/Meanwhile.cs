using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Tests.Harness;

/// <summary>Two people at the same instant: the second works while the first has written and not yet committed.</summary>
internal static class Meanwhile
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    // On SQLite the second waits for the gate, which tells nobody. Enough for what it does before.
    private static readonly TimeSpan ToTheGate = TimeSpan.FromMilliseconds(500);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Begins the second's work once the first has written, and commits the first when the second waits for it or is through.</summary>
    public static async Task<T> RunAsync<T>(Databases databases, long organisationId, Func<WriteTransaction, Task> first, Func<Task<T>> second)
    {
        Task<T> working;
        await using (var write = await WriteTransaction.BeginAsync(databases, organisationId, Cancellation))
        {
            await first(write);
            await write.Db.SaveChangesAsync(Cancellation);
            working = Task.Run(second);
            await WaitsAsync(databases, working);
            await write.CommitAsync(Cancellation);
        }

        return await working;
    }

    private static async Task WaitsAsync(Databases databases, Task working)
    {
        if (databases.IsSqlite)
        {
            await Task.WhenAny(working, Task.Delay(ToTheGate, Cancellation));
            return;
        }

        await using var db = databases.OpenForNobody();
        for (var until = TimeProvider.System.GetUtcNow() + Longest; !working.IsCompleted && TimeProvider.System.GetUtcNow() < until;)
        {
            if (await db.Database.SqlQuery<bool>(
                $"""SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') AS "Value" """)
                .SingleAsync(Cancellation))
            {
                return;
            }

            await Task.Delay(20, Cancellation);
        }
    }
}
