using Quayside.Connectors;
using Quayside.Connectors.Vendure;

namespace Quayside.Tests.Connectors.Vendure;

/// <summary>Vendure under the rules of every connector. The server allows two records a page, so that little takes several pages.</summary>
public sealed class VendureTests : ConnectorFaultContract
{
    private readonly RecordedVendure _vendure = WithTwoBadRecords();

    protected override IConnector Connector { get; } = new VendureConnector(TimeProvider.System);

    protected override SmallShop Shop => new(
        _vendure.Answer,
        RecordedVendure.RefuseKey,
        request => !RecordedVendure.IsSignIn(request) && RecordedVendure.QueryOf(request).StartsWith("mutation", StringComparison.Ordinal),
        [
            new SellerIdentity("channel", "1@2026-11-26T05:56:52.000Z", true),
            new SellerIdentity("address", $"{new Uri(Marketplace.Address).Authority}#__default_channel__", false),
        ],
        [.. _vendure.Products.SelectMany(p => p["variantList"]!["items"]!.AsArray()).Select(v => (string)v!["id"]!)],
        "77",
        [.. _vendure.Orders.Select(o => (string)o["id"]!)],
        "99",
        new OrderWindow(new DateTimeOffset(2026, 11, 26, 5, 58, 55, TimeSpan.Zero), new DateTimeOffset(2026, 11, 26, 5, 59, 0, TimeSpan.Zero)),
        ["Standard Shipping", "Express Shipping"]);

    protected override IReadOnlyDictionary<string, string> SettingsFor(string address) => new Dictionary<string, string>
    {
        ["url"] = address,
        ["username"] = RecordedVendure.Username,
        ["password"] = RecordedVendure.Password,
    };

    private static RecordedVendure WithTwoBadRecords()
    {
        var vendure = new RecordedVendure { ListLimit = 2 };
        var product = vendure.Product("3").DeepClone().AsObject();
        product["id"] = "77";
        product["variantList"]!["items"]![0]!["id"] = "777";
        product["variantList"]!["items"]![0]!["price"] = "a lot";
        vendure.Products.Add(product);
        var order = vendure.Order("1").DeepClone().AsObject();
        order["id"] = "99";
        order["totalWithTax"] = "a lot";
        vendure.Orders.Add(order);
        return vendure;
    }
}
