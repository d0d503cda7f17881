namespace Quayside.Sandbox.TikTokShop;

/// <summary>The lists that searches page through.</summary>
internal sealed class TikTokShelves(ShopData data)
{
    private readonly SortedRows _sorted = new(data);

    /// <summary>Those that were placed, or changed, in a span; oldest first.</summary>
    public ArraySegment<PracticeOrder> Orders(bool byChange, TikTokSpan span)
    {
        long At(PracticeOrder order) => Second(byChange ? order.ModifiedAt : order.PlacedAt);
        var sorted = _sorted.Get<PracticeOrder>(
            byChange ? "orders by change" : "orders", () => [.. data.Orders.Where(TikTokStatuses.IsOrder).OrderBy(At).ThenBy(order => order.Id)]);
        var start = FirstFrom(sorted, At, span.From);
        return new ArraySegment<PracticeOrder>(sorted, start, Math.Max(start, FirstFrom(sorted, At, span.Before)) - start);
    }

    /// <summary>Newest first: the documents promise no order.</summary>
    public PracticeProduct[] Products() => _sorted.Get<PracticeProduct>(
        "products",
        () => [.. data.Products.Where(TikTokStatuses.IsProduct).OrderByDescending(product => Second(product.CreatedAt)).ThenByDescending(product => product.Id)]);

    public static long Second(DateTimeOffset time) => time.ToUnixTimeSeconds();

    private static int FirstFrom(PracticeOrder[] sorted, Func<PracticeOrder, long> at, long second)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = at(sorted[middle]) < second ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
