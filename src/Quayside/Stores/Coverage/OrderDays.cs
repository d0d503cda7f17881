using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Orders;

namespace Quayside.Stores.Coverage;

/// <summary>The orders of a window as our tables hold them, each looked at as it is now and not as it was once written.</summary>
internal static class OrderDays
{
    /// <summary>Day by day, since a shop may have very many: an order's lines are needed only to see whether they are as they were written.</summary>
    public static async Task<List<HeldOrder>> LoadAsync(QuaysideDb db, long storeId, OrderWindow window, CancellationToken cancellation)
    {
        var held = new List<HeldOrder>();
        for (var from = window.From; from < window.To;)
        {
            var end = StartOf(DayOf(from).AddDays(1));
            var to = end < window.To ? end : window.To;
            var begin = from;
            var orders = await db.Orders.AsNoTracking()
                .Where(o => o.StoreId == storeId && o.PlacedAt >= begin && o.PlacedAt < to).ToListAsync(cancellation);
            var ids = orders.Select(o => o.Id).ToList();
            var lines = (await db.OrderLines.OfOneStore().Where(l => ids.Contains(l.OrderId)).ToListAsync(cancellation)).ToLookup(l => l.OrderId);
            held.AddRange(orders.Select(o => Held(o, lines[o.Id])));
            from = to;
        }

        return held;
    }

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>Over ids and times of change, in no order.</summary>
    public static string Fingerprint(IEnumerable<(string Id, DateTimeOffset? ChangedAt, bool IsWhole)> orders)
    {
        var lines = orders
            .Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Id} {o.ChangedAt?.ToUnixTimeMilliseconds()} {(o.IsWhole ? "" : "altered")}"))
            .Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))).AsSpan(0, 8));
    }

    private static HeldOrder Held(Order order, IEnumerable<OrderLine> lines) => new(
        order.ChannelOrderId, order.PlacedAt, order.ChangedAt, order.ChannelMark, order.DeletedAt is not null,
        order.Fingerprint is not { } written || written == OrderFingerprint.Of(order, lines));
}

/// <param name="IsWhole">It is as it was written; false where another hand changed it since.</param>
internal sealed record HeldOrder(
    string Id, DateTimeOffset PlacedAt, DateTimeOffset? ChangedAt, string? Mark, bool IsDeleted, bool IsWhole);
