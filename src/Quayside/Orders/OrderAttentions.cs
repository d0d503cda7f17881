using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Orders;

/// <summary>Why open orders need a person. What a page shows, the filter and Home's count ask here and nowhere else; a reason goes by
/// itself when its query finds the order no longer.</summary>
internal static class OrderAttentions
{
    /// <summary>Most costly first.</summary>
    public static IReadOnlyList<Attention> All { get; } = [new UnlinkedSku(), new OutOfStock(), new NoCarrier()];

    public static string Word(AttentionReason reason) => All.Single(a => a.Reason == reason).Word;

    /// <summary>Of these orders, the open ones that need a person.</summary>
    /// <param name="reason">null for any.</param>
    public static IQueryable<Order> Needing(QuaysideDb db, IQueryable<Order> orders, AttentionReason? reason = null)
    {
        Expression<Func<Order, bool>>? needing = null;
        foreach (var needs in All.Where(a => reason is null || a.Reason == reason).SelectMany(a => a.Needs(db)))
        {
            Expression<Func<Order, bool>> one = o => needs.Any(n => n.OrderId == o.Id);
            needing = needing is null
                ? one
                : Expression.Lambda<Func<Order, bool>>(Expression.OrElse(needing.Body, Expression.Invoke(one, needing.Parameters)), needing.Parameters);
        }

        // As a parameter: SQLite takes the index for "is_open = @p", not for "is_open".
        var open = true;
        return orders.Where(o => o.IsOpen == open).Where(needing!);
    }

    /// <summary>Adds to each open order what it needs a person for: by reason, and then in the order of its lines.</summary>
    public static async Task<List<OrderView>> AddAsync(QuaysideDb db, List<OrderView> orders, CancellationToken cancellation)
    {
        var found = orders.Where(o => o.Open).ToDictionary(o => o.Id, _ => new List<OrderAttention>());
        var lines = orders.SelectMany(o => o.Lines.Select((line, place) => (Line: line, Place: place))).ToDictionary(l => l.Line.Id);
        foreach (var attention in found.Count == 0 ? [] : All)
        {
            foreach (var need in await FindAsync(db, attention, [.. found.Keys], id => lines[id].Place, cancellation))
            {
                var line = need.LineId is { } id ? lines[id].Line : null;
                found[need.OrderId].Add(new OrderAttention(attention.Reason, need.LineId, attention.Text(need, line)) { Remedy = attention.Remedy(need, line) });
            }
        }

        return orders.ConvertAll(o => found.TryGetValue(o.Id, out var attentions) ? o with { Attention = attentions } : o);
    }

    private static async Task<IEnumerable<Need>> FindAsync(
        QuaysideDb db, Attention attention, long[] orders, Func<long, int> place, CancellationToken cancellation)
    {
        var found = new List<Need>();
        foreach (var needs in attention.Needs(db))
        {
            found.AddRange(await needs.Where(n => orders.Contains(n.OrderId)).ToListAsync(cancellation));
        }

        return found.OrderBy(n => n.LineId is { } line ? place(line) : -1).ThenBy(n => n.What, StringComparer.Ordinal);
    }
}

/// <summary>One reason why an open order needs a person: what finds it, what it says, what helps.</summary>
internal abstract class Attention
{
    public abstract AttentionReason Reason { get; }

    /// <summary>As the orders list marks it.</summary>
    public abstract string Word { get; }

    /// <summary>The whole definition, over open orders. Several where each is found by another index.</summary>
    /// <remarks>PostgreSQL may look for all of them at once: over all orders that would be slow.</remarks>
    public abstract IEnumerable<IQueryable<Need>> Needs(QuaysideDb db);

    /// <summary>What is wrong and what to do.</summary>
    /// <param name="line">The line of the need; null where it is about the order.</param>
    public abstract string Text(Need need, OrderLineView? line);

    /// <summary>The page where that is done; null where no page of ours helps.</summary>
    public abstract Remedy? Remedy(Need need, OrderLineView? line);

    /// <summary>As Home says it of many orders.</summary>
    /// <param name="count">"1", "20", "More than 1,000".</param>
    public abstract string Title(string count);

    /// <summary>What follows from it, as Home says it.</summary>
    public abstract string Cause { get; }
}

/// <summary>What an order needs a person for, as a query finds it.</summary>
internal sealed class Need
{
    public required long OrderId { get; init; }

    /// <summary>null where it is about the order.</summary>
    public long? LineId { get; init; }

    public long? StockItemId { get; init; }

    public long? StoreId { get; init; }

    /// <summary>What it is about, as people call it.</summary>
    public string? What { get; init; }

    /// <summary>The warehouse it is about; null for the main one, or none.</summary>
    public string? Where { get; init; }

    public decimal? Available { get; init; }
}

internal sealed class UnlinkedSku : Attention
{
    public override AttentionReason Reason => AttentionReason.UnlinkedSku;

    public override string Word => "Unlinked SKU";

