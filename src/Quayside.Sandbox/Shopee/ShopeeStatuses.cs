namespace Quayside.Sandbox.Shopee;

/// <summary>The shop's own words for where things stand, in Shopee's. A word of Shopee's, upper case, stays what it is.</summary>
internal static class ShopeeStatuses
{
    public static string OfItem(PracticeProduct product) => product.Status switch
    {
        "publish" => product.Id % 29 == 0 ? "BANNED" : "NORMAL",
        "pending" => "REVIEWING",
        "trash" => product.Id % 2 == 0 ? "SELLER_DELETE" : "SHOPEE_DELETE",
        var word when IsTheirs(word) => word,
        _ => "UNLIST",
    };

    /// <returns>null for what is no order: carts and what was thrown away.</returns>
    public static string? OfOrder(PracticeOrder order) => order.Status switch
    {
        "trash" or "checkout-draft" => null,
        "pending" => "UNPAID",
        "on-hold" => order.Id % 3 == 0 ? "INVOICE_PENDING" : "PENDING",
        "failed" or "cancelled" => "CANCELLED",
        "processing" => (order.Id % 8) switch { 0 => "RETRY_SHIP", 1 => "IN_CANCEL", 2 or 3 or 4 => "PROCESSED", _ => "READY_TO_SHIP" },
        "shipped" => "SHIPPED",
        "partial-shipped" => "TO_CONFIRM_RECEIVE",
        "completed" => "COMPLETED",
        "refunded" => "TO_RETURN",
        var word => word,
    };

    public static string OfParcel(string order) => "LOGISTICS_" + order switch
    {
        "UNPAID" or "PENDING" or "INVOICE_PENDING" => "NOT_START",
        "READY_TO_SHIP" or "IN_CANCEL" => "READY",
        "PROCESSED" => "REQUEST_CREATED",
        "RETRY_SHIP" => "PICKUP_RETRY",
        "SHIPPED" => "PICKUP_DONE",
        "CANCELLED" => "INVALID",
        _ => "DELIVERY_DONE",
    };

    private static bool IsTheirs(string word) => word.Length > 0 && word.All(letter => char.IsAsciiLetterUpper(letter) || letter == '_');
}
