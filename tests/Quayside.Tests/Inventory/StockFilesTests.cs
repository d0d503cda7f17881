using System.Text;
using Quayside.Hosting.Spreadsheets;
using Quayside.Inventory;
using Quayside.Inventory.Files;
using Quayside.Organisations;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Inventory;

public sealed class StockFilesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private StockRoom _room = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _room = await StockRoom.NewAsync(database);

    public async ValueTask DisposeAsync()
    {
        await _room.CheckSumsAsync();
        _room.Dispose();
    }

    [Fact]
    public async Task A_count_is_shown_first_and_then_kept_as_the_difference()
    {
        var (a, b, c) = (await _room.ItemAsync("007", 5, reserved: 2), await _room.ItemAsync("B", null), await _room.ItemAsync("C", 3));
        var shed = await _room.WarehouseAsync("Shed", a, onHand: 4);
        var sheet = $"sku;warehouse;counted\n007;;8\n007;shed;1\nB;{Warehouse.MainName};0\nC;;3\nC;Shed;\n";

        var shown = await ImportAsync(sheet, applies: false);

        Assert.Equal((5, 1, 1, 3, 1, false), (shown.Rows, shown.Silent, shown.Unchanged, shown.Changes, shown.Opened, shown.Applied));
        Assert.Equal(
            [new CountedRow(a.Id, "007", null, 5, 8), new(a.Id, "007", shed.Id, 4, 1), new(b.Id, "B", null, null, 0)], shown.Differences);
        Assert.Equal(("9 2, 4 0", "? 0, 0 0"), (await _room.FiguresAsync(a), await _room.FiguresAsync(b)));
        Assert.Empty((await ImportAsync(sheet, applies: true)).Refused);
        Assert.Equal(("9 2, 1 0", "0 0, 0 0", "3 0, 0 0"), (await _room.FiguresAsync(a), await _room.FiguresAsync(b), await _room.FiguresAsync(c)));
        Assert.Equal(0, (await ImportAsync(sheet, applies: true)).Changes);
    }

    [Fact]
    public async Task Rows_that_are_not_certain_come_back_with_their_reasons_and_the_others_are_kept()
    {
        var a = await _room.ItemAsync("A", 5);
        await _room.WarehouseAsync("Shed");

        var taken = await ImportAsync(
            "SKU,Warehouse,Counted,Shelf\nA,,6,x\nNONE,,1,x\n,,1,x\nA,Cellar,1,x\nA,Shed,many,x\nA,Shed,-1,x\nA,main warehouse,7,x\n2024-03-01,,1,x\nA,Shed,1.2345,x\n",
            applies: true);

        Assert.Equal((9, 1), (taken.Rows, taken.Changes));
        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10], taken.Refused.Select(r => r.Number));
        Assert.All(taken.Refused, r => Assert.Equal("x", r.Cells[3]));
        Assert.Contains("Row 2 counts the same item", taken.Refused.Single(r => r.Number == 8).Reason, StringComparison.Ordinal);
        Assert.Equal("6 0, 0 0", await _room.FiguresAsync(a));
    }

    [Theory]
    [InlineData("1,5;2\n", "1.5")]
    [InlineData("1.5;2\n", "1.5")]
    [InlineData("1.234,5;2\n", "1234.5")]
    [InlineData("1,234.5;2\n", "1234.5")]
    [InlineData("1 234;2\n", "1234")]
    [InlineData("1,234;2\n", null)]
    [InlineData("1.234;2\n", null)]
    public async Task A_number_is_read_as_its_writer_meant_it_or_not_at_all(string row, string? expected)
    {
        var item = await _room.ItemAsync("2", 0);

        var taken = await ImportAsync("counted;sku\n" + row, applies: true);

        Assert.Equal(expected is null ? 1 : 0, taken.Refused.Count);
        Assert.Equal($"{expected ?? "0"} 0, 0 0", await _room.FiguresAsync(item));
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "sheet.columns")]
    [InlineData("", "sheet.unreadable")]
    public async Task What_is_no_count_is_refused_as_a_whole(string sheet, string code)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(sheet));

        Assert.Equal(code, (await Import.RunAsync(_room.Seeds.Caller, file, true, null, Cancellation)).Refusal?.Code);
        Assert.Equal("forbidden", (await Import.RunAsync(_room.Seeds.Caller with { Role = Role.Viewer }, file, true, null, Cancellation)).Refusal?.Code);
    }

    [Theory]
    [InlineData(SheetFormat.Csv)]
    [InlineData(SheetFormat.Xlsx)]
    public async Task The_export_is_the_sheet_to_count_with(SheetFormat format)
    {
        var item = await _room.ItemAsync("007", 5, reserved: 2);
        await _room.ItemAsync("=1+1", null, reserved: 1);
        await _room.WarehouseAsync("Shed", item, onHand: 4, reserved: 1);
        using var file = new MemoryStream();

        await new ExportStock(_room.Databases).RunAsync(_room.Seeds.Caller, file, format, Cancellation);

        using var sheet = SheetReader.Open(file);
        var rows = sheet.Rows().Select(r => $"{r["sku"]}|{r["warehouse"]}|{r["on_hand"]}|{r["reserved"]}|{r["available"]}|{r["counted"]}").ToList();
        Assert.Equal(["007|Main warehouse|5|2|3|", "007|Shed|4|1|3|", "=1+1|Main warehouse||1||"], rows);
        if (format == SheetFormat.Csv)
        {
            Assert.Contains("'=1+1", Encoding.UTF8.GetString(file.ToArray()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Ten_thousand_counts_are_kept_in_one_go_and_taken_out_again()
    {
        const int Many = 10_000;
        for (var i = 0; i < Many; i++)
        {
            _room.Seeds.Item($"M{i:D5}");
        }

        await _room.Seeds.SaveAsync();
        var sheet = new StringBuilder("sku,counted\n");
        for (var i = 0; i < Many; i++)
        {
            sheet.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{i:D5},{i % 7}\n");
        }

        var taken = await ImportAsync(sheet.ToString(), applies: true);

        Assert.Equal((Many, Many, 500), (taken.Changes, taken.Opened, taken.Differences.Count));
        using var file = new MemoryStream();
        await new ExportStock(_room.Databases).RunAsync(_room.Seeds.Caller, file, SheetFormat.Csv, Cancellation);
        using var export = SheetReader.Open(file);
        Assert.Equal(Many, export.Rows().Count());
    }

    private ImportCounts Import => new(_room.Databases, new StoreNews(), TimeProvider.System);

    private async Task<ImportedCounts> ImportAsync(string sheet, bool applies)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(sheet));
        var taken = await Import.RunAsync(_room.Seeds.Caller, file, applies, "count.csv", Cancellation);
        Assert.Null(taken.Refusal);
        return taken.Value!;
    }
}
