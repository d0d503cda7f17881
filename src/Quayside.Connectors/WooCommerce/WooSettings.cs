namespace Quayside.Connectors.WooCommerce;

/// <summary>Names of what a seller enters.</summary>
internal static class WooSettings
{
    public const string Url = "url";
    public const string ConsumerKey = "consumerKey";
    public const string ConsumerSecret = "consumerSecret";
}
