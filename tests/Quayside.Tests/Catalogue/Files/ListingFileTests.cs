using System.Text;
using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Catalogue.Files;
using Quayside.Catalogue.Own;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting.Spreadsheets;
using Quayside.SkuLinks.Decisions;
using Quayside.Tests.Catalogue.Own;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Catalogue.Files;

public sealed class ListingFileTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly Databases _databases = TestDatabase.Open(database.Engine, database.ConnectionString);
    private OwnCatalogue _stall = null!;
    private TakingFile _file = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stall = await OwnCatalogue.OpenAsync(_databases);
        _file = new TakingFile(_databases, _stall);
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        _databases.Dispose();
    }

    [Fact]
    public async Task Looking_writes_nothing_and_taking_does_what_was_shown()
    {
        await _stall.AddedAsync(new TypedVariation(Sku: "MUG-1", Price: 12));
        var before = await _stall.RowsAsync();
        const string file = "sku,title,price,quantity,gtin\nMUG-1,Large mug,14.00,,\nCUP-1,Cup,5,7,4006381333931\nCUP-2,Cup,five,,\nmug-1,Again,1,,\n";

        var looked = await _file.LookAsync(file);

        Assert.Equal(before, await _stall.RowsAsync());
        Assert.Equal((4, 1, 1, 0, 2), (looked.Rows, looked.Created, looked.Changed, looked.Unchanged, looked.Refused));
        Assert.Equal("title Mug → Large mug, price 12.00 → 14.00", Assert.Single(looked.Changes).Text);
        Assert.Equal([(4, true), (5, true)], looked.Reasons.Select(r => (r.Number, r.Reason.Length > 10)));
        var taken = await _file.TakeAsync();
        Assert.Equal((looked.Created, looked.Changed, looked.Refused), (taken.Created, taken.Changed, taken.Refused));
        Assert.Equal([("Cup", "CUP-1", "5.00"), ("Large mug", "MUG-1", "14.00")], await RowsAsync());
        await using var db = _stall.Read();
        var cup = await db.StockItems.SingleAsync(i => i.MasterSkuKey == "cup-1", Cancellation);
        Assert.Equal((7m, "04006381333931"), (cup.OnHand, cup.Gtin));
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        const string file = "sku;title;price;quantity;handle;size\nA;Tee;9,50;3;tee;S\nB;Tee;9,50;4;tee;M\nC;Mug;12,00;5;;\n";
        var first = await _file.TakeAsync(file);
        Assert.Equal((3, 0), (first.Created, first.Refused));
        var before = await _stall.RowsAsync();

        var again = await _file.TakeAsync(file);

        Assert.Equal((0, 0, 3, 0), (again.Created, again.Changed, again.Unchanged, again.Refused));
        Assert.Equal(before, await _stall.RowsAsync());
    }

    [Theory]
    [InlineData(SheetFormat.Csv)]
    [InlineData(SheetFormat.Xlsx)]
    public async Task What_a_store_gives_out_it_takes_again_and_nothing_changes(SheetFormat format)
    {
        var cup = _stall.Seeds.Item("CUP", 10);
        var saucer = _stall.Seeds.Item("SAUCER", 10);
        await _stall.Seeds.SaveAsync();
        await _stall.AddAsync("=cmd|' /C calc'!A0", new TypedVariation(Sku: "0012", Gtin: "036000291452", Price: 12.5m, OpeningQuantity: 3));
        await _stall.AddAsync("Tee; with \"quotes\",\nand lines", new TypedVariation(Sku: "-T;S", Options: Option("Size", "S")), new TypedVariation(Sku: "@T,M", Options: Option("Size", "M")));
        await _stall.AddAsync("Set", new TypedVariation(Sku: "SET", Components: [new KitComponent(cup.Id, 2), new KitComponent(saucer.Id, 1.5m)]));
        await _stall.AddAsync("Nameless", new TypedVariation(Sku: null, Price: 3));
        var gone = await _stall.AddAsync("Gone", new TypedVariation(Sku: "GONE"));
        await _stall.DeleteAsync(gone.Value!.Id);
        var before = await _stall.RowsAsync();

        using var export = new MemoryStream();
        await new ExportListings(_databases).RunAsync(_stall.Seeds.Caller, _stall.Store.Id, export, format, Cancellation);
        var again = await _file.TakeAsync(export.ToArray());

        Assert.Equal((5, 0, 0, 5, 0), (again.Rows, again.Created, again.Changed, again.Unchanged, again.Refused));
        Assert.Equal(before, await _stall.RowsAsync());
    }

    [Fact]
    public async Task Another_store_takes_what_one_gives_out_kits_and_all()
    {
        var cup = _stall.Seeds.Item("CUP", 10);
        await _stall.Seeds.SaveAsync();
        await _stall.AddAsync("Set", new TypedVariation(Sku: "SET", Components: [new KitComponent(cup.Id, 2)]));
        await _stall.AddAsync("Tee", new TypedVariation(Sku: "T-S", Options: Option("Size", "S")), new TypedVariation(Sku: "T-M", Options: Option("Size", "M")));
        using var export = new MemoryStream();
        await new ExportListings(_databases).RunAsync(_stall.Seeds.Caller, _stall.Store.Id, export, SheetFormat.Csv, Cancellation);
        var other = new OwnCatalogue(_databases, _stall.Seeds, OwnCatalogue.AddStore(_stall.Seeds, "Phone line"));
        await _stall.Seeds.SaveAsync();
        await using var file = new TakingFile(_databases, other);

        var taken = await file.TakeAsync(export.ToArray());

        Assert.Equal((3, 0), (taken.Created, taken.Refused));
        await using var db = _stall.Read();
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
        await _file.TakeAsync(file);
        await using var db = _stall.Read();
        var listing = await db.Listings.SingleAsync(Cancellation);
        Assert.Null(await _stall.DeleteAsync(listing.Id));

        var taken = await _file.TakeAsync(file);

        Assert.Equal((1, 0), (taken.Changed, taken.Refused));
        var back = await new GetListing(_databases).RunAsync(_stall.Seeds.Caller, listing.Id, Cancellation);
        Assert.Equal((ListingStatus.Active, ListingStatus.Active), (back.Value!.Status, back.Value.Variations.Single().Status));
    }

    [Fact]
    public async Task Rows_of_one_listing_are_its_variations_also_apart_and_pictures_add_nothing()
    {
        var taken = await _file.TakeAsync(
            "Handle,Title,Variant SKU,Option1 Name,Option1 Value,Image Src\ntee,Tee,T-S,Size,S,https://x.example/1.jpg\ntee,,T-M,Size,M,\ntee,,,,,https://x.example/2.jpg\nmug,Mug,MUG,Title,Default Title,\ntee,,T-L,Size,L,\ntee,,T-X,Size,L,\n");

        Assert.Equal((4, 1, 1), (taken.Created, taken.Describing, taken.Refused));
        await using var db = _stall.Read();
        var listings = await new FindListings(_databases).RunAsync(_stall.Seeds.Caller, new ListingFilter(Sort: ListingSort.Title), null, 10, Cancellation);
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

        var taken = await _file.TakeAsync(bytes);

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
        var taken = await _file.TakeAsync(file + "OK-1,Fine\n");

        Assert.Contains(reason, Assert.Single(taken.Reasons).Reason, StringComparison.Ordinal);
        Assert.Equal((1, 1), (taken.Created, taken.Refused));
        var lines = (await _file.RefusedAsync()).TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.EndsWith(",reason,row", lines[0].TrimEnd(), StringComparison.Ordinal);
        Assert.Contains(reason, lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",2", lines[1].TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_rows_are_taken_once_they_are_corrected()
    {
        await _file.TakeAsync("sku,title,price\nA,Mug,ten\nB,Cup,8.50\n");
        var corrected = (await _file.RefusedAsync()).Replace("ten", "10.00", StringComparison.Ordinal);

        var taken = await _file.TakeAsync(corrected);

        Assert.Equal((1, 0), (taken.Created, taken.Refused));
        Assert.Equal([("Cup", "B", "8.50"), ("Mug", "A", "10.00")], await RowsAsync());
    }

    [Fact]
    public async Task What_a_person_says_of_the_columns_counts_and_is_remembered_for_the_store()
    {
        const string file = "Cost,Shelf,Words\n1,A7,Mug\n2,A8,Cup\n";
        var looked = await _file.LookAsync(file);
        Assert.Equal((0, 2), (looked.Created, looked.Refused));

        looked = await _file.ChooseAsync(new() { ["Cost"] = "price", ["Shelf"] = "sku", ["Words"] = "title" });
        Assert.Equal((2, 0), (looked.Created, looked.Refused));
        var next = await _file.LookAsync("Words;Shelf;Cost\nPot;A9;3\n");

        Assert.Equal([("title", FoundBy.Person), ("sku", FoundBy.Person), ("price", FoundBy.Person)], next.Columns.Select(c => (c.Field, c.By)));
        Assert.Equal("file.columns", (await _file.Files.ChooseAsync(
            _stall.Seeds.Caller, _stall.Store.Id, new Dictionary<string, string> { ["Cost"] = "sku", ["Shelf"] = "sku" }, null, Cancellation)).Refusal?.Code);
        Assert.Equal("file.columns", (await _file.Files.ChooseAsync(
            _stall.Seeds.Caller, _stall.Store.Id, new Dictionary<string, string> { ["Nowhere"] = "sku" }, null, Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task More_rows_than_one_chunk_are_taken_and_a_second_time_are_unchanged()
    {
        var file = new StringBuilder("sku,title,handle,size,quantity\n");
        for (var i = 0; i < 2500; i++)
        {
            file.Append(System.Globalization.CultureInfo.InvariantCulture, $"S-{i},Thing {i / 3},thing-{i / 3},{i % 3},{i}\n");
        }

        var taken = await _file.TakeAsync(file.ToString());
        var again = await _file.TakeAsync(file.ToString());

        Assert.Equal((2500, 2500, 0), (taken.Rows, taken.Created, taken.Refused));
        Assert.Equal((2500, 0), (again.Unchanged, again.Refused));
        await using var db = _stall.Read();
        Assert.Equal((834, 2500, 2500), (await db.Listings.CountAsync(Cancellation), await db.Variations.CountAsync(Cancellation), await db.StockItems.CountAsync(i => i.OnHand != null, Cancellation)));
        Assert.Equal(2500, (await db.MappingBatches.SingleAsync(Cancellation)).Changes);
    }

    [Fact]
    public async Task A_file_that_is_no_sheet_or_a_store_that_is_no_stall_is_refused()
    {
        Assert.Equal("sheet.unreadable", (await _file.OpenAsync([])).Refusal?.Code);
        Assert.Equal("sheet.unreadable", (await _file.OpenAsync(Encoding.UTF8.GetBytes("PK\u0003\u0004 not a zip"))).Refusal?.Code);
        var shop = _stall.Seeds.Store();
        await _stall.Seeds.SaveAsync();
        Assert.Equal("listing.observed", (await _file.Files.OpenAsync(
            _stall.Seeds.Caller, shop.Id, new MemoryStream(Encoding.UTF8.GetBytes("sku,title\nA,B\n")), "x", Cancellation)).Refusal?.Code);
    }

    private static Dictionary<string, string> Option(string name, string value) => new() { [name] = value };

    private async Task<List<(string Title, string? Sku, string? Price)>> RowsAsync()
    {
        await using var db = _stall.Read();
        return (await (
            from variation in db.Variations
            join listing in db.Listings on variation.ListingId equals listing.Id
            orderby listing.Title
            select new { listing.Title, variation.SellerSku, variation.PriceText }).ToListAsync(Cancellation)).ConvertAll<(string, string?, string?)>(r => (r.Title, r.SellerSku, r.PriceText));
    }
}
