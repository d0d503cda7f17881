namespace Quayside.Connectors.TikTokShop;

/// <summary>Keys of what a seller enters, and of what a sign-in adds.</summary>
internal static class TikTokSettings
{
    public const string AppKey = "appKey";
    public const string AppSecret = "appSecret";
    public const string ServiceId = "serviceId";
    public const string Market = "market";

    /// <summary>Where another server than TikTok's answers, such as a practice store.</summary>
    public const string Url = "url";

    /// <summary>Of the shop that was chosen at the sign-in.</summary>
    public const string ShopId = "shopId";

    /// <summary>The handle by which calls name the shop, as the sign-in gave it.</summary>
    public const string Cipher = "cipher";
}
