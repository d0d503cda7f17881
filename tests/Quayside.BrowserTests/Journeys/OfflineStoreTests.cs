using System.Text;
using Microsoft.Playwright;
using Quayside.BrowserTests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Quayside.BrowserTests.Journeys;

/// <summary>A market stall from nothing to its catalogue.</summary>
[Collection("journeys of a stall")]
public sealed class OfflineStoreTests(Browser browser, Harbour harbour)
{
    [Fact]
    public Task A_store_is_opened_and_takes_a_file_whose_ten_broken_rows_are_corrected() => browser.WalkAsync(page => WalkAsync(page));

    [Fact]
    public Task The_same_on_a_phone_in_the_dark() => browser.WalkAsync(
        page => WalkAsync(page), new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 }, ColorScheme = ColorScheme.Dark });

    private async Task WalkAsync(IPage page)
    {
        await harbour.SignInAsync(page);
        await page.GotoAsync(new Uri(harbour.Address, "/stores/open").ToString());
        await page.GetByLabel("Name").FillAsync("Market stall");
        await page.GetByLabel("Country").SelectOptionAsync(new SelectOptionValue { Label = "Germany" });
        await Expect(page.GetByLabel("Currency")).ToHaveValueAsync("EUR");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open the store" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Market stall", Exact = true })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Bring in a file", Exact = true }).ClickAsync();
        await SendAsync(page, "catalogue.csv", File());
        await Expect(page.GetByText("Waits for you")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Left out: 10 rows" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Bring in 30 rows" }).ClickAsync();
        await Expect(page.GetByText("30 added, 0 changed")).ToBeVisibleAsync();

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download them with reasons" }).ClickAsync());
        var refused = await System.IO.File.ReadAllTextAsync(await download.PathAsync());
        Assert.Contains("reads as a date", refused, StringComparison.Ordinal);
        Assert.Contains("check digit", refused, StringComparison.Ordinal);
        await SendAsync(page, "corrected.csv", Corrected(refused));
        await page.GetByRole(AriaRole.Button, new() { Name = "Bring in 10 rows" }).ClickAsync();
        await Expect(page.GetByText("10 added, 0 changed")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Market stall" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a listing", Exact = true }).ClickAsync();
        await page.GetByLabel("Title").FillAsync("Ship's bell");
        await page.GetByLabel("SKU").FillAsync("BELL");
        await page.GetByLabel("On the shelf").FillAsync("4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await Expect(page.GetByText("is in the catalogue")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ship's bell" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Ship's bell", Exact = true })).ToBeVisibleAsync();
    }

    private static async Task SendAsync(IPage page, string name, string text)
    {
        // A file that is chosen before the page listens is chosen for nobody; a person is slower than that.
        await page.WaitForFunctionAsync("() => document.querySelector('input[type=file]')?._blazorInputFileNextFileId !== undefined");
        await page.Locator("input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
    }

    // Thirty good rows, and ten of which each is broken in one way.
    private static string File()
    {
        var text = new StringBuilder("Price list\n\nArtikelnummer;Bezeichnung;Preis;Bestand;EAN\n");
        for (var i = 1; i <= 30; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"A-{i:D3};Thing {i};{i},50;{i};\n");
        }

        return text.Append("2024-03-01;Date;1,00;1;\n4.00638E+12;Rounded;1,00;1;\nB-03;No price;ten;1;\nB-04;Point;12.50;1;\nB-05;Barcode;1,00;1;4006381333932\nB-06;;1,00;1;\n;No SKU;1,00;1;\nA-001;Twice;1,00;1;\nB-09;Minus;-1,00;1;\nB-10;=1+1;1,00;1;\n").ToString();
    }

    private static string Corrected(string refused) => refused
        .Replace("2024-03-01,", "MAR-1,", StringComparison.Ordinal)
        .Replace("4.00638E+12,", "B-02,", StringComparison.Ordinal)
        .Replace(",ten,", ",\"10,00\",", StringComparison.Ordinal)
        .Replace("12.50", "\"12,50\"", StringComparison.Ordinal)
        .Replace("4006381333932", "4006381333931", StringComparison.Ordinal)
        .Replace("B-06,,", "B-06,Named,", StringComparison.Ordinal)
        .Replace(",No SKU", "B-07,No SKU", StringComparison.Ordinal)
        .Replace("A-001,Twice", "B-08,Twice", StringComparison.Ordinal)
        .Replace("-1,00", "1,00", StringComparison.Ordinal)
        .Replace("'=1+1", "Two", StringComparison.Ordinal);
}
