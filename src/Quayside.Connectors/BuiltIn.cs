using Quayside.Connectors.Lazada;
using Quayside.Connectors.Shopee;
using Quayside.Connectors.TikTokShop;
using Quayside.Connectors.Vendure;
using Quayside.Connectors.WooCommerce;

namespace Quayside.Connectors;

/// <summary>Every connector this build has, one line each.</summary>
public static class BuiltIn
{
    public static IReadOnlyList<IConnector> Connectors { get; } =
    [
        new WooConnector(TimeProvider.System),
        new VendureConnector(TimeProvider.System),
        new ShopeeConnector(TimeProvider.System),
        new LazadaConnector(TimeProvider.System),
        new TikTokConnector(TimeProvider.System),
    ];
}
