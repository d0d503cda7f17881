namespace Quayside.Tests.Harness;

/// <summary>The machine's clock, which a test may set forward: for a shop and Quayside alike, or for one of them.</summary>
internal sealed class TestClock : TimeProvider
{
    private long _ahead;

    public void Forward(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));
}
