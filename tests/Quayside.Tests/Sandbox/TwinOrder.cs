using System.Text.Json.Nodes;
using Quayside.Sandbox;
using static Quayside.Tests.Sandbox.TwinShop;

namespace Quayside.Tests.Sandbox;

/// <summary>Takes from a recorded order what a shop knows of it: its lines. Its sums must then come out by themselves.</summary>
internal static class TwinOrder
{
    public static PracticeOrder Of(JsonObject row)
    {
        var order = new PracticeOrder
        {
            Id = Id(row),
            Status = Text(row, "status"),
            Currency = Text(row, "currency"),
            PlacedAt = Date(row, "date_created_gmt"),
            ModifiedAt = Date(row, "date_modified_gmt"),
            PaidAt = row["date_paid_gmt"] is null ? null : Date(row, "date_paid_gmt"),
            CompletedAt = row["date_completed_gmt"] is null ? null : Date(row, "date_completed_gmt"),
            CustomerId = row["customer_id"]!.GetValue<long>(),
            Billing = Address(row["billing"]!),
            ShipTo = Address(row["shipping"]!),
            PaymentMethod = Text(row, "payment_method"),
            PaymentTitle = Text(row, "payment_method_title"),
            CustomerNote = Text(row, "customer_note"),
            CreatedVia = Text(row, "created_via"),
            Tax = row["tax_lines"]!.AsArray() is [JsonObject tax, ..] ? new PracticeTaxRate(tax["rate_id"]!.GetValue<int>(), Text(tax, "rate_code")[..2], tax["rate_percent"]!.GetValue<decimal>(), Id(tax)) : null,
            Coupon = row["coupon_lines"]!.AsArray() is [JsonObject coupon, ..] ? new PracticeCoupon(Id(coupon), Text(coupon, "code"), coupon["nominal_amount"]!.GetValue<int>()) : null,
        };
        order.Lines.AddRange(Rows(row, "line_items").Select(line => new PracticeOrderLine(
            Id(line), Text(line, "name"), line["product_id"]!.GetValue<long>(), line["variation_id"]!.GetValue<long>(), line["quantity"]!.GetValue<decimal>(), Amount(line, "subtotal")!.Value, Amount(line, "total")!.Value)));
        order.Fees.AddRange(Rows(row, "fee_lines").Select(fee => new PracticeFee(Id(fee), Text(fee, "name"), Amount(fee, "total")!.Value)));
        order.Shipping.AddRange(Rows(row, "shipping_lines").Select(line => new PracticeShipping(Id(line), Text(line, "method_id"), Text(line, "instance_id"), Text(line, "method_title"), Amount(line, "total")!.Value)));
        order.Refunds.AddRange(Rows(row, "refunds").Select(refund => new PracticeRefund(Id(refund), order.ModifiedAt, -Amount(refund, "total")!.Value, -Amount(refund, "total_tax")!.Value, Text(refund, "reason"), [])));
        order.Meta.AddRange(Rows(row, "meta_data").Select(meta => new PracticeMeta(Id(meta), Text(meta, "key"), meta["value"]?.DeepClone())));
        return order;
    }

    private static IEnumerable<JsonObject> Rows(JsonObject row, string name) => row[name]!.AsArray().OfType<JsonObject>();

    private static PracticeAddress Address(JsonNode node) => new(
        Text(node, "first_name"),
        Text(node, "last_name"),
        Text(node, "company"),
        Text(node, "address_1"),
        Text(node, "address_2"),
        Text(node, "city"),
        Text(node, "state"),
        Text(node, "postcode"),
        Text(node, "country"),
        node["email"]?.GetValue<string>() ?? "",
        Text(node, "phone"));
}
