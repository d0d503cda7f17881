using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Stores;

namespace Quayside.Orders;

/// <summary>An order that can be taken if there is enough: everything but stock was looked at.</summary>
/// <param name="Number">The caller's own; null to have one made.</param>
internal sealed record PreparedOrder(Store Store, OrderRequest Request, IReadOnlyList<WantedLine> Lines, OrderSums Sums, string? Number)
{
    private const int LongestNumber = 64;

    // A clerk's clock may be ahead of ours.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    public bool IsHistorical(DateTimeOffset now) => (Request.PlacedAt ?? now) < Store.ConnectedAt;

    /// <returns>The offline store. Refused: not_found, order.observed, store.disconnected.</returns>
    public static async Task<Outcome<Store>> StoreAsync(QuaysideDb db, long storeId, CancellationToken cancellation)
    {
        var store = await db.Stores.AsNoTracking().SingleOrDefaultAsync(s => s.Id == storeId, cancellation);
        return store is null ? Refusal.NotFound("store") : Refuse(store) is { } refusal ? refusal : store;
    }

    /// <summary>As it is in a transaction that shares stock and carriers: since it was looked at, its store may have been closed or ship from
    /// elsewhere, and its carrier may be gone.</summary>
    /// <returns>Refused: order.observed, store.disconnected, order.carrier.</returns>
    public async Task<Outcome<PreparedOrder>> StillAsync(QuaysideDb db, CancellationToken cancellation)
    {
        var store = await StoreAsync(db, Store.Id, cancellation);
        return (store.Refusal ?? await OrderTexts.RefuseCarrierAsync(db, Request.CarrierId, cancellation)) is { } refusal
            ? refusal
            : this with { Store = store.Value! };
    }

    /// <returns>Refused: order.*, but for stock.</returns>
    public static async Task<Outcome<PreparedOrder>> OfAsync(
        QuaysideDb db, Store store, OrderRequest request, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await OrderTexts.RefuseCarrierAsync(db, request.CarrierId, cancellation) is { } refusal)
        {
            return refusal;
        }

        var lines = new WantedLines(db, store);
        await lines.LoadAsync(request.Lines, cancellation);
        return Of(store, request, lines, now);
    }

    /// <param name="lines">With what the request's lines name loaded.</param>
    public static Outcome<PreparedOrder> Of(Store store, OrderRequest request, WantedLines lines, DateTimeOffset now)
    {
        var number = OurText.Of(request.Number);
        if ((OrderTexts.Refuse(request.Buyer, request.ShipTo, request.Note) ?? Refuse(store, request, number, now)) is { } refusal)
        {
            return refusal;
        }

        var wanted = lines.Find(request.Lines, [], isHistory: (request.PlacedAt ?? now) < store.ConnectedAt);
        if (wanted.Refusal is { } wrong)
        {
            return wrong;
        }

        var sums = OrderSums.Of(
            [.. wanted.Value!.Select(l => l.GrossMinor)], request.Shipping ?? 0, request.Discount ?? 0, request.Tax, new Currency(store.Currency!));
        return sums.Refusal is { } tooMuch ? tooMuch : new PreparedOrder(store, request, wanted.Value!, sums.Value!, number);
    }

    private static Refusal? Refuse(Store store) =>
        store.Mode != StoreMode.Offline
            ? new Refusal("order.observed", $"{store.Name} takes its orders itself; Quayside only reads them. Orders are taken here for offline stores.") { StoreId = store.Id }
        : store.DisconnectedAt is not null
            ? new Refusal("store.disconnected", $"{store.Name} is closed. Open it again to take orders for it.") { StoreId = store.Id }
        : null;

    private static Refusal? Refuse(Store store, OrderRequest request, string? number, DateTimeOffset now) =>
        request.Currency is { } currency && !currency.Trim().Equals(store.Currency, StringComparison.OrdinalIgnoreCase)
            ? new Refusal("order.currency", $"{store.Name} sells in {store.Currency}, not in {currency.Trim()}.")
        : number?.Length > LongestNumber
            ? new Refusal("order.number", $"A number has at most {LongestNumber} characters.")
        : request.PlacedAt > now + Ahead
            ? new Refusal("order.placed_at", "An order cannot be placed in the future.")
        : null;
}
