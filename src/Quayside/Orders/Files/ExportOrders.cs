using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting.Spreadsheets;
using Quayside.Organisations;

namespace Quayside.Orders.Files;

/// <summary>Orders as a sheet, newest first, a row for each line. What an order says as a whole stands in its first row only, so that
/// columns can be added up. Times are UTC.</summary>
public sealed class ExportOrders(Databases databases)
{
    private const int ChunkSize = 500;

    internal static readonly string[] Columns =
    [
        OrderFields.Number, "store", OrderFields.PlacedAt, "order_state", OrderFields.Paid, OrderFields.Sku, "master_sku", OrderFields.Title, OrderFields.Quantity,
        OrderFields.Price, "line_total", OrderFields.Shipping, OrderFields.Discount, OrderFields.Tax, "fees", "refunded", "total", OrderFields.Currency,
        OrderFields.BuyerName, OrderFields.BuyerEmail, OrderFields.BuyerPhone, OrderFields.Recipient, OrderFields.Company, OrderFields.Line1,
        OrderFields.Line2, OrderFields.Postcode, OrderFields.City, OrderFields.Region, OrderFields.Country, "carrier", "tracking_numbers", OrderFields.Note,
    ];

    /// <summary>Writes row by row, so that any size takes the same memory.</summary>
    /// <param name="target">Asked for when nothing is refused.</param>
    /// <returns>Refused: not_found (the filter's store). Nothing is written then.</returns>
    public async Task<Refusal?> RunAsync(
        Caller caller, OrderFilter filter, Func<Stream> target, SheetFormat format, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        if (await FindOrders.RefuseAsync(db, filter, cancellation) is { } refusal)
        {
            return refusal;
        }

        var stores = await db.Stores.ToDictionaryAsync(s => s.Id, s => s.Name, cancellation);
        await using var writer = await SheetWriter.CreateAsync(target(), format, "Orders", Columns, cancellation);
        Order? last = null;
        while (await ChunkAsync(db, filter, last, cancellation) is { Count: > 0 } chunk)
        {
            foreach (var order in await OrderViews.LoadAsync(db, chunk, cancellation))
            {
                foreach (var row in Rows(order, stores[order.StoreId]))
                {
                    await writer.WriteAsync(row, cancellation);
                }
            }

            last = chunk[^1];
        }

        await writer.FinishAsync(cancellation);
        return null;
    }

    private static Task<List<Order>> ChunkAsync(QuaysideDb db, OrderFilter filter, Order? last, CancellationToken cancellation)
    {
        var orders = FindOrders.Filtered(db, filter);
        if (last is not null)
        {
            orders = orders.Where(o => o.PlacedAt <= last.PlacedAt && (o.PlacedAt < last.PlacedAt || o.Id < last.Id));
        }

        return orders.OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id).Take(ChunkSize).ToListAsync(cancellation);
    }

    // An order without lines has a row too: nothing is left out.
    private static IEnumerable<object?[]> Rows(OrderView order, string store)
    {
        for (var i = 0; i < Math.Max(1, order.Lines.Count); i++)
        {
            yield return Cells(order, store, i < order.Lines.Count ? order.Lines[i] : null, isFirst: i == 0);
        }
    }

    private static object?[] Cells(OrderView order, string store, OrderLineView? line, bool isFirst)
    {
        var to = isFirst ? order.ShipTo : null;
        object? First(object? value) => isFirst ? value : null;
        return
        [
            order.Number, store, order.PlacedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), order.State.ToString(),
            First(order.PaidAt is null ? "no" : "yes"), line?.SellerSku, line?.MasterSku, line?.Title, line?.Quantity, Price(line), Amount(line?.Total),
            First(Amount(order.ShippingTotal)), First(Amount(order.DiscountTotal)), First(Amount(order.TaxTotal)), First(Amount(order.FeeTotal)),
            First(Amount(order.RefundedTotal)), First(Amount(order.Total)), order.Total.Currency.Code, First(order.Buyer.Name), First(order.Buyer.Email),
            First(order.Buyer.Phone), to?.Name, to?.Company, to?.Line1, to?.Line2, to?.Postcode, to?.City, to?.Region, to?.Country,
            First(order.Carrier), First(order.TrackingNumbers.Count == 0 ? null : string.Join(" ", order.TrackingNumbers)), First(order.Note),
        ];
    }

    private static object? Price(OrderLineView? line) =>
        decimal.TryParse(line?.UnitPrice?.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out var price) ? price : line?.UnitPrice?.Text;

    private static decimal? Amount(Money? amount) => amount is { } money ? (decimal)money.MinorUnits / money.Currency.UnitsPerMajor : null;
}
