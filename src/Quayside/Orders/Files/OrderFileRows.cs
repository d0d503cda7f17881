using Quayside.Hosting.Spreadsheets;

namespace Quayside.Orders.Files;

/// <summary>The rows of a file as orders: those with the same number are one, wherever they stand. An order of which one row cannot be
/// read is refused as a whole.</summary>
internal sealed class OrderFileRows
{
    private readonly List<RefusedRow> _refused = [];
    private readonly Dictionary<string, List<OrderFileRow>> _orders = new(StringComparer.Ordinal);

    public int Read { get; private set; }

    public IReadOnlyList<RefusedRow> Refused => _refused;

    public int RefusedOrders { get; private set; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyCollection<List<OrderFileRow>> Orders => _orders.Values;

    /// <exception cref="UnreadableSheetException">Broken in the middle, or over a limit.</exception>
    public void Take(IEnumerable<SheetCells> rows, ReadOrderRow reader)
    {
        var broken = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var cells in rows)
        {
            Read++;
            var (row, reason, number) = reader.Read(cells);
            if (row is null)
            {
                Refuse(cells, reason!);
                broken.TryAdd(number ?? "", cells.Number);
            }
            else
            {
                _orders.TryAdd(row.Number, []);
                _orders[row.Number].Add(row);
            }
        }

        foreach (var (number, at) in broken.Where(b => b.Key.Length > 0))
        {
            RefusedOrders++;
            if (_orders.Remove(number, out var others))
            {
                others.ForEach(o => Refuse(o.Cells, $"Row {at} of the same order is refused, so the whole order is."));
            }
        }
    }

    public void Refuse(IReadOnlyList<OrderFileRow> order, string reason)
    {
        RefusedOrders++;
        foreach (var row in order)
        {
            Refuse(row.Cells, reason);
        }
    }

    /// <summary>One request of all rows of an order: the first row that says something of the order counts.</summary>
    public static OrderRequest Request(IReadOnlyList<OrderFileRow> rows)
    {
        var (buyer, to) = (rows.Select(r => r.Order.Buyer!).ToList(), rows.Select(r => r.Order.ShipTo!).ToList());
        return rows[0].Order with
        {
            Lines = [.. rows.Select(r => r.Line)],
            Buyer = new BuyerRequest(First(buyer, b => b.Name), First(buyer, b => b.Email), First(buyer, b => b.Phone)),
            ShipTo = To(to, First(buyer, b => b.Name)),
            Shipping = First(rows, r => r.Order.Shipping),
            Discount = First(rows, r => r.Order.Discount),
            Tax = First(rows, r => r.Order.Tax),
            Currency = First(rows, r => r.Order.Currency),
            Note = First(rows, r => r.Order.Note),
            Paid = First(rows, r => r.Order.Paid),
            PlacedAt = First(rows, r => r.Order.PlacedAt),
        };
    }

    private static AddressRequest? To(List<AddressRequest> to, string? buyer)
    {
        var address = new AddressRequest(
            First(to, t => t.Name), First(to, t => t.Company), First(to, t => t.Line1), First(to, t => t.Line2), First(to, t => t.City),
            First(to, t => t.Region), First(to, t => t.Postcode), First(to, t => t.Country));
        return address == new AddressRequest() ? null : address with { Name = address.Name ?? buyer };
    }

    private static T? First<TRow, T>(IEnumerable<TRow> rows, Func<TRow, T?> part) => rows.Select(part).FirstOrDefault(p => p is not null);

    private void Refuse(SheetCells cells, string reason) => _refused.Add(new RefusedRow(cells.Number, reason) { Cells = cells.Texts });
}
