namespace Quayside.Sandbox;

/// <summary>Who called what and when. Secrets never reach it.</summary>
public sealed class CallLog
{
    private const int Kept = 20_000;
    private readonly Lock _gate = new();
    private readonly Queue<PracticeCall> _calls = new();
    private int _running;

    /// <summary>Calls since the start or the last <see cref="Clear"/>, also those that are no longer kept.</summary>
    public long Total { get; private set; }

    /// <summary>Calls that were not GET, HEAD or OPTIONS.</summary>
    public long Writes { get; private set; }

    /// <summary>The most calls that ran at one moment.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>The last 20,000 calls in the order they were answered.</summary>
    public IReadOnlyList<PracticeCall> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _calls.Clear();
            (Total, Writes, MostAtOnce) = (0, 0, _running);
        }
    }

    /// <returns>How many calls run now, this one included.</returns>
    internal int Begin()
    {
        lock (_gate)
        {
            _running++;
            MostAtOnce = Math.Max(MostAtOnce, _running);
            return _running;
        }
    }

    internal void End(PracticeCall call)
    {
        lock (_gate)
        {
            _running--;
            Total++;
            Writes += call.IsWrite ? 1 : 0;
            _calls.Enqueue(call with { Number = Total });
            while (_calls.Count > Kept)
            {
                _calls.Dequeue();
            }
        }
    }
}

/// <param name="Key">The consumer key's last seven characters behind "…", as WooCommerce shows keys; null when none was sent.</param>
/// <param name="PathAndQuery">Without key, secret and signature.</param>
/// <param name="Status">0 when the connection was cut without an answer.</param>
/// <param name="AtOnce">Calls running when this one began, itself included.</param>
/// <param name="Fault">The fault that struck it; null for an honest answer.</param>
public sealed record PracticeCall(long Number, DateTimeOffset At, string? Key, string Method, string PathAndQuery, int Status, int AtOnce, string? Fault)
{
    public bool IsWrite => Method is not ("GET" or "HEAD" or "OPTIONS");
}
