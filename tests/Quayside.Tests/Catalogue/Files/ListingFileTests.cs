using System.Text;
using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Catalogue.Files;
using Quayside.Catalogue.Own;
using Quayside.Connectors;
using Quayside.Hosting.Spreadsheets;
using Quayside.SkuLinks.Decisions;
using Quayside.Tests.Catalogue.Own;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Catalogue.Files;

public sealed class ListingFileTests(TestDatabase database) : ListingFileTest(database)
{
    [Fact]
    public async Task Looking_writes_nothing_and_taking_does_what_was_shown()
    {
        await Stall.AddedAsync(new TypedVariation(Sku: "MUG-1", Price: 12));
        var before = await Stall.RowsAsync();
        const string file = "sku,title,price,quantity,gtin\nMUG-1,Large mug,14.00,,\nCUP-1,Cup,5,7,4006381333931\nCUP-2,Cup,five,,\nmug-1,Again,1,,\n";

        var looked = await Taking.LookAsync(file);

        Assert.Equal(before, await Stall.RowsAsync());
        Assert.Equal((4, 1, 1, 0, 2), (looked.Rows, looked.Created, looked.Changed, looked.Unchanged, looked.Refused));
        Assert.Equal("title Mug → Large mug, price 12.00 → 14.00", Assert.Single(looked.Changes).Text);
        Assert.Equal([(4, true), (5, true)], looked.Reasons.Select(r => (r.Number, r.Reason.Length > 10)));
        var taken = await Taking.TakeAsync();
        Assert.Equal((looked.Created, looked.Changed, looked.Refused), (taken.Created, taken.Changed, taken.Refused));
        Assert.Equal([("Cup", "CUP-1", "5.00"), ("Large mug", "MUG-1", "14.00")], await RowsAsync());
        await using var db = Stall.Read();
        var cup = await db.StockItems.SingleAsync(i => i.MasterSkuKey == "cup-1", Cancellation);
        Assert.Equal((7m, "04006381333931"), (cup.OnHand, cup.Gtin));
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        const string file = "sku;title;price;quantity;handle;size\nA;Tee;9,50;3;tee;S\nB;Tee;9,50;4;tee;M\nC;Mug;12,00;5;;\n";
        var first = await Taking.TakeAsync(file);
        Assert.Equal((3, 0), (first.Created, first.Refused));
        var before = await Stall.RowsAsync();

        var again = await Taking.TakeAsync(file);

        Assert.Equal((0, 0, 3, 0), (again.Created, again.Changed, again.Unchanged, again.Refused));
        Assert.Equal(before, await Stall.RowsAsync());
    }

    [Theory]
    [InlineData(SheetFormat.Csv)]
    [InlineData(SheetFormat.Xlsx)]
    public async Task What_a_store_gives_out_it_takes_again_and_nothing_changes(SheetFormat format)
    {
        var cup = Stall.Seeds.Item("CUP", 10);
        var saucer = Stall.Seeds.Item("SAUCER", 10);
        await Stall.Seeds.SaveAsync();
        await Stall.AddAsync("=cmd|' /C calc'!A0", new TypedVariation(Sku: "0012", Gtin: "036000291452", Price: 12.5m, OpeningQuantity: 3));
        await Stall.AddAsync("Tee; with \"quotes\",\nand lines", new TypedVariation(Sku: "-T;S", Options: Option("Size", "S")), new TypedVariation(Sku: "@T,M", Options: Option("Size", "M")));
        await Stall.AddAsync("Set", new TypedVariation(Sku: "SET", Components: [new KitComponent(cup.Id, 2), new KitComponent(saucer.Id, 1.5m)]));
        await Stall.AddAsync("Nameless", new TypedVariation(Sku: null, Price: 3));
        var gone = await Stall.AddAsync("Gone", new TypedVariation(Sku: "GONE"));
        await Stall.DeleteAsync(gone.Value!.Id);
        var before = await Stall.RowsAsync();

        using var export = new MemoryStream();
        await new ExportListings(Databases).RunAsync(Stall.Seeds.Caller, Stall.Store.Id, export, format, Cancellation);
        var again = await Taking.TakeAsync(export.ToArray());

        Assert.Equal((5, 0, 0, 5, 0), (again.Rows, again.Created, again.Changed, again.Unchanged, again.Refused));
        Assert.Equal(before, await Stall.RowsAsync());
    }

