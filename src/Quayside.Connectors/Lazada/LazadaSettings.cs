namespace Quayside.Connectors.Lazada;

/// <summary>Names of what a seller enters, and of what a sign-in adds.</summary>
internal static class LazadaSettings
{
    public const string AppKey = "appKey";
    public const string AppSecret = "appSecret";

    /// <summary>Where another server than Lazada's answers, such as a practice store.</summary>
    public const string Url = "url";

    /// <summary>Of the store that was chosen at the sign-in: "sg".</summary>
    public const string Country = "country";

    public const string SellerId = "sellerId";
}
