using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Quayside.Connectors;
using Quayside.Connectors.WooCommerce;

namespace Quayside.Tests.Connectors.WooCommerce;

public sealed class WooContractTests : ConnectorFaultContract
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    protected override IConnector Connector { get; } = new WooConnector(new FakeTimeProvider(Now));

    protected override SmallShop Shop { get; } = Build();

    protected override IReadOnlyDictionary<string, string> SettingsFor(string address) => WooTest.Settings(address);

    private static SmallShop Build()
    {
        var woo = PracticeWoo.Recorded();
        woo.MostPerPage = 5;
        var bad = PracticeWoo.Product(60);
        bad["stock_quantity"] = "a few";
        woo.Products.Add(bad);
        woo.Orders.Single(order => order["id"]!.GetValue<int>() == 440)["total"] = JsonValue.Create("much");
        var variations = woo.Variations.Select(v => v["id"]!.ToString());
        var simple = woo.Products.Where(p => p["type"]!.ToString() is "simple" or "external").Select(p => p["id"]!.ToString());
        return new SmallShop(
            woo.Answer,
            _ => Recording.Failure("error-bad-key"),
            request => request.Method != "GET",
            [new SellerIdentity("store_id", "fa39eefa-6778-47ae-939e-5cedb584d783", true), new SellerIdentity("home", "shop.example", false)],
            [.. variations.Concat(simple)],
            "60",
            ["306", "307", "309", "314", "323", "437", "439", "440", "444", "441000"],
            "440",
            new OrderWindow(Now.AddDays(-90), Now),
            ["PostNL Standard", "DHL Express", "Free over 50", "DPD Europe", "USPS"]);
    }
}
