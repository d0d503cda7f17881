using Quayside.Connectors;
using Quayside.Database;

namespace Quayside.Stores.Sync;

/// <summary>How one stage reads, keeps and settles. All that differs between stages is here.</summary>
/// <param name="Read">Reads the page at a cursor (null for the first).</param>
/// <param name="Import">Writes records inside the transaction it is given.</param>
/// <param name="SettleAsync">Runs after the last page, in transactions of its own; repeatable. Returns what there is to say.</param>
internal sealed record StagePlan<T>(
    StageName Name,
    Func<string?, CancellationToken, Task<Page<T>>> Read,
    Func<QuaysideDb, IReadOnlyList<Record<T>>, CancellationToken, Task<ImportResult>> Import,
    Func<CancellationToken, Task<string?>> SettleAsync)
    where T : class
{
    /// <summary>A look for changes: it keeps no pages that were empty, and where nothing changed there is nothing to settle or count.</summary>
    public bool IsLook { get; init; }
}
