using Quayside.SkuLinks.Matching;
using Quayside.Tests.Harness;

namespace Quayside.Tests.SkuLinks.Matching;

public sealed class MatchCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quayside-match-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Columns_are_found_by_their_header_in_any_order()
    {
        var read = Read("price,ID,unheard of,title,Options,channel\r\n\"1.399,00 €\",a,x,\"Mug, \"\"blue\"\"\",Size: L; Colour: red,north\r\n");

        var product = Assert.Single(read);
        Assert.Equal(("a", "Mug, \"blue\"", 1399m, "EUR", "north"), (product.Id, product.Title, product.Price, product.Currency, product.Store));
        Assert.Equal([("Size", "L"), ("Colour", "red")], product.Options);
        Assert.Null(product.Sku);
    }

    [Theory]
    [InlineData("$399.00", 399)]
    [InlineData("1,399.00", 1399)]
    [InlineData("19,94 € EUR", 19.94)]
    [InlineData("319.9900 USD", 319.99)]
    [InlineData("1.299", 1.299)]
    [InlineData("12,500", 12500)]
    [InlineData("1 299,50 kr", 1299.5)]
    public void Prices_are_read_as_people_write_them(string text, double expected) => Assert.Equal((decimal)expected, PriceText.Read(text).Amount);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("title\nx\n", "no column \"id\"")]
    [InlineData("id,title\na,b,c\n", "Line 2 has 3 cells, the header 2")]
    [InlineData("id,title\n,b\n", "Line 2 has no id")]
    [InlineData("id,title\na,b\na,c\n", "Line 3 has the id \"a\" for the second time")]
    [InlineData("id,title\na,\"b\nc,d\n", "is never closed")]
    public void A_file_that_is_no_such_file_says_where(string text, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("id;title;options\na;\"Mug; blue\";\"Size: L; Colour: red\"\n")]
    [InlineData("\uFEFFid\ttitle\toptions\r\na\tMug; blue\tSize: L; Colour: red\r\n")]
    [InlineData("id,title,options\na,Mug; blue,Size: L; Colour: red,\n")]
    public void Semicolons_and_tabs_separate_where_the_header_has_no_comma(string text)
    {
        var product = Assert.Single(Read(text));

        Assert.Equal(("a", "Mug; blue"), (product.Id, product.Title));
        Assert.Equal([("Size", "L"), ("Colour", "red")], product.Options);
    }

    [Fact]
    public void A_line_break_inside_quotes_belongs_to_the_cell() =>
        Assert.Equal(["x\ny", null], Read("id,title\na,\"x\ny\"\n\nb\n").Select(p => p.Title));

    [Fact]
    public async Task The_command_writes_proposals_and_sure_links()
    {
        var (code, said, complained) = await RunAsync(
            "id,sku,gtin,title\nm1,TW-1,4006381333931,Tidewater tote bag navy\nm2,GW-5,,\"Gullwing flask, 500 ml\"\n",
            "title,id,gtin\nShopper dark blue,l1,4006381333931\nCeramic gnome,l2,\n");

        Assert.Equal((0, ""), (code, said));
        Assert.Contains("2 listings", complained, StringComparison.Ordinal);
        var rows = await File.ReadAllLinesAsync(At("pred.csv"), TestContext.Current.CancellationToken);
        Assert.Equal("idA,idB,score,rank,tier,reason", rows[0]);
        Assert.StartsWith("m1,l1,0.996,1,identifier,same GTIN", rows[1], StringComparison.Ordinal);
        Assert.Equal(rows[..2], await File.ReadAllLinesAsync(At("sure.csv"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_bad_file_is_a_sentence_and_an_exit_code()
    {
        var (code, said, complained) = await RunAsync("id,title\nm1,x\n", "name\nx\n");

        Assert.Equal((1, ""), (code, said));
        Assert.Contains($"{At("b.csv")}: There is no column \"id\"", complained, StringComparison.Ordinal);
        Assert.Single(complained.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_missing_file_is_a_sentence_too()
    {
        var (code, _, complained) = await QuaysideProcess.RunAsync(["match", "--masters", At("none.csv"), "--listings", At("none.csv"), "--out", At("pred.csv")]);

        Assert.Equal(1, code);
        Assert.Contains("none.csv", complained, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", complained, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Said, string Complained)> RunAsync(string masters, string listings)
    {
        await File.WriteAllTextAsync(At("a.csv"), masters, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(At("b.csv"), listings, TestContext.Current.CancellationToken);
        return await QuaysideProcess.RunAsync(["match", "--masters", At("a.csv"), "--listings", At("b.csv"), "--out", At("pred.csv"), "--sure", At("sure.csv")]);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private static List<MatchProduct> Read(string text) => [.. ProductCsv.Read(new StringReader(text))];
}
