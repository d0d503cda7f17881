using Quayside.Sandbox;
using Quayside.Tests.Connectors.Shopee;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Journeys;

public sealed class KilledShopeeTests(TestDatabase database)
    : KilledAfterSignIn(database, ShopeePractice.Options with { Listings = 220, Orders = 320, Seed = 95 })
{
    private protected override string? OpenQuestion => "shopee.expire_in";

    private protected override bool HasRenewed(PracticeShop shop) => shop.Tokens.Refreshes.Count > 0;
}
