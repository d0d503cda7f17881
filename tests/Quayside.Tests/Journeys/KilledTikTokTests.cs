using Quayside.Sandbox;
using Quayside.Tests.Connectors.TikTokShop;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Journeys;

public sealed class KilledTikTokTests(TestDatabase database)
    : KilledAfterSignIn(database, TikTokPractice.Options with { Listings = 220, Orders = 320, Seed = 97, StoreId = "one shop twice" })
{
    private protected override bool HasRenewed(PracticeShop shop) => shop.Tokens.Refreshes.Count > 0;
}
