using Quayside.Sandbox;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Journeys;

public sealed class KilledLazadaTests(TestDatabase database)
    : KilledAfterSignIn(database, new ShopOptions { Channel = "lazada", Currency = "SGD", Listings = 220, Orders = 320, Seed = 96 })
{
    private protected override string? OpenQuestion => "lazada.variation_values";

    private protected override bool HasRenewed(PracticeShop shop) =>
        shop.Calls.All.Any(call => call.PathAndQuery.Contains("/auth/token/refresh", StringComparison.Ordinal));
}
