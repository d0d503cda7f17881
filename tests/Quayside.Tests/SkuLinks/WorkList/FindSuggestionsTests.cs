using Microsoft.EntityFrameworkCore;
using Quayside.SkuLinks;
using Quayside.SkuLinks.Matching;
using Quayside.SkuLinks.Suggestions;
using Quayside.SkuLinks.WorkList;
using Quayside.Tests.Harness;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.SkuLinks.WorkList;

public sealed class FindSuggestionsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Gtin = "4006381333931";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_not_clean_stands_in_its_group_and_the_rest_in_none()
    {
        var shop = new ScriptedChannel();
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        shop.Listings.AddRange([Listing("1", "SAME", title: "Anvil"), Listing("2", title: "Bellows"), Listing("3", "ONLY", title: "Chisel"), Listing("4", "CONTRA", title: "Drill, pack of 2")]);
        await sync.RunAsync(await sync.ConnectAsync(shop, "First", Seeds.Then));
        shop.Listings.Clear();
        shop.Listings.AddRange([Listing("5", "same", title: "Anvil"), Listing("6", "DUP", title: "Easel"), Listing("7", "DUP", title: "Funnel"), Listing("8", "LONE", title: "Gimlet"), Listing("9", "CONTRA", title: "Drill, pack of 3")]);
        await sync.RunAsync(await sync.ConnectAsync(shop, "Second", Seeds.Then.AddDays(1)));

        Assert.Equal(9, await Find(sync).RunAsync(sync.OrganisationId, Cancellation));

        await using var db = sync.Read();
        var groups = await (
            from check in db.LinkChecks
            join variation in db.Variations on check.VariationId equals variation.Id
            select new { variation.ChannelVariationId, check.Group }).ToDictionaryAsync(c => c.ChannelVariationId, c => c.Group, Cancellation);
        Assert.All(["1", "3", "4", "5"], id => Assert.Null(groups[id]));
        Assert.Equal(
            (WorkGroup.NoSku, WorkGroup.TwiceInStore, WorkGroup.Contradiction), (groups["2"], groups["7"], groups["9"]));
        Assert.NotNull(groups["8"]);
    }

    [Fact]
    public async Task A_sku_that_a_store_gave_twice_says_nothing_of_whether_the_two_are_one()
    {
        var shop = new ScriptedChannel();
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        shop.Listings.AddRange(
        [
            Listing("1", "DUP", title: "Pikku apron for children"), Listing("2", "DUP", title: "Halyard bath toy whale"),
            Listing("3", "TRI", title: "Gullwing thermo flask steel"), Listing("4", "TRI", title: "Gullwing thermo flask steel"),
        ]);
        await sync.RunAsync(await sync.ConnectAsync(shop, "First", Seeds.Then));

        await Find(sync).RunAsync(sync.OrganisationId, Cancellation);

        await using var db = sync.Read();
        var proposals = await (
            from suggestion in db.LinkSuggestions
            join variation in db.Variations on suggestion.VariationId equals variation.Id
            select new { variation.ChannelVariationId, suggestion }).ToDictionaryAsync(s => s.ChannelVariationId, s => s.suggestion, Cancellation);
        Assert.InRange(proposals["2"].Score, 0, 0.5m);
        Assert.InRange(proposals["4"].Score, 0.5m, 1);
        Assert.All(["2", "4"], id => Assert.Equal(
            [(true, "same SKU"), (false, "this store has the SKU twice")],
            proposals[id].Reasons.Where(r => r.Text.Contains("SKU", StringComparison.Ordinal)).Select(r => (r.Speaks, r.Text))));
        Assert.All(proposals.Values, p => Assert.False(p.Ticked));
    }

    [Fact]
    public async Task Only_what_changed_is_looked_at_again()
    {
        var bench = await MappingBench.NewAsync(database);
        var (one, two) = (bench.Seeds.Store(), bench.Seeds.Store());
        var (first, second) = (bench.Sell(one, "Kettle", "A"), bench.Sell(two, "Lantern", "B"));
        await bench.Seeds.SaveAsync();

        Assert.Equal(2, await bench.LookAsync());
        Assert.Equal(0, await bench.LookAsync());

        bench.Sell(two, "Mug", "C");
        await bench.Seeds.SaveAsync();
        Assert.Equal(1, await bench.LookAsync());

        await bench.SayAsync(second, DraftKind.Link, first.Item);
        await bench.ApplyAsync();
        Assert.Equal(2, await bench.LookAsync()); // the one that was linked, and the one whose item is shared now
    }

    [Fact]
    public async Task The_same_barcode_under_another_sku_is_proposed_and_ticked_and_nothing_is_linked()
    {
        var bench = await MappingBench.NewAsync(database);
        var first = bench.Sell(bench.Seeds.Store(), "Stabilo Pen 68 blue", "PEN-68", gtin: Gtin, brand: "Stabilo");
        var second = bench.Sell(bench.Seeds.Store(), "Stabilo Pen 68 blue", "X-100", gtin: Gtin, brand: "Stabilo");
        await bench.Seeds.SaveAsync();

        await bench.LookAsync();

        var row = Assert.Single(await bench.RowsAsync());
        Assert.Equal((second.Variation.Id, WorkGroup.SeveralSkus, true), (row.Variation.Id, row.Group, row.Ticked));
        var proposal = Assert.Single(row.Suggestions);
        Assert.Equal((first.Item.Id, MatchTier.Identifier), (proposal.Item.Id, proposal.Tier));
        Assert.Contains(proposal.Reasons, r => r.Speaks);
        Assert.Equal(second.Item.Id, await bench.ItemOfAsync(second));
    }

    [Fact]
    public async Task A_pair_that_waits_again_after_an_undo_is_asked_at_one_side()
    {
        var bench = await MappingBench.NewAsync(database);
        var first = bench.Sell(bench.Seeds.Store(), "Stabilo Pen 68 blue", "PEN-68", gtin: Gtin, brand: "Stabilo");
        var second = bench.Sell(bench.Seeds.Store(), "Stabilo Pen 68 blue", "X-100", gtin: Gtin, brand: "Stabilo");
        await bench.Seeds.SaveAsync();
        await bench.LookAsync();
        await bench.SayAsync(second, DraftKind.Accept, first.Item);
        var applied = await bench.ApplyAsync();
        await bench.LookAsync();

        Assert.Null((await bench.Undo.RunAsync(bench.Caller, applied.Id, Cancellation)).Refusal);
        await bench.LookAsync();

        var row = Assert.Single(await bench.RowsAsync());
        Assert.Equal((second.Variation.Id, first.Item.Id), (row.Variation.Id, Assert.Single(row.Suggestions).Item.Id));
    }

    [Fact]
    public async Task A_product_without_a_sku_is_proposed_to_the_item_that_has_one()
    {
        var bench = await MappingBench.NewAsync(database);
        var blank = bench.Sell(bench.Seeds.Store(), "Stabilo Pen 68 blue", null, gtin: Gtin, brand: "Stabilo");
        var named = bench.Sell(bench.Seeds.Store(), "Stabilo Pen 68 blue", "PEN-68", gtin: Gtin, brand: "Stabilo");
        await bench.Seeds.SaveAsync();

        await bench.LookAsync();

        var row = Assert.Single(await bench.RowsAsync(new WorkFilter(WorkGroup.NoSku)));
        Assert.Equal((blank.Variation.Id, named.Item.Id), (row.Variation.Id, Assert.Single(row.Suggestions).Item.Id));
    }

    [Fact]
    public async Task What_a_person_rejected_is_never_proposed_again()
    {
        var bench = await MappingBench.NewAsync(database);
        var first = bench.Sell(bench.Seeds.Store(), "Stabilo Pen 68 blue", "PEN-68", gtin: Gtin, brand: "Stabilo");
        var second = bench.Sell(bench.Seeds.Store(), "Stabilo Pen 68 blue", "X-100", gtin: Gtin, brand: "Stabilo");
        await bench.Seeds.SaveAsync();
        await bench.LookAsync();
        await bench.SayAsync(second, DraftKind.Reject, first.Item);
        await bench.ApplyAsync();
        await using (var db = bench.Read())
        {
            await db.LinkChecks.ExecuteDeleteAsync(Cancellation);
        }

        await bench.LookAsync();

        Assert.DoesNotContain(await bench.RowsAsync(), r => r.Suggestions.Count > 0);
    }

    [Fact]
    public async Task What_a_person_linked_is_nobodys_question()
    {
        var bench = await MappingBench.NewAsync(database);
        bench.Sell(bench.Seeds.Store(), "Stabilo Pen 68 blue", "PEN-68", gtin: Gtin, brand: "Stabilo");
        var store = bench.Seeds.Store();
        var variation = bench.Seeds.Variation(bench.Seeds.Listing(store, "Stabilo Pen 68 blue"), "X-100", 5);
        var item = bench.NewItem("OWN", "Mine");
        bench.Seeds.Add(new SkuLink
        {
            OrganisationId = bench.Caller.OrganisationId,
            VariationId = variation.Id,
            StockItemId = item.Id,
            Quantity = 1,
            Origin = LinkOrigin.Manual,
            LinkedAt = Seeds.Then,
            LinkedBy = "test",
        });
        await bench.Seeds.SaveAsync();

        await bench.LookAsync();

        Assert.Empty(await bench.RowsAsync());
    }

    [Fact]
    public async Task A_search_that_is_stopped_goes_on_where_it_stood()
    {
        var bench = await MappingBench.NewAsync(database);
        var store = bench.Seeds.Store();
        for (var i = 0; i < 30; i++)
        {
            bench.Sell(store, $"Thing {i}", $"S{i}");
        }

        await bench.Seeds.SaveAsync();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Find.RunAsync(bench.Caller.OrganisationId, stop.Token));

        Assert.Equal(30, await bench.LookAsync());
        Assert.Equal(0, await bench.LookAsync());
    }

    [Theory]
    [InlineData("AMZ-KET-1", "ket-1", "AMZ-…")]
    [InlineData("KET-1-SG", "KET-1", "…-SG")]
    [InlineData("KET-1", "KET-1", null)]
    [InlineData("LAMP-2", "KET-1", null)]
    [InlineData("AB-12", "12", null)]
    public void A_rule_is_what_stands_before_or_behind(string sku, string proposed, string? rule) =>
        Assert.Equal(rule, SkuRule.Of(sku, proposed));

    private static FindSuggestions Find(SyncHarness sync) => new(sync.Databases, new Matcher(MatchModel.BuiltIn), sync.Clock);
}
