using Quayside.Sandbox;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Journeys;

public sealed class NinetyDaysOfLazadaTests(TestDatabase database) : NinetyDays(
    database,
    new ShopOptions { Channel = "lazada", Currency = "SGD", Listings = 20, Orders = 8500, Seed = 98 },
    ["/orders/get", "/orders/items/get"])
{
    // More than 5,000 are cut into parts of fewer, of an even number here.
    private protected override IEnumerable<DateTimeOffset> Edges(DateTimeOffset from, DateTimeOffset to) =>
        [DateTimeOffset.FromUnixTimeSeconds(from.ToUnixTimeSeconds() + ((to.ToUnixTimeSeconds() - from.ToUnixTimeSeconds()) / 2))];

    private protected override bool IsOrder(PracticeOrder order) => order.Status != "checkout-draft";
}
