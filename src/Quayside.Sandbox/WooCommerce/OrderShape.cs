using System.Globalization;
using System.Text.Json;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>Orders as WooCommerce 11 writes them.</summary>
internal sealed class OrderShape(ShopOptions options, Addresses addresses, ShopData data)
{
    private readonly TimeSpan _offset = TimeSpan.FromHours(options.GmtOffsetHours);
    private readonly OrderLineShape _lines = new(data, addresses);

    /// <param name="decimals">The dp argument: decimals of every amount.</param>
    public void Write(Utf8JsonWriter json, PracticeOrder order, FieldFilter fields, int decimals)
    {
        var writer = new RowWriter(json, fields);
        var money = new MoneyWriter(decimals, order.AmountsAsNumbers);
        json.WriteStartObject();
        WriteHead(writer, order);
        WriteSums(writer, money, OrderSums.Of(order));
        WriteBuyer(writer, order);
        _lines.WriteAll(writer, money, order);
        WriteRefunds(writer, money, order);
        WriteFoot(writer, order);
        json.WriteEndObject();
    }

    private void WriteHead(RowWriter writer, PracticeOrder order)
    {
        writer.Number("id", order.Id);
        writer.Number("parent_id", 0);
        writer.Text("status", order.Status);
        writer.Text("currency", order.Currency);
        writer.Text("version", options.Version);
        writer.Flag("prices_include_tax", false);
        writer.LocalDate("date_created", order.PlacedAt, _offset);
        writer.LocalDate("date_modified", order.ModifiedAt, _offset);
    }

    private static void WriteSums(RowWriter writer, MoneyWriter money, OrderSums sums)
    {
        money.Write(writer, "discount_total", sums.DiscountTotal);
        money.Write(writer, "discount_tax", sums.DiscountTax);
        money.Write(writer, "shipping_total", sums.ShippingTotal);
        money.Write(writer, "shipping_tax", sums.ShippingTax);
        money.Write(writer, "cart_tax", sums.CartTax);
        money.Write(writer, "total", sums.Total);
        money.Write(writer, "total_tax", sums.TotalTax);
    }

    private void WriteBuyer(RowWriter writer, PracticeOrder order)
    {
        writer.Number("customer_id", order.CustomerId);
        writer.Text("order_key", OrderKey(order));
        WriteAddress(writer, "billing", order.Billing, withMail: true);
        WriteAddress(writer, "shipping", order.ShipTo, withMail: false);
        writer.Text("payment_method", order.PaymentMethod);
        writer.Text("payment_method_title", order.PaymentTitle);
        writer.Text("transaction_id", "");
        writer.Text("customer_ip_address", "");
        writer.Text("customer_user_agent", "");
        writer.Text("created_via", order.CreatedVia);
        writer.Text("customer_note", order.CustomerNote);
        writer.LocalDate("date_completed", order.CompletedAt, _offset);
        writer.LocalDate("date_paid", order.PaidAt, _offset);
        writer.Text("cart_hash", "");
        writer.Text("number", order.Number ?? order.Id.ToString(CultureInfo.InvariantCulture));
        SellableShape.WriteMeta(writer, order.Meta, asObject: false);
    }

    private static void WriteRefunds(RowWriter writer, MoneyWriter money, PracticeOrder order)
    {
        if (!writer.Begins("refunds"))
        {
            return;
        }

        var json = writer.Json;
        json.WriteStartArray();
        foreach (var refund in order.Refunds)
        {
            json.WriteStartObject();
            json.WriteNumber("id", refund.Id);
            json.WriteString("reason", refund.Reason);
            money.Write(json, "total", -refund.Amount);
            money.Write(json, "total_tax", -refund.TaxAmount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteFoot(RowWriter writer, PracticeOrder order)
    {
        writer.Text("payment_url", $"{addresses.Home}/checkout/order-pay/{order.Id}/?pay_for_order=true&key={OrderKey(order)}");
        writer.Flag("is_editable", order.Status is "pending" or "on-hold" or "auto-draft" or OrderStatuses.CheckoutDraft);
        writer.Flag("needs_payment", order.Status is "pending" or "failed" or OrderStatuses.CheckoutDraft);
        writer.Flag("needs_processing", order.Lines.Exists(line => line.ProductId > 0));
        writer.Text("date_created_gmt", WooDates.Text(order.PlacedAt));
        writer.Text("date_modified_gmt", WooDates.Text(order.ModifiedAt));
        writer.Text("date_completed_gmt", order.CompletedAt is { } completed ? WooDates.Text(completed) : null);
        writer.Text("date_paid_gmt", order.PaidAt is { } paid ? WooDates.Text(paid) : null);
        writer.Text("currency_symbol", Currencies.Symbol(order.Currency));
        var links = new List<(string, string)> { ("email_templates", $"orders/{order.Id}/actions/email_templates") };
        if (order.CustomerId > 0)
        {
            links.Add(("customer", $"customers/{order.CustomerId}"));
        }

        Links.Write(writer, addresses, $"orders/{order.Id}", Links.All, "orders", links);
    }

    private static void WriteAddress(RowWriter writer, string name, PracticeAddress address, bool withMail)
    {
        if (!writer.Begins(name))
        {
            return;
        }

        var json = writer.Json;
        json.WriteStartObject();
        json.WriteString("first_name", address.FirstName);
        json.WriteString("last_name", address.LastName);
        json.WriteString("company", address.Company);
        json.WriteString("address_1", address.Line1);
        json.WriteString("address_2", address.Line2);
        json.WriteString("city", address.City);
        json.WriteString("state", address.State);
        json.WriteString("postcode", address.Postcode);
        json.WriteString("country", address.Country);
        if (withMail)
        {
            json.WriteString("email", address.Email);
        }

        json.WriteString("phone", withMail ? address.Phone : "");
        json.WriteEndObject();
    }

    private static string OrderKey(PracticeOrder order) => $"wc_order_practice{order.Id}";
}

/// <summary>Amounts: text with dp decimals, or numbers where a plugin made them so.</summary>
internal readonly struct MoneyWriter(int decimals, bool asNumbers)
{
    private readonly string _format = decimals > 0 ? "0." + new string('0', decimals) : "0";

    public string Text(decimal amount) => amount.ToString(_format, CultureInfo.InvariantCulture);

    public void Write(RowWriter writer, string name, decimal amount)
    {
        if (writer.Begins(name))
        {
            WriteValue(writer.Json, amount);
        }
    }

    public void Write(Utf8JsonWriter json, string name, decimal amount)
    {
        json.WritePropertyName(name);
        WriteValue(json, amount);
    }

    private void WriteValue(Utf8JsonWriter json, decimal amount)
    {
        if (asNumbers)
        {
            json.WriteNumberValue(amount);
        }
        else
        {
            json.WriteStringValue(Text(amount));
        }
    }
}
