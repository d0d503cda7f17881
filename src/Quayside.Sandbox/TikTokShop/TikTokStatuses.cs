namespace Quayside.Sandbox.TikTokShop;

/// <summary>The shop's own words for where things stand, in TikTok Shop's. A word of TikTok's, upper case, stays what it is.</summary>
internal static class TikTokStatuses
{
    public static readonly string[] OfProducts =
        ["DRAFT", "PENDING", "FAILED", "ACTIVATE", "SELLER_DEACTIVATED", "PLATFORM_DEACTIVATED", "FREEZE", "DELETED"];

    public static readonly string[] OfOrders =
    [
        "UNPAID", "ON_HOLD", "AWAITING_SHIPMENT", "PARTIALLY_SHIPPING", "AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED", "COMPLETED", "CANCELLED",
    ];

    public static bool IsProduct(PracticeProduct product) => product.Type is "simple" or "variable";

    /// <summary>Carts are no orders.</summary>
    public static bool IsOrder(PracticeOrder order) => order.Status != "checkout-draft";

    public static string Of(PracticeProduct product, bool messy) => product.Status switch
    {
        "publish" when messy && product.Id % 37 == 0 => "FREEZE",
        "publish" when messy && product.Id % 31 == 0 => "PLATFORM_DEACTIVATED",
        "publish" => "ACTIVATE",
        "draft" when product.Id % 2 == 0 => "FAILED",
        "draft" => "DRAFT",
        "pending" => "PENDING",
        "trash" => "DELETED",
        var word when IsTheirs(word) => word,
        _ => "SELLER_DEACTIVATED",
    };

    public static string Of(PracticeOrder order) => order.Status switch
    {
        "pending" => "UNPAID",
        "on-hold" => "ON_HOLD",
        "processing" => order.Id % 3 == 0 ? "AWAITING_COLLECTION" : "AWAITING_SHIPMENT",
        "partial-shipped" => "PARTIALLY_SHIPPING",
        "shipped" => "IN_TRANSIT",
        "completed" => order.Id % 3 == 0 ? "DELIVERED" : "COMPLETED",
        "refunded" => "COMPLETED",
        "cancelled" or "failed" or "trash" => "CANCELLED",
        var word => word,
    };

    /// <summary>Where each piece of an order stands.</summary>
    public static IReadOnlyList<string> OfPieces(PracticeOrder order, bool messy)
    {
        var word = Of(order);
        var pieces = Enumerable.Repeat(word switch { "PARTIALLY_SHIPPING" or "ON_HOLD" => "AWAITING_SHIPMENT", _ => word }, (int)order.Lines.Sum(line => line.Quantity)).ToArray();
        if (word == "PARTIALLY_SHIPPING" && pieces.Length > 0)
        {
            pieces[0] = "IN_TRANSIT";
        }

        if (messy && word == "AWAITING_SHIPMENT" && pieces.Length > 1 && order.Id % 4 == 0)
        {
            pieces[^1] = "CANCELLED";
        }

        return pieces;
    }

    public static string OfPackage(string piece) => piece switch
    {
        "AWAITING_COLLECTION" => "PROCESSING",
        "IN_TRANSIT" => "FULFILLING",
        "DELIVERED" or "COMPLETED" => "COMPLETED",
        "CANCELLED" => "CANCELLED",
        _ => "TO_FULFILL",
    };

    private static bool IsTheirs(string word) => word.Length > 0 && word.All(letter => char.IsAsciiLetterUpper(letter) || letter == '_');
}
