using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Catalogue.Files;
using Quayside.Catalogue.Own;
using Quayside.Hosting.Spreadsheets;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Catalogue.Files;

/// <summary>What single rows of a catalogue file may say, beside what the store has and what other rows say.</summary>
public sealed class ListingRowTests(TestDatabase database) : ListingFileTest(database)
{
    [Theory]
    [InlineData("sku,title,gtin\nA,Mug,4.00638E+12\n", "rounded number")]
    [InlineData("sku,title,handle\nA,Mug,1-Mar\n", "reads as a date")]
    [InlineData("sku,title,components\nSET,Set,CUP x 2; cup\n", "names each of its items once")]
    [InlineData("sku,title,components\nSET,Set,CUP x 0\n", "no part of a kit")]
    [InlineData("sku,title,components,quantity\nSET,Set,CUP x 2,4\n", "no quantity of its own")]
    [InlineData("sku,title,handle,size\nA,Tee,tee,S\nB,Tee,tee,S\n", "the same options: size: S")]
    public async Task An_odd_row_is_refused_with_its_reason(string file, string reason)
    {
        Stall.Seeds.Item("CUP", 10);
        await Stall.Seeds.SaveAsync();

        var taken = await Taking.TakeAsync(file);

        Assert.Contains(reason, Assert.Single(taken.Reasons).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_is_no_id_is_refused()
    {
        var taken = await Taking.TakeAsync($"sku,title,handle\nA,Mug,{new string('x', 201)}\n");

        Assert.Contains("An id of more than 200", Assert.Single(taken.Reasons).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_SKU_is_one_variations_own_in_the_file_and_in_the_store()
    {
        var (mug, cup) = (await Stall.AddedAsync(new TypedVariation(Sku: "MUG")), await Stall.AddedAsync(new TypedVariation(Sku: "CUP")));

        var twice = await Taking.TakeAsync("sku,title\nA,Pot\na,Pan\n");
        var others = await Taking.TakeAsync($"listing_id,variation_id,sku,title\n{await IdsAsync(mug)},CUP,Mug\n");

        Assert.Equal((3, "Row 2 has the same SKU. A store has each SKU once."), (Assert.Single(twice.Reasons).Number, twice.Reasons[0].Reason));
        Assert.Equal("Another listing of the store has this SKU.", Assert.Single(others.Reasons).Reason);
        Assert.Equal("MUG", (await ReadAsync(mug)).Variations[0].SellerSku);
        Assert.Equal("CUP", (await ReadAsync(cup)).Variations[0].SellerSku);
    }

    [Fact]
    public async Task A_product_without_variations_gets_none_from_a_file()
    {
        var mug = await Stall.AddedAsync(new TypedVariation(Sku: "MUG"));

        var taken = await Taking.TakeAsync($"listing_id,sku,title\n{(await IdsAsync(mug)).Split(',')[0]},MUG-2,Mug\n");

        Assert.Contains("one product without variations", Assert.Single(taken.Reasons).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_row_leaves_blank_stays_and_a_price_that_is_the_same_number_keeps_its_text()
    {
        var mug = await Stall.AddedAsync(new TypedVariation(Sku: "MUG", Gtin: "4006381333931", Price: 12.5m, Mpn: "M-1"));
        await using (var db = Stall.Read())
        {
            await db.Variations.ExecuteUpdateAsync(set => set.SetProperty(v => v.PriceText, "12.500"), Cancellation);
        }

        var same = await Taking.TakeAsync("sku,title,price,gtin,mpn\nMUG,,12.5,,\n");
        var renamed = await Taking.TakeAsync("sku,title,price,gtin,mpn\nMUG,Large mug,,,\n");

        Assert.Equal((1, 1), (same.Unchanged, renamed.Changed));
        var after = await ReadAsync(mug);
        Assert.Equal(("Large mug", "12.500", "M-1"), (after.Title, after.Variations[0].Price?.Text, after.Variations[0].Mpn));
        Assert.EndsWith("4006381333931", after.Variations[0].Gtin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quantity_counts_only_where_nobody_counted_yet()
    {
        var counted = await Stall.AddedAsync(new TypedVariation(Sku: "MUG", OpeningQuantity: 3));
        var uncounted = await Stall.AddedAsync(new TypedVariation(Sku: "CUP"));

        var taken = await Taking.TakeAsync("sku,title,quantity\nMUG,,9\nCUP,,9\n");

        Assert.Equal((1, 1), (taken.Changed, taken.Unchanged));
        Assert.Equal((3m, 9m), ((await Stall.ItemAsync(counted)).OnHand, (await Stall.ItemAsync(uncounted)).OnHand));
    }

    [Fact]
    public async Task An_option_is_called_what_its_column_is_called_unless_that_only_counts()
    {
        await Taking.TakeAsync("sku,title,handle,Colour,Option 3 value\nA,Tee,tee,Red,Soft\n");

        await using var db = Stall.Read();
        Assert.Equal(["Colour: Red", "Option 3: Soft"], (await db.Variations.SingleAsync(Cancellation)).Options.Select(o => $"{o.Name}: {o.Value}"));
    }

    [Fact]
    public async Task What_a_shop_system_writes_for_no_variations_is_none()
    {
        await Taking.TakeAsync("Handle,Title,Variant SKU,Option1 Name,Option1 Value\nmug,Mug,MUG,Title,Default Title\n");

        await using var db = Stall.Read();
        Assert.Empty((await db.Variations.SingleAsync(Cancellation)).Options);
    }

    [Fact]
    public async Task A_column_that_a_person_says_is_none_is_not_taken_nor_in_the_next_file()
    {
        const string file = "sku,title,price\nA,Mug,9\n";
        await Taking.LookAsync(file);

        await Taking.ChooseAsync(new() { ["price"] = "" });
        await Taking.TakeAsync();
        var next = await Taking.LookAsync("sku,title,price\nB,Cup,8\n");

        Assert.Equal((null, FoundBy.Person), (next.Columns[2].Field, next.Columns[2].By));
        await using var db = Stall.Read();
        Assert.Null((await db.Variations.SingleAsync(Cancellation)).PriceText);
    }

    [Fact]
    public async Task What_was_given_out_has_points_however_earlier_files_were_written()
    {
        await Stall.AddedAsync(new TypedVariation(Sku: "MUG", Price: 1.234m));
        using var export = new MemoryStream();
        await new ExportListings(Databases).RunAsync(Stall.Seeds.Caller, Stall.Store.Id, export, SheetFormat.Csv, Cancellation);
        await Taking.LookAsync("sku;title;price\nA;Pot;1,50\n");
        await Taking.ChooseAsync(new(), decimalComma: true);

        var again = await Taking.TakeAsync(export.ToArray());

        Assert.Equal((false, 1, 0), (again.DecimalComma, again.Unchanged, again.Changed));
    }

    [Fact]
    public async Task Refused_rows_that_come_again_bring_their_old_reasons_along_once()
    {
        await Taking.TakeAsync("sku,title,price\nA,Mug,ten\n");

        await Taking.TakeAsync(await Taking.RefusedAsync());

        var header = (await Taking.RefusedAsync()).TrimStart('\uFEFF').Split('\n')[0].TrimEnd();
        Assert.Equal("sku,title,price,reason,row", header);
    }

    private async Task<ListingView> ReadAsync(ListingView listing) =>
        (await new GetListing(Databases).RunAsync(Stall.Seeds.Caller, listing.Id, Cancellation)).Value!;

    // As a file that was given out names them.
    private async Task<string> IdsAsync(ListingView listing)
    {
        await using var db = Stall.Read();
        var row = await db.Listings.SingleAsync(l => l.Id == listing.Id, Cancellation);
        return $"{row.ChannelListingId},{await db.Variations.Where(v => v.ListingId == row.Id).Select(v => v.ChannelVariationId).SingleAsync(Cancellation)}";
    }
}
