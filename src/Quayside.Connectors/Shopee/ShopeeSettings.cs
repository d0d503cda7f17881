namespace Quayside.Connectors.Shopee;

/// <summary>Keys of what a seller enters, and of what the sign-in adds.</summary>
internal static class ShopeeSettings
{
    public const string PartnerId = "partnerId";
    public const string PartnerKey = "partnerKey";
    public const string Url = "url";

    /// <summary>Comes with the sign-in.</summary>
    public const string ShopId = "shopId";
}
