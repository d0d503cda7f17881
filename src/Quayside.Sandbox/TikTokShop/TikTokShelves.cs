namespace Quayside.Sandbox.TikTokShop;

/// <summary>The lists that searches page through, sorted once for each state of the data.</summary>
internal sealed class TikTokShelves(ShopData data)
{
    private readonly Dictionary<string, object> _sorted = new(StringComparer.Ordinal);
    private long _version;

    /// <summary>Oldest first.</summary>
    public PracticeOrder[] Orders(bool byChange) => Sorted<PracticeOrder>(
        byChange ? "orders by change" : "orders",
        () => [.. data.Orders.Where(TikTokStatuses.IsOrder).OrderBy(order => Second(byChange ? order.ModifiedAt : order.PlacedAt)).ThenBy(order => order.Id)]);

    /// <summary>Newest first: the documents promise no order.</summary>
    public PracticeProduct[] Products() => Sorted<PracticeProduct>(
        "products",
        () => [.. data.Products.Where(TikTokStatuses.IsProduct).OrderByDescending(product => Second(product.CreatedAt)).ThenByDescending(product => product.Id)]);

    public static long Second(DateTimeOffset time) => time.ToUnixTimeSeconds();

    private T[] Sorted<T>(string name, Func<T[]> sort)
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