    public override string Cause => "Nothing is reserved for these lines until they are linked.";

    public override IEnumerable<IQueryable<Need>> Needs(QuaysideDb db)
    {
        var open = true;
        return
        [
            from line in db.OrderLines
            join order in db.Orders on line.OrderId equals order.Id
            where order.IsOpen == open
                && !db.SkuLinks.Any(k => k.VariationId == line.VariationId && k.EndedAt == null)
                && !db.KeptLines.Any(k => k.LineId == line.Id && k.EndedByBatchId == null)
            select new Need { OrderId = line.OrderId, LineId = line.Id },
        ];
    }

    public override string Text(Need need, OrderLineView? line) => line!.VariationId is null
        ? $"\"{line.Title}\" is not in the shop's catalogue any more, so no stock item is known for it. Look at the order in the shop."
        : $"\"{line.Title}\" is linked to no stock item, so nothing is reserved for it until it is linked.";

    // A line whose variation is in the catalogue is linked on its listing's page.
    public override Remedy? Remedy(Need need, OrderLineView? line) => line?.ListingId is { } listing ? new Remedy("Link it", $"/catalogue/{listing}") : null;

    public override string Title(string count) => $"{count} open {(count == "1" ? "order has" : "orders have")} a line without a stock item";
}

/// <summary>More is promised of an item than the warehouse of an order taken here has. The shop watches over its own orders itself.</summary>
internal sealed class OutOfStock : Attention
{
    public override AttentionReason Reason => AttentionReason.OutOfStock;

    public override string Word => "Out of stock";

    public override string Cause => "More is promised than is there. They can be shipped when stock arrives.";

    public override IEnumerable<IQueryable<Need>> Needs(QuaysideDb db)
    {
        var linked =
            from line in Open(db)
            join link in db.SkuLinks on line.VariationId equals link.VariationId
            where link.EndedAt == null && !db.KeptLines.Any(k => k.LineId == line.Id && k.EndedByBatchId == null)
            select new Taken { Line = line, StockItemId = link.StockItemId };
        var kept =
            from line in Open(db)
            join keep in db.KeptLines on line.Id equals keep.LineId
            where keep.EndedByBatchId == null
            select new Taken { Line = line, StockItemId = keep.StockItemId };
        var open = true;
        return [Here(db, linked, open), Here(db, kept, open), Elsewhere(db, linked, open), Elsewhere(db, kept, open)];
    }

    public override string Text(Need need, OrderLineView? line)
    {
        var place = need.Where is { } warehouse ? $" in {warehouse}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"\"{need.What}\" is out of stock{place}: {-need.Available:0.###} more {(need.Available == -1 ? "is" : "are")} promised than are on hand. Note what arrives, or order less of it.");
    }

    public override Remedy? Remedy(Need need, OrderLineView? line) => new("See its stock", $"/inventory/{need.StockItemId}");

    public override string Title(string count) => $"{count} open {(count == "1" ? "order waits" : "orders wait")} for stock";

    private static IQueryable<OrderLine> Open(QuaysideDb db) => db.OrderLines.Where(l => l.OpenQuantity > 0);

    private static IQueryable<Need> Here(QuaysideDb db, IQueryable<Taken> taken, bool open) =>
        from t in taken
        join order in db.Orders on t.Line.OrderId equals order.Id
        where order.IsOpen == open && order.IsOurs && order.WarehouseId == null
        join item in db.StockItems on t.StockItemId equals item.Id
        where item.OnHand - item.ElsewhereOnHand - item.Reserved + item.ElsewhereReserved < 0
        select new Need
        {
            OrderId = t.Line.OrderId,
            LineId = t.Line.Id,
            StockItemId = item.Id,
            What = item.MasterSku,
            Available = item.OnHand - item.ElsewhereOnHand - item.Reserved + item.ElsewhereReserved,
        };

    private static IQueryable<Need> Elsewhere(QuaysideDb db, IQueryable<Taken> taken, bool open) =>
        from t in taken
        join order in db.Orders on t.Line.OrderId equals order.Id
        // Not joined: SQLite would begin with the warehouse, and read its whole stock for each order.
        where order.IsOpen == open && order.IsOurs
            && db.StockLevels.Any(l => l.StockItemId == t.StockItemId && l.WarehouseId == order.WarehouseId && l.OnHand - l.Reserved < 0)
        join item in db.StockItems on t.StockItemId equals item.Id
        select new Need
        {
            OrderId = t.Line.OrderId,
            LineId = t.Line.Id,
            StockItemId = item.Id,
            What = item.MasterSku,
            Where = db.Warehouses.First(w => w.Id == order.WarehouseId).Name,
            Available = db.StockLevels.Where(l => l.StockItemId == t.StockItemId && l.WarehouseId == order.WarehouseId).Select(l => l.OnHand - l.Reserved).First(),
        };

    private sealed class Taken
    {
        public required OrderLine Line { get; init; }

        public required long StockItemId { get; init; }
    }
}
