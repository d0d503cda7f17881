using System.Text;
using Microsoft.EntityFrameworkCore;
using Quayside.Hosting.Spreadsheets;
using Quayside.SkuLinks.Decisions;
using Quayside.SkuLinks.Files;
using Quayside.SkuLinks.Templates;
using Quayside.Tests.Harness;

namespace Quayside.Tests.SkuLinks.WorkList;

public sealed class MappingFilesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SheetFormat.Csv)]
    [InlineData(SheetFormat.Xlsx)]
    public async Task What_was_exported_comes_back_and_changes_nothing(SheetFormat format)
    {
        var bench = await MappingBench.NewAsync(database);
        var store = bench.Seeds.Store();
        bench.Sell(store, "=cmd, \"quoted\"", "0012");
        bench.Sell(store, "Blank", null);
        bench.Seeds.Variation(bench.Seeds.Listing(store, "Not linked"), "+49");
        await bench.Seeds.SaveAsync();
        using var file = new MemoryStream();

        await bench.Export.RunAsync(bench.Caller, file, format, null, Cancellation);
        var import = await ImportAsync(bench, file, applies: false);

        Assert.Equal((3, 2, 1, 0), (import.Rows, import.Unchanged, import.Silent, import.Changes));
        Assert.Empty(import.Refused);
    }

    [Fact]
    public async Task A_file_links_renames_and_splits_as_it_showed_before()
    {
        var bench = await MappingBench.NewAsync(database);
        var store = bench.Seeds.Store();
        var (target, linked, renamed, shared) = (bench.Sell(store, "Target", "T"), bench.Sell(store, "Linked", "L"), bench.Sell(store, "Renamed", "R"), bench.Sell(store, "Shared", "S"));
        var other = bench.Seeds.Variation(bench.Seeds.Listing(store, "Shared too"), "S2", 5);
        bench.Seeds.Link(other, shared.Item);
        await bench.Seeds.SaveAsync();
        const string csv = "seller_sku;master_sku;quantity\nL;T;\nR;R-new;\nS2;S2-own;\nT;T;1\n";

        var shown = await ImportAsync(bench, Csv(csv), applies: false);
        Assert.Equal(linked.Item.Id, await bench.ItemOfAsync(linked));
        var applied = await ImportAsync(bench, Csv(csv), applies: true);

        Assert.Equal((4, 3, 1), (shown.Rows, shown.Changes, shown.Unchanged));
        Assert.Empty(shown.Effect!.Problems);
        Assert.Equal(target.Item.Id, await bench.ItemOfAsync(linked));
        await using var db = bench.Read();
        Assert.Equal(["R-new", "S", "S2-own", "T"], await db.StockItems.Where(i => i.MergedIntoId == null).Select(i => i.MasterSku).Order().ToListAsync(Cancellation));

        Assert.Null((await bench.UndoBatch.RunAsync(bench.Caller, applied.BatchId!.Value, Cancellation)).Refusal);
        Assert.Equal(linked.Item.Id, await bench.ItemOfAsync(linked));
        Assert.Equal(renamed.Item.Id, await bench.ItemOfAsync(renamed));
    }

    [Fact]
    public async Task Rows_that_cannot_be_taken_go_back_with_their_reasons_and_the_others_are_taken()
    {
        var bench = await MappingBench.NewAsync(database);
        var store = bench.Seeds.Store();
        var (good, target) = (bench.Sell(store, "Good", "G"), bench.Sell(store, "Target", "T"));
        bench.Sell(store, "Twice", "D");
        bench.Seeds.Variation(bench.Seeds.Listing(store, "Twice too"), "D", 5);
        await bench.Seeds.SaveAsync();
        const string csv = "seller_sku,master_sku,quantity,note\nG,T,,keep me\nNOWHERE,T,,a\nD,T,,b\nT,2024-03-01,,c\nT,1.5E+12,,d\nG,G2,,e\nT,T,many,f\n";

        var import = await ImportAsync(bench, Csv(csv), applies: true);

        Assert.Equal((1, target.Item.Id), (import.Changes, await bench.ItemOfAsync(good)));
        Assert.Equal([3, 4, 5, 6, 7, 8], import.Refused.Select(r => r.Number));
        using var file = new MemoryStream();
        await RefusedRow.WriteAsync(import.Header, import.Refused, file, SheetFormat.Csv, Cancellation);
        file.Position = 0;
        using var refused = SheetReader.Open(file);
        var rows = refused.Rows().ToList();
        Assert.Equal(["a", "b", "c", "d", "e", "f"], rows.Select(r => r["note"]));
        Assert.All(rows, r => Assert.NotNull(r["reason"]));
        Assert.Contains("date", rows[2]["reason"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kit_is_written_as_one_row_for_each_of_its_items()
    {
        var bench = await MappingBench.NewAsync(database);
        var store = bench.Seeds.Store();
        var (cup, pot, set) = (bench.Sell(store, "Cup", "CUP"), bench.Sell(store, "Pot", "POT"), bench.Sell(store, "Set", "SET"));
        await bench.Seeds.SaveAsync();

        var import = await ImportAsync(bench, Csv("seller_sku,master_sku,quantity,kit\nSET,CUP,4,yes\nSET,POT,1,yes\n"), applies: true);

        Assert.Equal(1, import.Changes);
        await using var db = bench.Read();
        var parts = await db.SkuLinks.Where(l => l.VariationId == set.Variation.Id && l.EndedAt == null).Select(l => new { l.StockItemId, l.Quantity }).ToListAsync(Cancellation);
        Assert.Equal([(cup.Item.Id, 4m), (pot.Item.Id, 1m)], parts.Select(p => (p.StockItemId, p.Quantity)).Order());
        using var file = new MemoryStream();
        await bench.Export.RunAsync(bench.Caller, file, SheetFormat.Csv, store.Id, Cancellation);
        Assert.Equal(4, (await ImportAsync(bench, file, applies: false)).Unchanged);
    }

    [Theory]
    [InlineData("title\nx\n", "sheet.columns")]
    [InlineData("", "sheet.unreadable")]
    public async Task A_file_without_its_columns_is_refused(string text, string code)
    {
        var bench = await MappingBench.NewAsync(database);

        Assert.Equal(code, (await bench.Import.RunAsync(bench.Caller, Csv(text), true, OpenOrders.Backwards, Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task A_template_renames_as_it_showed_in_one_decision_that_can_be_undone()
    {
        var bench = await MappingBench.NewAsync(database);
        var store = bench.Seeds.Store();
        foreach (var (sku, brand) in new[] { ("b", "Harbour"), ("a", "Harbour"), ("c", null) })
        {
            bench.Sell(store, $"Thing {sku}", sku, brand: brand);
        }

        await bench.Seeds.SaveAsync();
        var plan = (await bench.Standardise.PreviewAsync(bench.Caller, "{brand:3}-X", new StandardiseFilter(store.Id), Cancellation)).Value!;

        var found = (await bench.Standardise.PreviewAsync(bench.Caller, "{brand:3}-X", new StandardiseFilter(Query: "b thing"), Cancellation)).Value!;
        Assert.Equal("b", Assert.Single(found.Items).MasterSku);

        var (batch, refusal) = await bench.Standardise.RunAsync(bench.Caller, "{brand:3}-X", new StandardiseFilter(store.Id), Cancellation);

        Assert.Null(refusal);
        Assert.Equal((2, 1, 1), (plan.Renamed, plan.Solved, plan.Kept));
        Assert.Equal([("a", "HAR-X"), ("b", "HAR-X-2"), ("c", null)], plan.Items.Select(i => (i.MasterSku, i.NewSku)));
        Assert.Equal(["HAR-X", "HAR-X-2", "c"], await MasterSkusAsync(bench));
        Assert.Empty((await bench.UndoBatch.RunAsync(bench.Caller, batch!.Id, Cancellation)).Value!.Kept);
        Assert.Equal(["a", "b", "c"], await MasterSkusAsync(bench));
    }

    [Fact]
    public async Task The_file_for_a_woocommerce_shop_names_what_it_imports_and_nothing_it_would_have_twice()
    {
        var bench = await MappingBench.NewAsync(database);
        var store = bench.Seeds.Add(new Quayside.Stores.Store
        {
            OrganisationId = bench.Caller.OrganisationId,
            Channel = "woocommerce",
            Name = "Shop",
            ShopName = "Shop",
            Settings = [],
            HistoryDays = 90,
            ConnectedAt = Seeds.Then,
        });
        var (same, wrong, first) = (bench.Sell(store, "Same", "SAME"), bench.Sell(store, "Wrong", "0012"), bench.Sell(store, "First", "F1"));
        var second = bench.Seeds.Variation(bench.Seeds.Listing(store, "First too"), "F2", 5);
        bench.Seeds.Link(second, first.Item);
        bench.Sell(store, "Blank", null);
        await bench.Seeds.SaveAsync();
        await bench.SayAsync(wrong, Quayside.SkuLinks.WorkList.DraftKind.Rename, sku: "0012-A");
        await bench.ApplyAsync();
        using var file = new MemoryStream();

        Assert.Null(await bench.Skus.RunAsync(bench.Caller, store.Id, file, Cancellation));

        Assert.Equal($"\uFEFFID,SKU\n{wrong.Variation.ChannelVariationId},0012-A\n", Encoding.UTF8.GetString(file.ToArray()).ReplaceLineEndings("\n"));
        var counted = (await bench.Skus.CountAsync(bench.Caller, store.Id, Cancellation)).Value!;
        Assert.Equal((true, 1, 1), (counted.OwnFormat, counted.Rows, counted.LeftOut));
        Assert.Equal("SAME", same.Item.MasterSku);
    }

    private static MemoryStream Csv(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task<ImportedMapping> ImportAsync(MappingBench bench, Stream file, bool applies)
    {
        file.Position = 0;
        var (import, refusal) = await bench.Import.RunAsync(bench.Caller, file, applies, OpenOrders.Backwards, Cancellation);
        Assert.Null(refusal);
        return import!;
    }

    private static async Task<List<string>> MasterSkusAsync(MappingBench bench)
    {
        await using var db = bench.Read();
        return await db.StockItems.Select(i => i.MasterSku).Order().ToListAsync(Cancellation);
    }
}