    [Fact]
    public async Task Another_store_takes_what_one_gives_out_kits_and_all()
    {
        var cup = Stall.Seeds.Item("CUP", 10);
        await Stall.Seeds.SaveAsync();
        await Stall.AddAsync("Set", new TypedVariation(Sku: "SET", Components: [new KitComponent(cup.Id, 2)]));
        await Stall.AddAsync("Tee", new TypedVariation(Sku: "T-S", Options: Option("Size", "S")), new TypedVariation(Sku: "T-M", Options: Option("Size", "M")));
        using var export = new MemoryStream();
        await new ExportListings(Databases).RunAsync(Stall.Seeds.Caller, Stall.Store.Id, export, SheetFormat.Csv, Cancellation);
        var other = new OwnCatalogue(Databases, Stall.Seeds, OwnCatalogue.AddStore(Stall.Seeds, "Phone line"));
        await Stall.Seeds.SaveAsync();
        await using var file = new TakingFile(Databases, other);

        var taken = await file.TakeAsync(export.ToArray());

        Assert.Equal((3, 0), (taken.Created, taken.Refused));
        await using var db = Stall.Read();
        var links = await (
            from link in db.SkuLinks
            join variation in db.Variations on link.VariationId equals variation.Id
            orderby variation.SkuKey, variation.StoreId
            select new { variation.SkuKey, link.StockItemId, link.Quantity }).ToListAsync(Cancellation);
        Assert.Equal(3, links.Distinct().Count());
        Assert.Equal(6, links.Count);
    }

    [Fact]
    public async Task A_listing_that_was_deleted_comes_back_with_its_row()
    {
        const string file = "sku,title,handle\nA,Mug,mug\n";
        await Taking.TakeAsync(file);
        await using var db = Stall.Read();
        var listing = await db.Listings.SingleAsync(Cancellation);
        Assert.Null(await Stall.DeleteAsync(listing.Id));

        var taken = await Taking.TakeAsync(file);

        Assert.Equal((1, 0), (taken.Changed, taken.Refused));
        var back = await new GetListing(Databases).RunAsync(Stall.Seeds.Caller, listing.Id, Cancellation);
        Assert.Equal((ListingStatus.Active, ListingStatus.Active), (back.Value!.Status, back.Value.Variations.Single().Status));
    }

    [Fact]
    public async Task Rows_of_one_listing_are_its_variations_also_apart_and_pictures_add_nothing()
    {
        var taken = await Taking.TakeAsync(
            "Handle,Title,Variant SKU,Option1 Name,Option1 Value,Image Src\ntee,Tee,T-S,Size,S,https://x.example/1.jpg\ntee,,T-M,Size,M,\ntee,,,,,https://x.example/2.jpg\nmug,Mug,MUG,Title,Default Title,\ntee,,T-L,Size,L,\ntee,,T-X,Size,L,\n");

        Assert.Equal((4, 1, 1), (taken.Created, taken.Describing, taken.Refused));
        await using var db = Stall.Read();
        var listings = await new FindListings(Databases).RunAsync(Stall.Seeds.Caller, new ListingFilter(Sort: ListingSort.Title), null, 10, Cancellation);
        Assert.Equal([("Mug", 1), ("Tee", 3)], listings.Value!.Items.Select(l => (l.Title, l.Variations.Count)));
        Assert.Equal(["S", "M", "L"], listings.Value.Items[1].Variations.Select(v => v.Options["Size"]));
    }

    [Theory]
    [InlineData("windows-1252", "Artikelnummer;Bezeichnung;Preis\r\nA;Größe süß;12,50\r\n")]
    [InlineData("utf-8", "\uFEFFArtikelnummer;Bezeichnung;Preis\nA;Größe süß;12,50\n")]
    [InlineData("utf-8", "Preisliste\n\nArtikelnummer\tBezeichnung\tPreis\nA\tGröße süß\t\"12,50 €\"\n")]
    public async Task Files_of_real_spreadsheets_are_understood(string encoding, string text)
    {
        var bytes = (CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.UTF8).GetBytes(text);

        var taken = await Taking.TakeAsync(bytes);

        Assert.Equal((1, 0, true), (taken.Created, taken.Refused, taken.DecimalComma));
        Assert.Equal([("Größe süß", "A", "12.50")], await RowsAsync());
    }

