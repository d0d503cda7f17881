namespace Quayside.Sandbox.WooCommerce;

/// <summary>A list's page as it goes on the wire.</summary>
internal sealed record RenderedPage(ReadOnlyMemory<byte> Body, long Total, long Pages);

/// <summary>Rendered pages, and the selections they were cut from, until the shop's data changes.</summary>
internal sealed class PageStore(int megabytes)
{
    private const int SelectionsKept = 32;
    private readonly Dictionary<string, RenderedPage> _pages = [];
    private readonly Dictionary<string, object> _selections = [];
    private long _version;
    private long _bytes;

    public RenderedPage Page(long version, string key, Func<RenderedPage> render)
    {
        Forget(version);
        if (_pages.TryGetValue(key, out var known))
        {
            return known;
        }

        var page = render();
        if (_bytes + page.Body.Length > megabytes * 1024L * 1024)
        {
            _pages.Clear();
            _bytes = 0;
        }

        _pages[key] = page;
        _bytes += page.Body.Length;
        return page;
    }

    public List<T> Selection<T>(long version, string key, Func<List<T>> select)
    {
        Forget(version);
        if (_selections.TryGetValue(key, out var known))
        {
            return (List<T>)known;
        }

        if (_selections.Count >= SelectionsKept)
        {
            _selections.Clear();
        }

        var selected = select();
        _selections[key] = selected;
        return selected;
    }

    private void Forget(long version)
    {
        if (_version == version)
        {
            return;
        }

        _version = version;
        _bytes = 0;
        _pages.Clear();
        _selections.Clear();
    }
}
