using System.Text;
using Quayside.Catalogue.Files;
using Quayside.Hosting.Spreadsheets;

namespace Quayside.Tests.Hosting.Spreadsheets;

public sealed class LooseSheetTests
{
    [Theory]
    [InlineData("sku,title,price\nA,Mug,12.50\n", "sku|title|price", "A|Mug|12.50")]
    [InlineData("Price list 2026\n\nSKU;Name;Preis\nA;Mug, blue;12,50\nB;Cup, red, small;8,00\n", "SKU|Name|Preis", "A|Mug, blue|12,50")]
    [InlineData("sep=;\nSKU;Name\nA;Mug\n", "SKU|Name", "A|Mug")]
    [InlineData("SKU\tName\tPrice\nA\tMug, \"the\" one; really\t12,50\n", "SKU|Name|Price", "A|Mug, \"the\" one; really|12,50")]
    [InlineData("Product,,Price,\nSKU,Name,Net,Gross\nA,Mug,10.00,12.50\n", "SKU|Name|Price Net|Price Gross", "A|Mug|10.00|12.50")]
    [InlineData("SKU,Name,Price,\n,,Net,Gross\nA,Mug,10.00,12.50\n", "SKU|Name|Price Net|Price Gross", "A|Mug|10.00|12.50")]
    [InlineData("SKU,Name,Name,\nA,Mug,Blue,x\n", "SKU|Name|Name (2)|Column 4", "A|Mug|Blue|x")]
    [InlineData("First words,Second words\n12,13\n", "First words|Second words", "12|13")]
    public void The_header_is_found_where_people_put_it(string text, string header, string first)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var sheet = LooseSheet.Open(file, ListingFields.IsName);

        Assert.Equal(header, string.Join('|', sheet.Header));
        Assert.Equal(first, string.Join('|', sheet.Rows().First().Texts));
    }

    [Fact]
    public void A_formula_is_told_and_not_calculated_and_a_held_code_is_a_code()
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("sku,title\n=\"0012\",Mug\n\"=\"\"0013\"\"\",Cup\nA,=HYPERLINK(1)\n'=B,x\n"));
        using var sheet = LooseSheet.Open(file, ListingFields.IsName);

        Assert.Equal(
            [("0012", (int?)null), ("0013", null), ("A", 1), ("=B", null)], sheet.Rows().Select(r => (r.Texts[0], r.Formula)));
    }

    [Fact]
    public void More_rows_than_the_limit_are_refused_not_cut()
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("sku,title\n" + string.Concat(Enumerable.Range(0, 300).Select(n => $"{n},x\n"))));
        using var sheet = LooseSheet.Open(file, ListingFields.IsName, SheetLimits.Usual with { Rows = 250 });

        Assert.Throws<UnreadableSheetException>(() => sheet.Rows().Count());
    }

    [Fact]
    public void Rows_keep_the_numbers_that_a_spreadsheet_program_shows()
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("Title line\n\nsku,title\nA,x\n\nB,y\n"));
        using var sheet = LooseSheet.Open(file, ListingFields.IsName);

        Assert.Equal([4, 6], sheet.Rows().Select(r => r.Number));
    }

    [Theory]
    [InlineData("12,50|8,00", true)]
    [InlineData("12.50|1,234", false)]
    [InlineData("1.234,50", true)]
    [InlineData("1,234.50", false)]
    [InlineData("1.234.567", true)]
    [InlineData("1,234", null)]
    [InlineData("12|7", null)]
    [InlineData("0,125", true)]
    [InlineData("€ 12,50|12,5 EUR", true)]
    public void How_numbers_are_written_is_told_by_those_that_can_be_meant_one_way(string numbers, bool? comma) =>
        Assert.Equal(comma, SheetNumber.HasDecimalComma(numbers.Split('|')));

    [Theory]
    [InlineData("12,50", true, 12.5)]
    [InlineData("1.234,50 €", true, 1234.5)]
    [InlineData("EUR 1'234.50", false, 1234.5)]
    [InlineData("1 234,5", true, 1234.5)]
    [InlineData("-3", false, -3.0)]
    [InlineData(".5", false, 0.5)]
    [InlineData("1234567.25", false, 1234567.25)]
    [InlineData("12.50", true, null)]
    [InlineData("12,50", false, null)]
    [InlineData("1,23,456", false, null)]
    [InlineData("about five", false, null)]
    [InlineData("12-50", false, null)]
    [InlineData("", false, null)]
    [InlineData("1e5", false, null)]
    public void A_number_is_read_one_way_or_not_at_all(string text, bool comma, double? expected)
    {
        var isRead = SheetNumber.TryRead(text, comma, out var number);

        Assert.Equal(expected, isRead ? (double?)number : null);
    }
}
