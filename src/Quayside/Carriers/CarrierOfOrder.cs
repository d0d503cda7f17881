using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Orders;
using Quayside.Stores;

namespace Quayside.Carriers;

/// <summary>The carrier of an order, and why it is that one.</summary>
/// <param name="Id">null where the channel's text has not been read as a carrier yet.</param>
/// <param name="TrackingUrl">Address of a parcel's page, with {number}; null where the carrier has none.</param>
public sealed record OrderCarrier(long? Id, string Name, CarrierFrom From, string? TrackingUrl);

/// <summary>Who says with which carrier an order travels.</summary>
public enum CarrierFrom
{
    /// <summary>The channel names it; it is not changed here.</summary>
    Channel,

    /// <summary>A person chose it for this order.</summary>
    Chosen,

    /// <summary>It is the store's default.</summary>
    Default,
}

/// <summary>The one rule: the channel's carrier, else the one chosen for the order, else the store's default. What the buyer fetches
/// takes no default. Nothing of it is written into orders, so that a new default or a name from the channel holds at once.</summary>
internal sealed class CarrierOfOrder
{
    private readonly Dictionary<(long StoreId, string Text), long> _mapped;
    private readonly Dictionary<long, long> _defaults;
    private readonly Dictionary<long, Carrier> _carriers;

    private CarrierOfOrder(Dictionary<(long StoreId, string Text), long> mapped, Dictionary<long, long> defaults, Dictionary<long, Carrier> carriers) =>
        (_mapped, _defaults, _carriers) = (mapped, defaults, carriers);

    /// <summary>null where nobody says; an open order then needs a person (<see cref="Missing"/>).</summary>
    public OrderCarrier? this[Order order] => Named(order) is { } text
        ? Of(_mapped.TryGetValue((order.StoreId, text), out var id) ? id : null, CarrierFrom.Channel) ?? new OrderCarrier(null, text, CarrierFrom.Channel, null)
        : Of(order.CarrierId, CarrierFrom.Chosen)
            ?? (!order.IsCollected && _defaults.TryGetValue(order.StoreId, out var usual) ? Of(usual, CarrierFrom.Default) : null);

    /// <summary>The channel's text for the order's carrier; null where it names none.</summary>
    public static string? Named(Order order) => order.Shipping is [var first, ..] ? first.Carrier : null;

    /// <summary>In a few queries, however many orders there are.</summary>
    public static async Task<CarrierOfOrder> LoadAsync(QuaysideDb db, IReadOnlyCollection<Order> orders, CancellationToken cancellation)
    {
        var (stores, texts) = (orders.Select(o => o.StoreId).Distinct().ToArray(), orders.Select(Named).OfType<string>().Distinct().ToArray());
        var mapped = await db.CarrierMappings.AsNoTracking()
            .Where(m => stores.Contains(m.StoreId) && texts.Contains(m.ChannelText))
            .ToDictionaryAsync(m => (m.StoreId, m.ChannelText), m => m.CarrierId, cancellation);
        var defaults = await db.Stores.Where(s => stores.Contains(s.Id) && s.DefaultCarrierId != null)
            .ToDictionaryAsync(s => s.Id, s => s.DefaultCarrierId!.Value, cancellation);
        var carriers = await FollowedAsync(db, [.. mapped.Values, .. defaults.Values, .. orders.Select(o => o.CarrierId).OfType<long>()], cancellation);
        return new CarrierOfOrder(mapped, defaults, carriers);
    }

    /// <summary>Carriers by the ids that rows name them with: what was joined into another one is that one.</summary>
    public static async Task<Dictionary<long, Carrier>> FollowedAsync(QuaysideDb db, IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        var asked = ids.Distinct().ToArray();
        var rows = await (
            from carrier in db.Carriers.AsNoTracking()
            where asked.Contains(carrier.Id)
            join known in db.Carriers on carrier.MergedIntoId ?? carrier.Id equals known.Id
            select new { carrier.Id, Is = known }).ToListAsync(cancellation);
        return rows.ToDictionary(r => r.Id, r => r.Is);
    }

    /// <summary>Of these orders, those that need a carrier and have none.</summary>
    /// <remarks>A connected store of whose orders none ever named a carrier sends nothing as far as anybody can tell (downloads, bookings), and
    /// is left in peace. An offline store's orders have nobody else to name one. An order of fees alone sends nothing.</remarks>
    public static IQueryable<Order> Missing(QuaysideDb db, IQueryable<Order> orders)
    {
        List<Connectors.ChannelShipping> none = [];

        // The first that named one, and not whether any did: for that PostgreSQL reads all orders of all stores, again for each order that is shown.
        var waiting = db.Stores.Where(s => s.DefaultCarrierId == null && (s.Mode == StoreMode.Offline || db.Orders
            .Where(o => o.StoreId == s.Id && o.Shipping != none).OrderBy(o => o.PlacedAt).Select(o => (long?)o.Id).FirstOrDefault() != null)).Select(s => s.Id);
        return orders.Where(o => o.Shipping == none && o.CarrierId == null && !o.IsCollected && waiting.Contains(o.StoreId)
            && db.OrderLines.Any(l => l.OrderId == o.Id));
    }

    private OrderCarrier? Of(long? id, CarrierFrom from) =>
        id is { } known && _carriers.TryGetValue(known, out var carrier) ? new OrderCarrier(carrier.Id, carrier.Name, from, carrier.TrackingUrl) : null;
}
