using Quayside.Sandbox;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Journeys;

public sealed class LazadaJourneyTests(App app)
    : SignedInFaultJourney(app, new ShopOptions { Channel = "lazada", Currency = "SGD", Listings = 120, Orders = 160, Seed = 81 })
{
    private protected override (string Kind, string Value) Identity => ("seller", "SG:");

    private protected override HashSet<string> Carriers => ["LEX SG"];

    private protected override string[] PostedReads => ["/auth/token/create"];

    private protected override string[] Tokens => ["500005eed", "500015eed"];

    private protected override IEnumerable<(string Part, int Skip)> Calls(FaultKind kind) =>
        [("/products/get", 1), ("/orders/get", 1), ("/orders/items/get", 0), ("/shipment/providers/get", 0)];

    private protected override int SkusOf(PracticeProduct product) =>
        product.Status == "trash" ? 0 : product.Type == "variable" ? product.Variations.Count : 1;

    private protected override void EndAccess(PracticeShop shop) =>
        shop.Faults.Add(new Fault(FaultKind.ExpiredKey) { PathContains = "/orders/items/get", Times = 1 });

    // A renewal whose answer was lost can be asked for again here: its refresh token goes on working.
    private protected override void LoseSignIn(PracticeShop shop) => shop.Faults.Add(new Fault(FaultKind.ExpiredKey));

    private protected override int Renewals(PracticeShop shop) =>
        shop.Calls.All.Count(c => c.PathAndQuery.Contains("/auth/token/refresh", StringComparison.Ordinal));
}
