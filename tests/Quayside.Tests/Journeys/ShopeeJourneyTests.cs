using Quayside.Sandbox;
using Quayside.Tests.Connectors.Shopee;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Journeys;

public sealed class ShopeeJourneyTests(App app) : SignedInFaultJourney(app, ShopeePractice.Options with { Listings = 130, Orders = 150, Seed = 91 })
{
    private protected override (string Kind, string Value) Identity => ("shop_id", "");

    private protected override HashSet<string> Carriers => ["Standard Delivery"];

    private protected override string[] PostedReads => ["/auth/", "get_mass_tracking_number"];

    private protected override string[] Tokens => ["5eedaccess", "5eedrefresh"];

    private protected override string AppSecret => "partnerKey";

    private protected override bool ReceiptsStay => true;

    [Fact]
    public Task Several_shops_behind_one_sign_in_become_stores_with_tokens_of_their_own() =>
        SeveralShopsAsync(Options with { ShopsBehindSignIn = 2 }, renewals: 2);

    [Fact]
    public Task The_limit_that_Shopee_states_is_kept_and_is_all_that_is_waited_for() =>
        LimitIsKeptAsync(Options with { Listings = 40, Orders = 60, CallsPerSecond = 10 });

    private protected override IEnumerable<(string Part, int Skip)> Calls(FaultKind kind) =>
    [
        ("get_item_base_info", 0), ("get_model_list", 0), ("get_order_list", 1), ("get_order_detail", 0), ("get_mass_tracking_number", 0), ("get_channel_list", 0),
    ];

    private protected override int SkusOf(PracticeProduct product) => product.Status == "trash" ? 0 : Math.Max(1, product.Variations.Count);

    private protected override bool IsOrder(PracticeOrder order) => order.Status is not ("trash" or "checkout-draft");

    private protected override void LoseSignIn(PracticeShop shop)
    {
        shop.Faults.Add(new Fault(FaultKind.AnswerLost) { PathContains = "access_token/get" });
        shop.Tokens.EndAccess();
    }
}
