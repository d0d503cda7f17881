namespace Quayside.Stores.Sync;

/// <summary>A stage that compares both sides. Asks for nothing before its turn: what it asks for depends on what is stored then.</summary>
internal sealed class ComparedStage(SyncStage stage, Func<CancellationToken, Task> compare) : StageRun(stage)
{
    public override Task RunAsync(CancellationToken cancellation) => compare(cancellation);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
