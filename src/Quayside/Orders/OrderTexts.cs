using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Database;

namespace Quayside.Orders;

/// <summary>What may be said of an order beside its lines and sums.</summary>
internal static class OrderTexts
{
    private const int LongestText = 200;
    private const int LongestNote = 2000;

    /// <returns>order.text, order.note; null when all of it can be kept.</returns>
    public static Refusal? Refuse(BuyerRequest? buyer, AddressRequest? to, string? note) =>
        new[]
        {
            buyer?.Name, buyer?.Email, buyer?.Phone, to?.Name, to?.Company, to?.Line1, to?.Line2, to?.City, to?.Region, to?.Postcode, to?.Country, to?.Phone,
        }.Any(t => t?.Length > LongestText)
            ? new Refusal("order.text", $"A part of the buyer or the address has more than {LongestText} characters.")
            : note?.Length > LongestNote
                ? new Refusal("order.note", $"A note has at most {LongestNote:N0} characters.")
                : null;

    public static async Task<Refusal?> RefuseCarrierAsync(QuaysideDb db, long? carrierId, CancellationToken cancellation) =>
        carrierId is { } id && !await db.Carriers.Standing().AnyAsync(c => c.Id == id, cancellation)
            ? new Refusal("order.carrier", "There is no such carrier.")
            : null;
}
