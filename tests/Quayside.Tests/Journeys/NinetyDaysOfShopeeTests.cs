using Quayside.Connectors.Shopee;
using Quayside.Sandbox;
using Quayside.Tests.Connectors.Shopee;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Journeys;

public sealed class NinetyDaysOfShopeeTests(TestDatabase database) : NinetyDays(
    database,
    ShopeePractice.Options with { Listings = 20, Orders = 3000, Seed = 97 },
    ["get_order_list", "get_order_detail", "get_mass_tracking_number"])
{
    private protected override IEnumerable<DateTimeOffset> Edges(DateTimeOffset from, DateTimeOffset to) =>
        ShopeeTimes.Parts(from, to).Skip(1).Select(part => part.From);

    private protected override bool IsOrder(PracticeOrder order) => order.Status is not ("trash" or "checkout-draft");
}
