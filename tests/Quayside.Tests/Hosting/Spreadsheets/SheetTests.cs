using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Quayside.Hosting.Spreadsheets;

namespace Quayside.Tests.Hosting.Spreadsheets;

public sealed partial class SheetTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SheetFormat.Csv)]
    [InlineData(SheetFormat.Xlsx)]
    public async Task What_is_written_is_read_again(SheetFormat format)
    {
        object?[][] rows =
        [
            ["0012", "a \"quoted\", text\nin two lines", 2.5m],
            ["=1+1", "-5 °C kettle", -3m],
            ["@x", "日本 Ünïcödé", null],
            ["'=x", "+49", 1],
        ];

        var file = await WrittenAsync(format, ["SKU", "Title", "Pieces"], rows);

        using var reader = SheetReader.Open(file);
        var read = reader.Rows().Select(r => (r["sku"], r["title"], r["pieces"])).ToList();
        Assert.Equal(
            [("0012", "a \"quoted\", text\nin two lines", "2.5"), ("=1+1", "-5 °C kettle", "-3"), ("@x", "日本 Ünïcödé", null), ("'=x", "+49", "1")],
            read);
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    public async Task A_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe_in_csv(string text)
    {
        var file = await WrittenAsync(SheetFormat.Csv, ["A"], [[text]]);

        var csv = Encoding.UTF8.GetString(file.ToArray());
        Assert.StartsWith("\uFEFF", csv, StringComparison.Ordinal);
        Assert.Contains("'" + text, csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_cell_of_an_xlsx_file_is_a_formula()
    {
        var file = await WrittenAsync(SheetFormat.Xlsx, ["A"], [["=1+1"], ["0012"]]);

        using var zip = new ZipArchive(file);
        using var sheet = new StreamReader(zip.Entries.Single(e => e.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal)).Open());
        var xml = await sheet.ReadToEndAsync(Cancellation);
        Assert.DoesNotContain("<f>", xml, StringComparison.Ordinal);
        Assert.Contains(">0012<", xml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sku;title\r\nA;\"x;y\"\r\n", "A", "x;y")]
    [InlineData("sku,title\nA,\"x,\ny\"\n", "A", "x,\ny")]
    [InlineData("Title\tS K U\nx\tA", "A", "x")]
    [InlineData("\n\nsku,title\n,\nA,x\n", "A", "x")]
    public void A_csv_files_separator_and_order_of_columns_are_its_own(string text, string sku, string title)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var reader = SheetReader.Open(file);

        var row = Assert.Single(reader.Rows());
        Assert.Equal((sku, title), (row["sku"], row["title"]));
    }

    [Fact]
    public void Excels_own_encodings_are_understood()
    {
        foreach (var bytes in new[]
        {
            CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("sku,title\nA,Größe\n"),
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("sku,title\nA,Größe\n")],
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("sku,title\nA,Größe\n")],
        })
        {
            using var file = new MemoryStream(bytes);
            using var reader = SheetReader.Open(file);
            Assert.Equal("Größe", Assert.Single(reader.Rows())["title"]);
        }
    }

    [Fact]
    public async Task A_file_that_unpacks_to_gigabytes_is_refused_before_it_is_parsed()
    {
        var honest = await WrittenAsync(SheetFormat.Xlsx, ["A"], [["x"]]);
        using var bomb = new MemoryStream();
        await honest.CopyToAsync(bomb, Cancellation);
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Update, leaveOpen: true))
        {
            await using var entry = zip.CreateEntry("xl/worksheets/sheet9.xml", CompressionLevel.SmallestSize).Open();
            for (var i = 0; i < 64; i++)
            {
                await entry.WriteAsync(new byte[1 << 20], Cancellation);
            }
        }

        Assert.True(bomb.Length < 1 << 20);
        var refused = Assert.Throws<UnreadableSheetException>(() => SheetReader.Open(bomb, SheetLimits.Usual with { Unpacked = 16 << 20 }));
        Assert.Contains("unpacks", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_too_many_files_bytes_or_columns_is_refused()
    {
        var honest = await WrittenAsync(SheetFormat.Xlsx, ["A"], [["x"]]);
        using var wide = new MemoryStream(Encoding.UTF8.GetBytes("a,b,c\n1,2,3\n"));

        Assert.Contains("unpacks", Assert.Throws<UnreadableSheetException>(() => SheetReader.Open(honest, SheetLimits.Usual with { Entries = 2 })).Message, StringComparison.Ordinal);
        Assert.Contains("larger than 0 MB", Assert.Throws<UnreadableSheetException>(() => SheetReader.Open(wide, SheetLimits.Usual with { Bytes = 5 })).Message, StringComparison.Ordinal);
        Assert.Contains("more than 2 columns", Assert.Throws<UnreadableSheetException>(() => SheetReader.Open(wide, SheetLimits.Usual with { Columns = 2 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_of_an_xlsx_file_are_read_as_they_are_shown_and_what_was_rounded_is_doubted()
    {
        var plain = await WrittenAsync(SheetFormat.Xlsx, ["sku", "title"], [["MARK", "x"]]);
        var file = WithCells(plain, """<c r="A2" s="1"><v>42</v></c><c r="B2"><v>4006381333931555</v></c>""");

        using var reader = SheetReader.Open(file);

        var row = Assert.Single(reader.Rows());
        Assert.Equal("00042", row["sku"]);
        Assert.NotNull(CodeCell.Doubt(row["title"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sku,SKU \nA,B")]
    [InlineData("PK\u0003\u0004 not a zip")]
    public void A_file_that_is_no_sheet_says_so(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));

        Assert.Throws<UnreadableSheetException>(() => SheetReader.Open(file));
    }

    [Fact]
    public void More_rows_or_longer_cells_than_the_limit_are_refused_not_cut()
    {
        var limits = SheetLimits.Usual with { Rows = 2, CellLength = 5 };
        using var many = new MemoryStream(Encoding.UTF8.GetBytes("a\n1\n2\n3\n"));
        using var longer = new MemoryStream(Encoding.UTF8.GetBytes("a\n123456\n"));
        using var first = SheetReader.Open(many, limits);
        using var second = SheetReader.Open(longer, limits);

        Assert.Throws<UnreadableSheetException>(() => first.Rows().ToList());
        Assert.Throws<UnreadableSheetException>(() => second.Rows().ToList());
    }

    [Theory]
    [InlineData("2024-03-01", true)]
    [InlineData("2024-03-01T00:00:00", true)]
    [InlineData("1-Mar", true)]
    [InlineData("4.00638E+12", true)]
    [InlineData("12E5", false)]
    [InlineData("MAR-1", false)]
    [InlineData("00123", false)]
    [InlineData("1-MARINE", false)]
    public void A_code_that_a_spreadsheet_spoilt_is_doubted(string text, bool doubted) =>
        Assert.Equal(doubted, CodeCell.Doubt(text) is not null);

    // A workbook as a spreadsheet program saves one: numbers as numbers, and a format that shows five digits.
    private static MemoryStream WithCells(MemoryStream workbook, string cells)
    {
        var file = new MemoryStream();
        workbook.CopyTo(file);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            Rewrite(zip, "sheet1.xml", xml => LastRow().Replace(xml, $"$1{cells}$2"));
            Rewrite(zip, "styles.xml", _ =>
                """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="00000"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>""");
        }

        file.Position = 0;
        return file;
    }

    [GeneratedRegex("(?s)^(.*<row[^>]*>).*?(</row>)")]
    private static partial Regex LastRow();

    private static void Rewrite(ZipArchive zip, string name, Func<string, string> change)
    {
        var entry = zip.Entries.Single(e => e.FullName.EndsWith(name, StringComparison.Ordinal));
        string xml;
        using (var reader = new StreamReader(entry.Open()))
        {
            xml = reader.ReadToEnd();
        }

        var path = entry.FullName;
        entry.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(path).Open());
        writer.Write(change(xml));
    }

    private static async Task<MemoryStream> WrittenAsync(SheetFormat format, string[] header, object?[][] rows)
    {
        var file = new MemoryStream();
        await using (var writer = await SheetWriter.CreateAsync(file, format, "Sheet", header, Cancellation))
        {
            foreach (var row in rows)
            {
                await writer.WriteAsync(row, Cancellation);
            }

            await writer.FinishAsync(Cancellation);
        }

        file.Position = 0;
        return file;
    }
}
