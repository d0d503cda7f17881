using Quayside.Hosting.Spreadsheets;

namespace Quayside.Orders.Files;

/// <summary>One row of a file: a line, and what it says of its order.</summary>
/// <param name="Order">Without lines; what the row leaves blank is null.</param>
internal sealed record OrderFileRow(SheetCells Cells, string Number, OrderLineRequest Line, OrderRequest Order);

/// <summary>Reads the rows of a file of orders, by what its columns are taken for. What is odd is refused with its reason, never guessed.</summary>
internal sealed class ReadOrderRow(long storeId, IReadOnlyList<FileColumn> columns, bool decimalComma, bool? isDayFirst)
{
    private readonly Dictionary<string, FileColumn> _columns = columns.Where(c => c.Field is not null).ToDictionary(c => c.Field!, StringComparer.Ordinal);

    /// <returns>The row, or why not; and the number that it names, where it names one.</returns>
    public (OrderFileRow? Row, string? Reason, string? Number) Read(SheetCells cells)
    {
        var number = Text(cells, OrderFields.Number);
        if (cells.Formula is { } at && columns.Any(c => c.Position == at && c.Field is not null))
        {
            return (null, $"\"{cells.Texts[at].Trim()}\" is a formula, which is not calculated here. Put its result into the cell.", number);
        }

        if (number is null)
        {
            return (null, "It has no order number. Rows of one order have the same, and it is what keeps an order from coming in twice.", null);
        }

        if ((CodeCell.Doubt(number) ?? CodeCell.Doubt(Text(cells, OrderFields.Sku))) is { } doubt)
        {
            return (null, doubt, number);
        }

        var numbers = new Dictionary<string, decimal?>();
        foreach (var field in OrderFields.Numbers)
        {
            if (!TryNumber(Text(cells, field), out var read))
            {
                return (null, $"\"{Text(cells, field)}\" is no number: numbers of this file are written {(decimalComma ? "1.234,50" : "1,234.50")}.", number);
            }

            numbers[field] = read;
        }

        if (numbers[OrderFields.Quantity] is not { } quantity)
        {
            return (null, "It says no quantity.", number);
        }

        DateTimeOffset? placedAt = null;
        if (Text(cells, OrderFields.PlacedAt) is { } date && (placedAt = OrderDate.Read(date, isDayFirst)) is null)
        {
            return (null, $"\"{date}\" is no date that can be read one way only. Write it as 2026-03-14.", number);
        }

        if (!TryPaid(Text(cells, OrderFields.Paid), out var paid))
        {
            return (null, $"\"{Text(cells, OrderFields.Paid)}\" is neither yes nor no.", number);
        }

        var line = new OrderLineRequest(quantity) { Sku = Text(cells, OrderFields.Sku), UnitPrice = numbers[OrderFields.Price], Title = Text(cells, OrderFields.Title) };
        return (new OrderFileRow(cells, number, line, Order(cells, numbers) with { PlacedAt = placedAt, Paid = paid, Number = number }), null, number);
    }

    private OrderRequest Order(SheetCells cells, Dictionary<string, decimal?> numbers) => new(storeId, [])
    {
        Buyer = new BuyerRequest(Text(cells, OrderFields.BuyerName), Text(cells, OrderFields.BuyerEmail), Text(cells, OrderFields.BuyerPhone)),
        ShipTo = new AddressRequest(
            Text(cells, OrderFields.Recipient), Text(cells, OrderFields.Company), Text(cells, OrderFields.Line1), Text(cells, OrderFields.Line2),
            Text(cells, OrderFields.City), Text(cells, OrderFields.Region), Text(cells, OrderFields.Postcode), Text(cells, OrderFields.Country)),
        Shipping = numbers[OrderFields.Shipping],
        Discount = numbers[OrderFields.Discount],
        Tax = numbers[OrderFields.Tax],
        Currency = Text(cells, OrderFields.Currency),
        Note = Text(cells, OrderFields.Note),
    };

    private string? Text(SheetCells cells, string field) => _columns.TryGetValue(field, out var column) ? cells[column.Position] : null;

    private bool TryNumber(string? text, out decimal? number)
    {
        number = null;
        if (text is null)
        {
            return true;
        }

        var isRead = SheetNumber.TryRead(text, decimalComma, out var read);
        number = read;
        return isRead;
    }

    private static bool TryPaid(string? text, out bool? paid)
    {
        paid = SheetRow.Key(text ?? "") switch
        {
            "yes" or "y" or "true" or "1" or "x" or "paid" or "ja" or "bezahlt" or "oui" or "si" or "sí" => true,
            "no" or "n" or "false" or "0" or "unpaid" or "pending" or "nein" or "offen" or "non" => false,
            _ => null,
        };
        return paid is not null || text is null;
    }
}
