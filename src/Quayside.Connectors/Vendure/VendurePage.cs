using System.Text.Json;

namespace Quayside.Connectors.Vendure;

/// <summary>One page as Vendure sent it. Its records live as long as it does.</summary>
/// <param name="own">The page's records, without those before it that were read again.</param>
/// <param name="total">How many records the list holds in all.</param>
internal sealed class VendurePage(
    VendureAnswer answer, VendureActiveChannel shop, VendureCursor cursor, IReadOnlyList<VendureItem> own, long total) : IDisposable
{
    private readonly List<VendurePage> _earlier = [];

    public JsonElement Data => answer.Data;

    public VendureActiveChannel Shop => shop;

    public VendureCursor Cursor => cursor;

    public long Total => total;

    public IEnumerable<VendureItem> Items => _earlier.SelectMany(page => page.Items).Concat(own);

    public VendureCursor Next => cursor.Next(own.Count, total);

    // An empty page ends the list, whatever the total says: without it a wrong total would be read for ever.
    public bool HasMore => own.Count > 0 && Next.Skip < total;

    public void AddEarlier(VendurePage page) => _earlier.Add(page);

    public void Dispose()
    {
        answer.Dispose();
        _earlier.ForEach(page => page.Dispose());
    }
}

/// <param name="Position">Its place in the whole list, from 0.</param>
/// <param name="Fault">Why Vendure could not deliver all of it; null when it did.</param>
internal sealed record VendureItem(JsonElement Json, ReadOnlyMemory<byte> Raw, int Position, string? Fault);
