using Microsoft.Extensions.Time.Testing;
using Quayside.Connectors;
using Quayside.Connectors.Shopee;

namespace Quayside.Tests.Connectors.Shopee;

public sealed class ShopeeContractTests : ConnectorFaultContract
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    protected override IConnector Connector { get; } = new ShopeeConnector(new FakeTimeProvider(Now));

    protected override SmallShop Shop { get; } = Build();

    protected override IReadOnlyDictionary<string, string> SettingsFor(string address) => SmallShopee.Settings(address);

    protected override Connection SignedIn(Connection connection) => SmallShopee.SignedIn(connection);

    private static SmallShop Build()
    {
        var shopee = new SmallShopee();
        shopee.Items.AddRange([
            SmallShopee.Item(1001, "TEE-1"), SmallShopee.Item(1002, hasModel: true), SmallShopee.Item(1003, status: "BANNED"), SmallShopee.Item(1004, hasModel: true),
        ]);
        shopee.Models["1002"] = SmallShopee.ModelsOf(SmallShopee.Model(2001, 0, "TEE-2-RED"), SmallShopee.Model(2002, 1, ""));
        var bad = SmallShopee.Model(2003, 0, "BAD");
        bad["stock_info_v2"]!["summary_info"]!["total_available_stock"] = "a few";
        shopee.Models["1004"] = SmallShopee.ModelsOf(bad);
        var placed = Now.AddDays(-89).ToUnixTimeSeconds();
        var orders = Enumerable.Range(0, 7).Select(i => $"2608{i:D2}MADEUP{i}").ToList();
        shopee.Orders.AddRange(orders.Select((number, i) => SmallShopee.Order(number, placed + (i * 12 * 86_400L))));
        shopee.Orders[3]["total_amount"] = "much";
        return new SmallShop(
            shopee.Answer,
            _ => SmallShopee.Error("invalid_acceess_token", "Invalid access_token, please have a check.", 403),
            request => request.Method != "GET" && request.Path != "/api/v2/logistics/get_mass_tracking_number",
            [new SellerIdentity("shop_id", SmallShopee.ShopId, true)],
            ["1001", "2001", "2002", "1003", "2003"],
            "1004",
            orders,
            orders[3],
            new OrderWindow(Now.AddDays(-90), Now),
            ["Standard Delivery"]);
    }
}