    [Theory]
    [InlineData("sku,title\n2024-03-01,Mug\n", "reads as a date")]
    [InlineData("sku,title\n4.00638E+12,Mug\n", "rounded number")]
    [InlineData("sku,title,gtin\nA,Mug,4006381333932\n", "check digit")]
    [InlineData("sku,title\n,Mug\n", "no SKU")]
    [InlineData("sku,title\nA,\n", "no title")]
    [InlineData("sku,title\nA,=1+1\n", "is a formula")]
    [InlineData("sku,title,price,currency\nA,Mug,5,USD\n", "sells in EUR")]
    [InlineData("sku,title,price\nA,Mug,-5\n", "0 or more")]
    [InlineData("sku,title,status\nA,Mug,whatever\n", "no status")]
    [InlineData("sku,title,images\nA,Mug,ftp://x\n", "address of a picture")]
    [InlineData("sku,title,components\nA,Set,NOTHING x 2\n", "No stock item is called NOTHING")]
    public async Task An_odd_row_is_refused_with_its_reason_and_goes_back_as_it_came(string file, string reason)
    {
        var taken = await Taking.TakeAsync(file + "OK-1,Fine\n");

        Assert.Contains(reason, Assert.Single(taken.Reasons).Reason, StringComparison.Ordinal);
        Assert.Equal((1, 1), (taken.Created, taken.Refused));
        var lines = (await Taking.RefusedAsync()).TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.EndsWith(",reason,row", lines[0].TrimEnd(), StringComparison.Ordinal);
        Assert.Contains(reason, lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",2", lines[1].TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_rows_are_taken_once_they_are_corrected()
    {
        await Taking.TakeAsync("sku,title,price\nA,Mug,ten\nB,Cup,8.50\n");
        var corrected = (await Taking.RefusedAsync()).Replace("ten", "10.00", StringComparison.Ordinal);

        var taken = await Taking.TakeAsync(corrected);

        Assert.Equal((1, 0), (taken.Created, taken.Refused));
        Assert.Equal([("Cup", "B", "8.50"), ("Mug", "A", "10.00")], await RowsAsync());
    }

    [Fact]
    public async Task What_a_person_says_of_the_columns_counts_and_is_remembered_for_the_store()
    {
        const string file = "Cost,Shelf,Words\n1,A7,Mug\n2,A8,Cup\n";
        var looked = await Taking.LookAsync(file);
        Assert.Equal((0, 2), (looked.Created, looked.Refused));

        looked = await Taking.ChooseAsync(new() { ["Cost"] = "price", ["Shelf"] = "sku", ["Words"] = "title" });
        Assert.Equal((2, 0), (looked.Created, looked.Refused));
        var next = await Taking.LookAsync("Words;Shelf;Cost\nPot;A9;3\n");

        Assert.Equal([("title", FoundBy.Person), ("sku", FoundBy.Person), ("price", FoundBy.Person)], next.Columns.Select(c => (c.Field, c.By)));
        Assert.Equal("file.columns", (await Taking.Files.ChooseAsync(
            Stall.Seeds.Caller, Stall.Store.Id, new Dictionary<string, string> { ["Cost"] = "sku", ["Shelf"] = "sku" }, null, Cancellation)).Refusal?.Code);
        Assert.Equal("file.columns", (await Taking.Files.ChooseAsync(
            Stall.Seeds.Caller, Stall.Store.Id, new Dictionary<string, string> { ["Nowhere"] = "sku" }, null, Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task More_rows_than_one_chunk_are_taken_and_a_second_time_are_unchanged()
    {
        var file = new StringBuilder("sku,title,handle,size,quantity\n");
        for (var i = 0; i < 2500; i++)
        {
            file.Append(System.Globalization.CultureInfo.InvariantCulture, $"S-{i},Thing {i / 3},thing-{i / 3},{i % 3},{i}\n");
        }

        var taken = await Taking.TakeAsync(file.ToString());
        var again = await Taking.TakeAsync(file.ToString());

        Assert.Equal((2500, 2500, 0), (taken.Rows, taken.Created, taken.Refused));
        Assert.Equal((2500, 0), (again.Unchanged, again.Refused));
        await using var db = Stall.Read();
        Assert.Equal((834, 2500, 2500), (await db.Listings.CountAsync(Cancellation), await db.Variations.CountAsync(Cancellation), await db.StockItems.CountAsync(i => i.OnHand != null, Cancellation)));
        Assert.Equal(2500, (await db.MappingBatches.SingleAsync(Cancellation)).Changes);
    }

    [Fact]
    public async Task A_file_that_is_no_sheet_or_a_store_that_is_no_stall_is_refused()
    {
        Assert.Equal("sheet.unreadable", (await Taking.OpenAsync([])).Refusal?.Code);
        Assert.Equal("sheet.unreadable", (await Taking.OpenAsync(Encoding.UTF8.GetBytes("PK\u0003\u0004 not a zip"))).Refusal?.Code);
        var shop = Stall.Seeds.Store();
        await Stall.Seeds.SaveAsync();
        Assert.Equal("listing.observed", (await Taking.Files.OpenAsync(
            Stall.Seeds.Caller, shop.Id, new MemoryStream(Encoding.UTF8.GetBytes("sku,title\nA,B\n")), "x", Cancellation)).Refusal?.Code);
    }

    private static Dictionary<string, string> Option(string name, string value) => new() { [name] = value };

    private async Task<List<(string Title, string? Sku, string? Price)>> RowsAsync()
    {
        await using var db = Stall.Read();
        return (await (
            from variation in db.Variations
            join listing in db.Listings on variation.ListingId equals listing.Id
            orderby listing.Title
            select new { listing.Title, variation.SellerSku, variation.PriceText }).ToListAsync(Cancellation)).ConvertAll<(string, string?, string?)>(r => (r.Title, r.SellerSku, r.PriceText));
    }
}
