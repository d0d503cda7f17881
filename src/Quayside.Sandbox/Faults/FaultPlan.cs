namespace Quayside.Sandbox;

/// <summary>What goes wrong in one shop. Faults are tried in the order they were added; the first that strikes wins.</summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<Armed> _armed = [];

    public IReadOnlyList<Fault> Current
    {
        get
        {
            lock (_gate)
            {
                return [.. _armed.Select(armed => armed.Fault)];
            }
        }
    }

    public void Add(Fault fault)
    {
        lock (_gate)
        {
            _armed.Add(new Armed(fault));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _armed.Clear();
        }
    }

    /// <summary>The fault that strikes this request, counted as having struck; null when it goes well.</summary>
    internal Fault? Strike(string pathAndQuery)
    {
        lock (_gate)
        {
            return _armed.FirstOrDefault(armed => armed.Strikes(pathAndQuery))?.Fault;
        }
    }

    private sealed class Armed(Fault fault)
    {
        private int _seen;

        public Fault Fault => fault;

        public bool Strikes(string pathAndQuery)
        {
            if (fault.PathContains is { } part && !pathAndQuery.Contains(part, StringComparison.Ordinal))
            {
                return false;
            }

            _seen++;
            return _seen > fault.Skip && (fault.Times is not { } times || _seen <= fault.Skip + times);
        }
    }
}
