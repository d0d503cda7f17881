using System.Text;
using Quayside.Catalogue.Files;
using Quayside.Hosting.Spreadsheets;

namespace Quayside.Tests.Catalogue.Files;

public sealed class FileColumnsTests
{
    [Theory]
    [InlineData("sku,title,price,gtin\nA,Mug,1.00,4006381333931\n", "sku|title|price|gtin")]
    [InlineData("Artikelnummer;Bezeichnung;Preis;Bestand;EAN\nA1;Tasse;12,50;7;4006381333931\n", "sku|title|price|quantity|gtin")]
    [InlineData("Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Barcode,Image Src,Vendor,Body (HTML)\ntee,Tee,Size,S,TEE-S,9.00,,https://x.example/a.jpg,Harbour,Soft\n",
        "listing_id|title|option1_name|option1|sku|price|gtin|images|brand|description")]
    [InlineData("SKU,Name,Column with numbers,Size,Colour\nA,Mug,4006381333931,L,Red\nB,Cup,0036000291452,M,Blue\n", "sku|title|gtin|option1|option2")]
    [InlineData("Code,Product name,Stock,Notes\nA,Mug,3,call first\n", "sku|title|quantity|-")]
    [InlineData("SKU,Name,Price now\nA,Mug,on request\nB,Cup,ask us\n", "sku|title|-")]
    [InlineData("SKU,Name,Shelf\nA,Mug,12\nB,Cup,7\n", "sku|title|-")]
    [InlineData("SKU,Name,Remark\nA,Mug,12.50\nB,Cup,call\n", "sku|title|-")]
    [InlineData("SKU;Name;?\nA;Mug;1.234,50 €\nB;Cup;8,00\n", "sku|title|price")]
    public void Columns_are_told_by_their_headers_and_their_cells(string text, string fields)
    {
        using var sheet = Open(text);

        var guessed = FileColumns.Guess(sheet, ListingFields.All, new Dictionary<string, string>());

        Assert.Equal(fields, string.Join('|', guessed.Select(c => c.Field ?? "-")));
    }

    [Fact]
    public void What_a_person_said_comes_first_and_the_rest_is_guessed_around_it()
    {
        using var sheet = Open("SKU,Name,Cost,Shelf\nA,Mug,1.00,A7\n");

        var guessed = FileColumns.Guess(sheet, ListingFields.All, new Dictionary<string, string> { ["sku"] = "", ["shelf"] = "sku", ["cost"] = "price" });

        Assert.Equal(
            [(null, FoundBy.Person), ("title", FoundBy.Header), ("price", FoundBy.Person), ("sku", FoundBy.Person)], guessed.Select(c => (c.Field, c.By)));
    }

    private static LooseSheet Open(string text) => LooseSheet.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), ListingFields.IsName);
}
