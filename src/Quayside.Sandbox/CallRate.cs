namespace Quayside.Sandbox;

/// <summary>Counts calls by the second: a bucket that holds as many as one second allows and fills evenly.</summary>
internal sealed class CallRate(int perSecond)
{
    private readonly Lock _gate = new();
    private double _left = perSecond;
    private DateTimeOffset _at;

    /// <returns>false when it is one too many.</returns>
    public bool Take(DateTimeOffset now)
    {
        lock (_gate)
        {
            _left = Math.Min(perSecond, _left + Math.Max(0, (now - _at).TotalSeconds) * perSecond);
            _at = now;
            if (_left < 1)
            {
                return false;
            }

            _left--;
            return true;
        }
    }
}
