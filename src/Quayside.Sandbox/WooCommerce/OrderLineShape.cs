using System.Globalization;
using System.Text.Json;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>The lines of an order: goods, tax, shipping, fees and coupons.</summary>
internal sealed class OrderLineShape(ShopData data, Addresses addresses)
{
    public void WriteAll(RowWriter writer, MoneyWriter money, PracticeOrder order)
    {
        WriteList(writer, "line_items", order.Lines, line => WriteLine(writer.Json, money, order, line));
        var taxes = order.Tax is { } rate && OrderSums.Of(order).TotalTax != 0 ? (PracticeTaxRate[])[rate] : [];
        WriteList(writer, "tax_lines", taxes, tax => WriteTax(writer.Json, money, order, tax));
        WriteList(writer, "shipping_lines", order.Shipping, line => WriteShipping(writer.Json, money, order, line));
        WriteList(writer, "fee_lines", order.Fees, fee => WriteFee(writer.Json, money, order, fee));
        var coupons = order.Coupon is { } coupon ? (PracticeCoupon[])[coupon] : [];
        WriteList(writer, "coupon_lines", coupons, used => WriteCoupon(writer.Json, money, order, used));
    }

    private static void WriteList<T>(RowWriter writer, string name, IReadOnlyList<T> rows, Action<T> write)
    {
        if (!writer.Begins(name))
        {
            return;
        }

        writer.Json.WriteStartArray();
        foreach (var row in rows)
        {
            writer.Json.WriteStartObject();
            write(row);
            writer.Json.WriteEndObject();
        }

        writer.Json.WriteEndArray();
    }

    private void WriteLine(Utf8JsonWriter json, MoneyWriter money, PracticeOrder order, PracticeOrderLine line)
    {
        // What is deleted for good reads as 0; a line whose variation alone is gone falls back on the product.
        var product = data.FindProduct(line.ProductId);
        var variation = data.FindVariation(line.VariationId);
        var sold = variation ?? (PracticeSellable?)product;
        json.WriteNumber("id", line.Id);
        json.WriteString("name", line.Name);
        json.WriteNumber("product_id", product?.Id ?? 0);
        json.WriteNumber("variation_id", variation?.Id ?? 0);
        json.WriteNumber("quantity", line.Quantity);
        json.WriteString("tax_class", "");
        money.Write(json, "subtotal", line.Subtotal);
        money.Write(json, "subtotal_tax", OrderSums.TaxOn(line.Subtotal, order));
        money.Write(json, "total", line.Total);
        money.Write(json, "total_tax", OrderSums.TaxOn(line.Total, order));
        WriteTaxes(json, money, order, line.Total, line.Subtotal);
        WriteLineMeta(json, line, variation, order);
        json.WriteString("sku", variation?.ShownSku ?? product?.Sku);
        json.WriteString("global_unique_id", sold?.Gtin);
        // PHP divides in floating point, so 40.02 / 3 is 13.340000000000002 on the wire.
        json.WriteNumber("price", line.Quantity == 0 ? 0 : (double)line.Total / (double)line.Quantity);
        WriteImage(json, product, variation);
        json.WriteString("parent_name", variation?.Parent.Name);
    }

    private void WriteImage(Utf8JsonWriter json, PracticeProduct? product, PracticeVariation? variation)
    {
        json.WriteStartObject("image");
        if (product is { Images: > 0 })
        {
            json.WriteString("id", (1_000_000 + product.Id * 1000 + 1).ToString(CultureInfo.InvariantCulture));
            json.WriteString("src", addresses.Image(product, 1));
        }
        else if (product is null || variation is not null)
        {
            json.WriteNumber("id", 0);
            json.WriteString("src", "");
        }
        else
        {
            json.WriteString("id", "");
            json.WriteString("src", "");
        }

        json.WriteEndObject();
    }

    private static void WriteLineMeta(Utf8JsonWriter json, PracticeOrderLine line, PracticeVariation? variation, PracticeOrder order)
    {
        json.WriteStartArray("meta_data");
        var id = line.Id * 10;
        if (variation is not null)
        {
            foreach (var (option, choice) in variation.Parent.Options.Zip(variation.Choices))
            {
                WriteMeta(json, id++, VariationShape.OptionSlug(option, ofProduct: false), choice ?? "", option.Name);
            }
        }

        if (order.Status is "processing" or "completed" or "on-hold")
        {
            WriteMeta(json, id, "_reduced_stock", line.Quantity.ToString("0.##", CultureInfo.InvariantCulture), "_reduced_stock");
        }

        json.WriteEndArray();
    }

