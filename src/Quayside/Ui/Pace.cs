namespace Quayside.Ui;

/// <summary>How fast a long work goes, from its readings over the last fifteen seconds.</summary>
public sealed class Pace
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);
    private readonly Queue<(DateTimeOffset At, long Done)> _readings = new();

    /// <summary>Per second; null until two readings tell.</summary>
    public double? PerSecond { get; private set; }

    /// <summary>Takes a reading. A smaller figure than before means that another work began.</summary>
    public void Read(DateTimeOffset at, long done)
    {
        if (_readings.Count > 0 && done < _readings.Last().Done)
        {
            _readings.Clear();
        }

        _readings.Enqueue((at, done));
        while (_readings.Count > 2 && at - _readings.Peek().At > Window)
        {
            _readings.Dequeue();
        }

        var (since, from) = _readings.Peek();
        PerSecond = at > since ? (done - from) / (at - since).TotalSeconds : null;
    }

    /// <returns>null when nothing moves, or when it is not known how many there are.</returns>
    public TimeSpan? Left(long? of)
    {
        if (of is not { } all || PerSecond is not > 0 || _readings.Count == 0)
        {
            return null;
        }

        var left = Math.Max(0, all - _readings.Last().Done) / PerSecond.Value;
        return left < TimeSpan.FromDays(2).TotalSeconds ? TimeSpan.FromSeconds(left) : null;
    }
}
