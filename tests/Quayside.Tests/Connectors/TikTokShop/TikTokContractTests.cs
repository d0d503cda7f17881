using Microsoft.Extensions.Time.Testing;
using Quayside.Connectors;
using Quayside.Connectors.TikTokShop;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.TikTokShop;

public sealed class TikTokContractTests : ConnectorFaultContract
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    protected override IConnector Connector { get; } = new TikTokConnector(new FakeTimeProvider(Now));

    protected override SmallShop Shop { get; } = Build();

    protected override FakeAnswer SlowDownFor7Seconds =>
        SmallTikTok.Failure(36009002, "Too many requests.", 429).With(("Retry-After", "7"));

    protected override IReadOnlyDictionary<string, string> SettingsFor(string address) => SmallTikTok.Settings(address);

    protected override Connection SignedIn(Connection connection) => SmallTikTok.SignedIn(connection);

    private static SmallShop Build()
    {
        var tiktok = new SmallTikTok();
        tiktok.Products.AddRange([
            SmallTikTok.Product("1001", "ACTIVATE", "11", "12"), SmallTikTok.Product("1002", "FREEZE", "21"), SmallTikTok.Product("1003"),
            SmallTikTok.Product("1004", "ACTIVATE", "41"), SmallTikTok.Product("1005", "DRAFT", "51"),
        ]);
        tiktok.Products[3]["skus"]![0]!["price"]!["sale_price"] = "a little";
        tiktok.Orders.AddRange(Enumerable.Range(0, 7).Select(n => SmallTikTok.Order($"57648631694849000{n}", Now.AddDays(-89 + (n * 12)))));
        tiktok.Orders.Insert(0, SmallTikTok.Order("576486316948480000", Now.AddDays(-200)));
        tiktok.Orders[4]["payment"]!["total_amount"] = "much";
        return new SmallShop(
            tiktok.Answer,
            _ => SmallTikTok.Failure(105002, "Expired credentials. The `access_token` or `x-tts-access-token` header has expired.", 401),
            request => request.Method != "GET" && !request.Path.EndsWith("/search", StringComparison.Ordinal),
            [new SellerIdentity("shop_id", SmallTikTok.ShopId, true), new SellerIdentity("shop_code", "SGLCMADEUP01", false)],
            ["11", "12", "21", "41", "51"],
            "1004",
            [.. Enumerable.Range(0, 7).Select(n => $"57648631694849000{n}")],
            "576486316948490003",
            new OrderWindow(Now.AddDays(-90), Now),
            ["Ninja Van", "Flash Express"]);
    }
}
