using System.Text.Json;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>Refunds as /orders/{id}/refunds writes them: quantities and totals of their lines are negative.</summary>
internal sealed class RefundShape(ShopOptions options, Addresses addresses, ShopData data)
{
    private static readonly string[] Methods = ["GET", "DELETE"];
    private readonly TimeSpan _offset = TimeSpan.FromHours(options.GmtOffsetHours);

    public void Write(Utf8JsonWriter json, PracticeOrder order, PracticeRefund refund, FieldFilter fields, int decimals)
    {
        var writer = new RowWriter(json, fields);
        var money = new MoneyWriter(decimals, asNumbers: false);
        json.WriteStartObject();
        writer.Number("id", refund.Id);
        writer.Dates("date_created", refund.At, _offset);
        money.Write(writer, "amount", refund.Amount);
        writer.Text("reason", refund.Reason);
        writer.Number("refunded_by", 1);
        writer.Flag("refunded_payment", false);
        var type = refund.Lines.Count == 0 && order.Status == "refunded" ? "full" : "partial";
        SellableShape.WriteMeta(writer, [new PracticeMeta(refund.Id * 10, "_refund_type", type)], asObject: false);
        WriteLines(writer, money, order, refund);
        writer.EmptyList("shipping_lines");
        writer.EmptyList("tax_lines");
        writer.EmptyList("fee_lines");
        var list = $"orders/{order.Id}/refunds";
        Links.Write(writer, addresses, $"{list}/{refund.Id}", Methods, list, [("up", $"orders/{order.Id}")]);
        json.WriteEndObject();
    }

    private void WriteLines(RowWriter writer, MoneyWriter money, PracticeOrder order, PracticeRefund refund)
    {
        if (!writer.Begins("line_items"))
        {
            return;
        }

        writer.Json.WriteStartArray();
        foreach (var refunded in refund.Lines)
        {
            if (order.Lines.Find(line => line.Id == refunded.LineId) is { } line)
            {
                WriteLine(writer.Json, money, line, refunded);
            }
        }

        writer.Json.WriteEndArray();
    }

    private void WriteLine(Utf8JsonWriter json, MoneyWriter money, PracticeOrderLine line, PracticeRefundLine refunded)
    {
        var product = data.FindProduct(line.ProductId);
        var variation = data.FindVariation(line.VariationId);
        json.WriteStartObject();
        json.WriteNumber("id", refunded.Id);
        json.WriteString("name", line.Name);
        json.WriteNumber("product_id", product?.Id ?? 0);
        json.WriteNumber("variation_id", variation?.Id ?? 0);
        json.WriteNumber("quantity", -refunded.Quantity);
        json.WriteString("tax_class", "");
        money.Write(json, "subtotal", -refunded.Total);
        money.Write(json, "subtotal_tax", -refunded.Tax);
        money.Write(json, "total", -refunded.Total);
        money.Write(json, "total_tax", -refunded.Tax);
        json.WriteStartArray("taxes");
        json.WriteEndArray();
        json.WriteStartArray("meta_data");
        json.WriteStartObject();
        json.WriteNumber("id", refunded.Id * 10);
        json.WriteString("key", "_refunded_item_id");
        json.WriteString("value", line.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("display_key", "_refunded_item_id");
        json.WriteString("display_value", line.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("sku", variation?.ShownSku ?? product?.Sku);
        json.WriteNumber("price", (double)refunded.Total / (double)refunded.Quantity);
        json.WriteEndObject();
    }
}
