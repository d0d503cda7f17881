using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.SkuLinks.Decisions;
using Quayside.SkuLinks.Suggestions;
using Quayside.SkuLinks.WorkList;
using Quayside.Tests.Harness;

namespace Quayside.Tests.SkuLinks.WorkList;

public sealed class WorkListTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_changed_until_it_is_applied_and_then_two_items_are_one()
    {
        var (bench, first, second, proposal) = await TwoAsync();
        var before = await LinksAsync(bench);

        var said = await bench.SayAsync(second, DraftKind.Accept, first.Item);
        Assert.Equal("is A", said.Value?.Text);
        var preview = (await bench.Drafts.PreviewAsync(bench.Caller, OpenOrders.Backwards, Cancellation)).Value!;

        Assert.Equal(before, await LinksAsync(bench));
        Assert.Equal(["A", "B"], preview.Effect!.Stock.Select(s => s.MasterSku).Order());
        Assert.Equal("is A", Assert.Single(await bench.RowsAsync()).Decided?.Text);

        var applied = await bench.ApplyAsync();

        Assert.Equal((1, 1), (applied.Decisions, applied.Changes));
        Assert.Equal(first.Item.Id, await bench.ItemOfAsync(second));
        Assert.Equal(SuggestionState.Accepted, await bench.StateAsync(proposal));
        Assert.Empty(await bench.RowsAsync());
        await using var db = bench.Read();
        Assert.Equal(first.Item.Id, (await db.StockItems.SingleAsync(i => i.Id == second.Item.Id, Cancellation)).MergedIntoId);
        Assert.Empty(await db.DraftDecisions.ToListAsync(Cancellation));
    }

    [Fact]
    public async Task What_was_applied_last_is_undone_as_one_and_waits_again()
    {
        var (bench, first, second, proposal) = await TwoAsync();
        await bench.SayAsync(second, DraftKind.Accept, first.Item);
        var applied = await bench.ApplyAsync();
        Assert.Equal(applied.Id, await bench.Undo.LastAsync(bench.Caller, Cancellation));

        var (undone, refusal) = await bench.Undo.RunAsync(bench.Caller, applied.Id, Cancellation);

        Assert.Null(refusal);
        Assert.Empty(undone!.Kept);
        Assert.Equal(second.Item.Id, await bench.ItemOfAsync(second));
        Assert.Equal(SuggestionState.Waiting, await bench.StateAsync(proposal));
        Assert.Null(await bench.Undo.LastAsync(bench.Caller, Cancellation));
        Assert.Single(await bench.RowsAsync());
    }

    [Fact]
    public async Task A_preview_names_both_sides_of_every_link_so_that_many_can_be_looked_over()
    {
        var bench = await MappingBench.NewAsync(database);
        var (first, second) = (bench.Sell(bench.Seeds.Store(), "Kettle 1 l", "A"), bench.Sell(bench.Seeds.Store(), "Kettle", "B"));
        second.Variation.Options.Add(new VariationOption("Colour", "Navy"));
        var third = bench.Sell(bench.Seeds.Store(), "Pot", null);
        await bench.Seeds.SaveAsync();
        await bench.SayAsync(second, DraftKind.Accept, first.Item);
        await bench.SayAsync(third, DraftKind.StandsAlone);

        var preview = (await bench.Drafts.PreviewAsync(bench.Caller, OpenOrders.Backwards, Cancellation)).Value!;
        var names = await bench.Drafts.NamesAsync(bench.Caller, [.. preview.Decisions.Select(d => d.VariationId)], Cancellation);

        Assert.Equal([("is A", "Kettle 1 l"), ("stands alone", null)], preview.Decisions.Select(d => (d.Text, d.Title)));
        Assert.Equal(("B · Kettle · Navy", "Pot"), (names[second.Variation.Id], names[third.Variation.Id]));
    }

    [Fact]
    public async Task A_rejected_proposal_leaves_the_list_and_its_undoing_brings_it_back()
    {
        var (bench, first, second, proposal) = await TwoAsync();
        await bench.SayAsync(second, DraftKind.Reject, first.Item);

        var applied = await bench.ApplyAsync();

        Assert.Equal(0, applied.Changes);
        Assert.Equal(SuggestionState.Rejected, await bench.StateAsync(proposal));
        Assert.Empty(await bench.RowsAsync());
        Assert.Equal(second.Item.Id, await bench.ItemOfAsync(second));

        Assert.Null((await bench.Undo.RunAsync(bench.Caller, applied.Id, Cancellation)).Refusal);
        Assert.Equal(SuggestionState.Waiting, await bench.StateAsync(proposal));
        Assert.Single(await bench.RowsAsync());
    }

    [Fact]
    public async Task An_answer_stands_as_long_as_what_it_led_to_cannot_be_undone()
    {
        var (bench, first, second, proposal) = await TwoAsync();
        await bench.SayAsync(second, DraftKind.Accept, first.Item);
        var applied = await bench.ApplyAsync();
        var since = (await new ApplyMapping(bench.Seeds.Databases, TimeProvider.System).RunAsync(
            bench.Caller, [new LinkChange(second.Variation.Id, first.Item.Id, 2)], OpenOrders.Backwards, Cancellation)).Value!;

        var undone = (await bench.Undo.RunAsync(bench.Caller, applied.Id, Cancellation)).Value!;

        Assert.Equal((0, since.Id), (undone.Undone, Assert.Single(undone.Kept).UndoFirst));
        Assert.Equal(SuggestionState.Accepted, await bench.StateAsync(proposal));
        Assert.Equal(applied.Id, await bench.Undo.LastAsync(bench.Caller, Cancellation));
        Assert.Empty((await bench.UndoBatch.RunAsync(bench.Caller, since.Id, Cancellation)).Value!.Kept);
        Assert.Empty((await bench.Undo.RunAsync(bench.Caller, applied.Id, Cancellation)).Value!.Kept);
        Assert.Equal(SuggestionState.Waiting, await bench.StateAsync(proposal));
    }

    [Fact]
    public async Task Rejecting_one_of_two_proposals_leaves_the_other_to_decide()
    {
        var (bench, first, second, _) = await TwoAsync();
        var other = bench.NewItem("C", "Other");
        bench.Propose(second, other, 0.3m);
        await bench.Seeds.SaveAsync();
        await bench.SayAsync(second, DraftKind.Reject, first.Item);

        await bench.ApplyAsync();

        var row = Assert.Single(await bench.RowsAsync());
        Assert.Equal("C", Assert.Single(row.Suggestions).Item.MasterSku);
    }

    [Fact]
    public async Task The_last_word_counts_and_each_person_has_their_own()
    {
        var (bench, first, second, _) = await TwoAsync();
        var colleague = bench.Caller with { Name = "colleague" };
        await bench.SayAsync(second, DraftKind.Accept, first.Item);
        await bench.SayAsync(second, DraftKind.StandsAlone);

        Assert.Equal((1, 0), (await bench.Decide.CountAsync(bench.Caller, Cancellation), await bench.Decide.CountAsync(colleague, Cancellation)));
        Assert.Equal("stands alone", Assert.Single(await bench.RowsAsync()).Decided?.Text);
        Assert.Equal(1, await bench.Decide.TakeBackAsync(bench.Caller, all: false, Cancellation));
        Assert.Null(Assert.Single(await bench.RowsAsync()).Decided);
        Assert.Equal("draft.none", (await bench.Drafts.RunAsync(bench.Caller, OpenOrders.Backwards, Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task A_family_is_accepted_together_and_only_what_has_a_proposal()
    {
        var bench = await MappingBench.NewAsync(database);
        var (one, two) = (bench.Seeds.Store(), bench.Seeds.Store());
        for (var i = 0; i < 5; i++)
        {
            bench.Suggest(bench.Sell(two, $"Thing {i}", $"B{i}"), bench.Sell(one, $"Thing {i}", $"A{i}").Item, 0.9m, ticked: i < 3);
        }

        await bench.Seeds.SaveAsync();

        Assert.Equal(3, (await bench.Decide.AcceptAllAsync(bench.Caller, new WorkFilter(Ticked: true), Cancellation)).Value);
        Assert.Equal(0, (await bench.Decide.AcceptAllAsync(bench.Caller, new WorkFilter(Ticked: true), Cancellation)).Value);
        Assert.Equal(3, (await bench.ApplyAsync()).Changes);
        Assert.Equal(2, (await bench.RowsAsync()).Count);
    }

    [Fact]
    public async Task What_is_hardly_proposed_stands_alone_together_and_what_was_decided_stays_as_it_was_said()
    {
        var bench = await MappingBench.NewAsync(database);
        var (one, two) = (bench.Seeds.Store(), bench.Seeds.Store());
        var sold = Enumerable.Range(0, 6).Select(i => bench.Sell(two, $"Thing {i}", $"B{i}")).ToList();
        decimal[] scores = [0.9m, 0.3m, 0.29m, 0.2m, 0.1m, 0.05m];
        var proposals = sold.Zip(scores, (s, score) => bench.Suggest(s, bench.Sell(one, "Thing", $"A{score}").Item, score)).ToList();
        await bench.Seeds.SaveAsync();
        await bench.SayAsync(sold[3], DraftKind.Accept, await ItemAsync(proposals[3]));
        var row = (await bench.RowsAsync())[0];

        var family = (await new FindFamilies(bench.Seeds.Databases).AloneAsync(bench.Caller, row, Cancellation)).Single(f => f.Filter.Below == 0.3m);
        Assert.Equal((3, 0.44m), (family.Count, family.Right));
        Assert.Equal(3, (await bench.Decide.LeaveAloneAllAsync(bench.Caller, family.Filter, Cancellation)).Value);
        Assert.Equal((4, 1), (await bench.ApplyAsync() is var applied ? applied.Decisions : 0, applied.Changes));

        Assert.Equal([0.9m, 0.3m], (await bench.RowsAsync()).Select(r => r.Suggestions[0].Score));
        Assert.Equal(SuggestionState.Rejected, await bench.StateAsync(proposals[2]));
        Assert.Equal(SuggestionState.Accepted, await bench.StateAsync(proposals[3]));
        Assert.Equal(sold[2].Item.Id, await bench.ItemOfAsync(sold[2]));
        var viewer = bench.Caller with { Role = Role.Viewer };
        Assert.Equal("forbidden", (await bench.Decide.LeaveAloneAllAsync(viewer, family.Filter, Cancellation)).Refusal?.Code);

        async Task<StockItem> ItemAsync(LinkSuggestion proposal)
        {
            await using var db = bench.Read();
            return await db.StockItems.SingleAsync(i => i.Id == proposal.StockItemId, Cancellation);
        }
    }

    [Fact]
    public async Task What_is_found_to_be_an_item_that_is_merged_by_the_same_decisions_goes_where_that_item_goes()
    {
        var bench = await MappingBench.NewAsync(database);
        var (one, two, three) = (bench.Seeds.Store(), bench.Seeds.Store(), bench.Seeds.Store());
        var (first, second, third) = (bench.Sell(one, "Kettle", "A"), bench.Sell(two, "Kettle", "B"), bench.Sell(three, "Kettle", "C"));
        bench.Suggest(second, first.Item, 0.9m, ticked: true);
        var followed = bench.Suggest(third, second.Item, 0.9m, ticked: true);
        bench.Suggest(first, third.Item, 0.9m, ticked: true);
        await bench.Seeds.SaveAsync();

        Assert.Equal(3, (await bench.Decide.AcceptAllAsync(bench.Caller, new WorkFilter(Ticked: true), Cancellation)).Value);
        Assert.Empty((await bench.Drafts.PreviewAsync(bench.Caller, OpenOrders.Backwards, Cancellation)).Value!.Problems);
        var applied = await bench.ApplyAsync();

        Assert.Equal((3, 2), (applied.Decisions, applied.Changes));
        var item = Assert.Single((await Task.WhenAll(new[] { first, second, third }.Select(bench.ItemOfAsync))).Distinct());
        Assert.Contains(item, new long?[] { first.Item.Id, second.Item.Id, third.Item.Id });
        Assert.Equal(SuggestionState.Accepted, await bench.StateAsync(followed));
        Assert.Empty(await bench.RowsAsync());

        Assert.Empty((await bench.Undo.RunAsync(bench.Caller, applied.Id, Cancellation)).Value!.Kept);
        Assert.Equal(
            [first.Item.Id, second.Item.Id, third.Item.Id],
            await Task.WhenAll(new[] { first, second, third }.Select(bench.ItemOfAsync)));
    }

    [Fact]
    public async Task What_cannot_be_applied_is_named_with_its_variation_and_the_rest_applies_without_it()
    {
        var (bench, first, second, _) = await TwoAsync();
        var third = bench.Sell(bench.Seeds.Store(), "Pot", "C");
        await bench.Seeds.SaveAsync();
        await bench.SayAsync(third, DraftKind.Rename, sku: "a");
        await bench.SayAsync(second, DraftKind.Accept, first.Item);

        var problem = Assert.Single((await bench.Drafts.PreviewAsync(bench.Caller, OpenOrders.Backwards, Cancellation)).Value!.Problems);

        Assert.Equal(third.Variation.Id, problem.VariationId);
        Assert.StartsWith("Another item has the SKU a", problem.Text, StringComparison.Ordinal);
        Assert.Equal(1, await bench.Decide.TakeBackAsync(bench.Caller, [problem.VariationId], Cancellation));
        Assert.Equal(1, (await bench.ApplyAsync()).Decisions);
    }

    [Fact]
    public async Task Another_master_sku_a_split_and_a_found_item_are_applied_too()
    {
        var bench = await MappingBench.NewAsync(database);
        var store = bench.Seeds.Store();
        var (named, found, target) = (bench.Sell(store, "Blank", null), bench.Sell(store, "Found", "F"), bench.Sell(store, "Target", "T"));
        var shared = bench.Sell(store, "Shared", "S");
        var other = bench.Seeds.Variation(bench.Seeds.Listing(store, "Shared too"), "S2", 5);
        var link = bench.Seeds.Link(other, shared.Item);
        await bench.Seeds.SaveAsync();
        await bench.SayAsync(named, DraftKind.Rename, sku: "NAMED-1");
        await bench.SayAsync(found, DraftKind.Link, target.Item);
        await bench.SayAsync(new Sold(other, shared.Item, link), DraftKind.Split, sku: "S2-OWN");

        await bench.ApplyAsync();

        await using var db = bench.Read();
        var skus = await db.StockItems.Where(i => i.MergedIntoId == null).Select(i => i.MasterSku).Order().ToListAsync(Cancellation);
        Assert.Equal(["NAMED-1", "S", "S2-OWN", "T"], skus);
        Assert.Equal(target.Item.Id, await bench.ItemOfAsync(found));
    }

    [Fact]
    public async Task A_viewer_decides_nothing_and_a_stranger_sees_nothing()
    {
        var (bench, first, second, proposal) = await TwoAsync();
        var viewer = bench.Caller with { Role = Role.Viewer };
        var stranger = (await MappingBench.NewAsync(database)).Caller;

        Assert.Equal("forbidden", (await bench.SayAsync(second, DraftKind.Accept, first.Item, who: viewer)).Refusal?.Code);
        Assert.Equal("not_found", (await bench.SayAsync(second, DraftKind.Accept, first.Item, who: stranger)).Refusal?.Code);
        Assert.Equal("not_found", (await bench.Answer.AcceptAsync(stranger, [proposal.Id], OpenOrders.Backwards, Cancellation)).Refusal?.Code);
        Assert.Empty((await bench.Work.RunAsync(stranger, new WorkFilter(), null, 50, Cancellation)).Value!.Items);
        Assert.Equal("not_found", (await bench.Undo.RunAsync(stranger, proposal.Id, Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task The_list_is_paged_without_losing_rows_of_equal_score()
    {
        var bench = await MappingBench.NewAsync(database);
        var (one, two) = (bench.Seeds.Store(), bench.Seeds.Store());
        for (var i = 0; i < 11; i++)
        {
            bench.Suggest(bench.Sell(two, $"Thing {i}", $"B{i}"), bench.Sell(one, $"Thing {i}", $"A{i}").Item, i < 8 ? 0.5m : 0.9m);
        }

        await bench.Seeds.SaveAsync();

        var all = await Paging.AllAsync<WorkRow>(cursor => bench.Work.RunAsync(bench.Caller, new WorkFilter(), cursor, 3, Cancellation));

        Assert.Equal(11, all.Select(r => r.Variation.Id).Distinct().Count());
        Assert.Equal(all.Select(r => r.Suggestions[0].Score).OrderDescending(), all.Select(r => r.Suggestions[0].Score));
    }

    [Fact]
    public async Task Health_counts_what_waits_for_no_decision_and_names_what_brings_the_most()
    {
        var bench = await MappingBench.NewAsync(database);
        var (one, two) = (bench.Seeds.Store(), bench.Seeds.Store());
        var items = Enumerable.Range(0, 4).Select(i => bench.Sell(two, $"Thing {i}", $"B{i}")).ToList();
        bench.Suggest(items[0], bench.Sell(one, "Thing 0", "A0").Item, 0.9m, ticked: true);
        bench.Suggest(items[1], bench.Sell(one, "Thing 1", "A1").Item, 0.4m);
        await bench.Seeds.SaveAsync();
        await using (var db = bench.Read())
        {
            // The shop shows five of it.
            await db.StockItems.Where(i => i.Id == items[2].Item.Id).ExecuteUpdateAsync(s => s.SetProperty(i => i.OnHand, 7m), Cancellation);
        }

        var health = await bench.Health.RunAsync(bench.Caller, Cancellation);

        var store = health.Items.Single(s => s.StoreId == two.Id);
        Assert.Equal((4, 2, 50, 1), (store.Variations, store.Clean, store.Score, store.Ticked));
        Assert.Equal((2, 1), (store.Groups[WorkGroup.SeveralSkus], store.Groups[WorkGroup.StockDiffers]));
        Assert.Equal(new NextStep(null, 1, 25m), store.Next);
        Assert.Equal((100, null), (health.Items.Single(s => s.StoreId == one.Id).Score, health.Items.Single(s => s.StoreId == one.Id).Next));
        Assert.Equal(items[2].Variation.Id, Assert.Single(await bench.RowsAsync(new WorkFilter(WorkGroup.StockDiffers))).Variation.Id);
    }

    [Fact]
    public async Task A_store_is_begun_once_something_of_it_was_answered_also_after_the_next_search()
    {
        var (bench, first, second, _) = await TwoAsync();
        Assert.Equal((0, true), await OfSecondAsync());
        await bench.SayAsync(second, DraftKind.Accept, first.Item);
        await bench.ApplyAsync();
        Assert.Equal((1, false), await OfSecondAsync());

        await bench.LookAsync();

        Assert.Equal((1, false), await OfSecondAsync());

        async Task<(int, bool)> OfSecondAsync() =>
            (await bench.Health.RunAsync(bench.Caller, Cancellation)).Items.Single(s => s.StoreId == second.Variation.StoreId) is var store
                ? (store.Decided, store.IsNotBegun) : default;
    }

    [Fact]
    public async Task What_is_accepted_brings_the_health_that_was_promised_also_where_the_shops_show_different_stock()
    {
        var bench = await MappingBench.NewAsync(database);
        var (one, two) = (bench.Seeds.Store(), bench.Seeds.Store());
        for (var i = 0; i < 3; i++)
        {
            bench.Suggest(bench.Sell(two, $"Thing {i}", $"B{i}", quantity: 9), bench.Sell(one, $"Thing {i}", $"A{i}", quantity: 5).Item, 0.9m, ticked: i < 2);
        }

        bench.Sell(two, "Alone", "B9");
        await bench.Seeds.SaveAsync();
        Assert.Equal((25, 0, true, new NextStep(null, 2, 50m)), await OfSecondAsync());

        await bench.Decide.AcceptAllAsync(bench.Caller, new WorkFilter(Ticked: true), Cancellation);
        await bench.ApplyAsync();

        Assert.Equal((75, 2, false, new NextStep(WorkGroup.SeveralSkus, 1, 25m)), await OfSecondAsync());
        await bench.Decide.AcceptAllAsync(bench.Caller, new WorkFilter(), Cancellation);
        await bench.ApplyAsync();

        // Three shops' figures differ by now: something to look at, and nothing to decide.
        Assert.Equal((100, 3, false, new NextStep(WorkGroup.StockDiffers, 3, 0m)), await OfSecondAsync());

        async Task<(int?, int, bool, NextStep?)> OfSecondAsync() =>
            (await bench.Health.RunAsync(bench.Caller, Cancellation)).Items.Single(s => s.StoreId == two.Id) is var store
                ? (store.Score, store.Decided, store.IsNotBegun, store.Next) : default;
    }

    private async Task<(MappingBench Bench, Sold First, Sold Second, LinkSuggestion Proposal)> TwoAsync()
    {
        var bench = await MappingBench.NewAsync(database);
        var first = bench.Sell(bench.Seeds.Store(), "Kettle", "A");
        var second = bench.Sell(bench.Seeds.Store(), "Kettle", "B");
        var proposal = bench.Suggest(second, first.Item, 0.8m);
        await bench.Seeds.SaveAsync();
        return (bench, first, second, proposal);
    }

    private static async Task<List<(long, long, DateTimeOffset?)>> LinksAsync(MappingBench bench)
    {
        await using var db = bench.Read();
        return [.. (await db.SkuLinks.OrderBy(l => l.Id).ToListAsync(Cancellation)).Select(l => (l.VariationId, l.StockItemId, l.EndedAt))];
    }
}
