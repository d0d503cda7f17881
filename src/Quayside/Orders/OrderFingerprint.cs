using System.Globalization;
using System.Text;
using System.Text.Json;
using Quayside.Database;

namespace Quayside.Orders;

/// <summary>One number over all that an order and its lines say: written with them, and computed anew when both sides are compared.</summary>
/// <remarks>Links are left out: they are ours, and change without the channel.</remarks>
internal static class OrderFingerprint
{
    private const char Between = '\u001f';

    public static long Of(Order order, IEnumerable<OrderLine> lines)
    {
        var text = new StringBuilder(512);
        Add(text, order.ChannelOrderId, order.Number, order.ChannelStatus, order.State, order.IsOpen, order.ChannelMark);
        Add(text, Ms(order.PlacedAt), Ms(order.ChangedAt), Ms(order.PaidAt), Ms(order.DeletedAt), order.IsHistorical);
        Add(text, order.Currency, order.TotalMinor, order.ShippingMinor, order.TaxMinor, order.DiscountMinor);
        Add(text, order.FeeMinor, order.RefundedMinor, order.SumDifferenceMinor);
        Add(text, order.BuyerName, order.BuyerEmail, order.BuyerPhone);
        Add(text, Json(order.ShipTo), Json(order.Shipping), Json(order.TrackingNumbers));
        foreach (var line in lines.OrderBy(l => l.Position).ThenBy(l => l.ChannelLineId, StringComparer.Ordinal))
        {
            Add(text, line.ChannelLineId, line.Position, line.ChannelListingId, line.ChannelVariationId, line.SellerSku, line.Title);
            Add(text, Thousandths(line.Quantity), Thousandths(line.OpenQuantity), line.UnitPriceText, line.TotalMinor);
        }

        return Hash(text);
    }

    private static void Add(StringBuilder text, params ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            text.Append(CultureInfo.InvariantCulture, $"{value}").Append(Between);
        }
    }

    private static long? Ms(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();

    // As they are stored.
    private static long Thousandths(decimal quantity) => (long)decimal.Round(quantity * 1000m, 0, MidpointRounding.ToEven);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonTextOptions.Value);

    // FNV-1a, 64 bits: it tells a slip of a hand or of a program, and is no lock against somebody who can write to the database.
    private static long Hash(StringBuilder text)
    {
        var hash = 14695981039346656037UL;
        foreach (var chunk in text.GetChunks())
        {
            foreach (var letter in chunk.Span)
            {
                hash = (hash ^ letter) * 1099511628211UL;
            }
        }

        return unchecked((long)hash);
    }
}
