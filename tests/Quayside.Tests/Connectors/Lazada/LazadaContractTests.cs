using Microsoft.Extensions.Time.Testing;
using Quayside.Connectors;
using Quayside.Connectors.Lazada;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.Lazada;

public sealed class LazadaContractTests : ConnectorFaultContract
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    protected override IConnector Connector { get; } = new LazadaConnector(new FakeTimeProvider(Now));

    protected override SmallShop Shop { get; } = Build();

    protected override FakeAnswer SlowDownFor7Seconds =>
        SmallLazada.Failure("ApiCallLimit", "Api access frequency exceeds the limit. this ban will last 7 seconds");

    protected override IReadOnlyDictionary<string, string> SettingsFor(string address) => SmallLazada.Settings(address);

    protected override Connection SignedIn(Connection connection) => SmallLazada.SignedIn(connection);

    private static SmallShop Build()
    {
        var lazada = new SmallLazada();
        lazada.Products.AddRange([SmallLazada.Product(1, 11, 12), SmallLazada.Product(2, 21), SmallLazada.Product(3), SmallLazada.Product(4, 41), SmallLazada.Product(5, 51)]);
        lazada.Products[3]["skus"]![0]!["Available"] = "a few";
        lazada.Orders.AddRange(Enumerable.Range(0, 7).Select(n => SmallLazada.Order(700 + n, Now.AddDays(-89 + (n * 12)))));
        lazada.Orders.Insert(0, SmallLazada.Order(600, Now.AddDays(-200)));
        lazada.Orders[4]["price"] = "much";
        return new SmallShop(
            lazada.Answer,
            _ => SmallLazada.Failure("IllegalAccessToken", "The specified access token is invalid or expired"),
            request => request.Method != "GET" && !request.Path.StartsWith("/rest/auth/", StringComparison.Ordinal),
            [new SellerIdentity("seller", $"SG:{SmallLazada.SellerId}", true), new SellerIdentity("short_code", "SG:SG1015W", false)],
            ["11", "12", "21", "41", "51"],
            "4",
            ["700", "701", "702", "703", "704", "705", "706"],
            "703",
            new OrderWindow(Now.AddDays(-90), Now),
            ["LEX SG", "Ninja Van"]);
    }
}
