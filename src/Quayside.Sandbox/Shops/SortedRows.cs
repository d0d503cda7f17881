namespace Quayside.Sandbox;

/// <summary>The lists that calls page through, sorted once for each state of the data.</summary>
internal sealed class SortedRows(ShopData data)
{
    private readonly Dictionary<string, object> _sorted = new(StringComparer.Ordinal);
    private long _version;

    /// <param name="name">What is sorted, and by what.</param>
    public T[] Get<T>(string name, Func<T[]> sort)
    {
        if (_version != data.Version)
        {
            _sorted.Clear();
            _version = data.Version;
        }

        if (!_sorted.TryGetValue(name, out var known))
        {
            _sorted[name] = known = sort();
        }

        return (T[])known;
    }
}
