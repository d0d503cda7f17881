namespace Quayside.Sandbox.Lazada;

/// <summary>The lists that calls page through.</summary>
internal sealed class LazadaShelves(ShopData data)
{
    private readonly SortedRows _sorted = new(data);

    public PracticeOrder[] Orders(bool byChange) => _sorted.Get<PracticeOrder>(
        byChange ? "orders by change" : "orders",
        () => [.. data.Orders.Where(LazadaSales.IsOrder).OrderBy(order => Second(byChange ? order.ModifiedAt : order.PlacedAt)).ThenBy(order => order.Id)]);

    /// <summary>Newest first: the documents promise no order.</summary>
    public PracticeProduct[] Products() => _sorted.Get<PracticeProduct>(
        "products", () => [.. data.Products.OrderByDescending(product => Second(product.CreatedAt)).ThenByDescending(product => product.Id)]);

    public static long Second(DateTimeOffset time) => time.ToUnixTimeSeconds();
}