    private static void WriteMeta(Utf8JsonWriter json, long id, string key, string value, string shownKey)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteString("key", key);
        json.WriteString("value", key.StartsWith("pa_", StringComparison.Ordinal) ? Words.Slug(value) : value);
        json.WriteString("display_key", shownKey);
        json.WriteString("display_value", value);
        json.WriteEndObject();
    }

    private static void WriteTax(Utf8JsonWriter json, MoneyWriter money, PracticeOrder order, PracticeTaxRate tax)
    {
        var sums = OrderSums.Of(order);
        json.WriteNumber("id", tax.LineId);
        json.WriteString("rate_code", $"{tax.Country}-VAT-1");
        json.WriteNumber("rate_id", tax.Id);
        json.WriteString("label", "VAT");
        json.WriteBoolean("compound", false);
        money.Write(json, "tax_total", sums.CartTax);
        money.Write(json, "shipping_tax_total", sums.ShippingTax);
        json.WriteNumber("rate_percent", tax.Rate);
        WriteNoMeta(json);
    }

    private static void WriteShipping(Utf8JsonWriter json, MoneyWriter money, PracticeOrder order, PracticeShipping line)
    {
        json.WriteNumber("id", line.Id);
        json.WriteString("method_title", line.Title);
        json.WriteString("method_id", line.MethodId);
        json.WriteString("instance_id", line.InstanceId);
        money.Write(json, "total", line.Total);
        money.Write(json, "total_tax", OrderSums.TaxOn(line.Total, order));
        WriteTaxes(json, money, order, line.Total, null);
        json.WriteString("tax_status", "taxable");
        WriteNoMeta(json);
    }

    private static void WriteFee(Utf8JsonWriter json, MoneyWriter money, PracticeOrder order, PracticeFee fee)
    {
        json.WriteNumber("id", fee.Id);
        json.WriteString("name", fee.Name);
        json.WriteString("tax_class", "");
        json.WriteString("tax_status", "taxable");
        json.WriteString("amount", "");
        money.Write(json, "total", fee.Total);
        money.Write(json, "total_tax", OrderSums.TaxOn(fee.Total, order));
        WriteTaxes(json, money, order, fee.Total, null);
        WriteNoMeta(json);
    }

    private static void WriteCoupon(Utf8JsonWriter json, MoneyWriter money, PracticeOrder order, PracticeCoupon coupon)
    {
        json.WriteNumber("id", coupon.Id);
        json.WriteString("code", coupon.Code);
        money.Write(json, "discount", order.Lines.Sum(line => line.Subtotal - line.Total));
        money.Write(json, "discount_tax", order.Lines.Sum(line => OrderSums.TaxOn(line.Subtotal, order) - OrderSums.TaxOn(line.Total, order)));
        var info = $"[{coupon.Id},\"{coupon.Code}\",\"percent\",{coupon.Percent}]";
        json.WriteStartArray("meta_data");
        WriteMeta(json, coupon.Id * 10, "coupon_info", info, "coupon_info");
        json.WriteEndArray();
        json.WriteString("discount_type", "percent");
        json.WriteNumber("nominal_amount", coupon.Percent);
        json.WriteBoolean("free_shipping", false);
    }

    private static void WriteTaxes(Utf8JsonWriter json, MoneyWriter money, PracticeOrder order, decimal total, decimal? subtotal)
    {
        json.WriteStartArray("taxes");
        if (order.Tax is { } rate)
        {
            json.WriteStartObject();
            json.WriteNumber("id", rate.Id);
            json.WriteString("total", money.Text(OrderSums.TaxOn(total, order)));
            json.WriteString("subtotal", subtotal is { } before ? money.Text(OrderSums.TaxOn(before, order)) : "");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNoMeta(Utf8JsonWriter json)
    {
        json.WriteStartArray("meta_data");
        json.WriteEndArray();
    }
}
