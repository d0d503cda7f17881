using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Quayside.BrowserTests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Quayside.BrowserTests.Journeys;

[Collection("journeys to shops")]
public sealed class StockTests(Browser browser, Harbour harbour)
{
    [Fact]
    public Task Stock_is_counted_adjusted_and_carried_and_explains_itself() => browser.WalkAsync(async page =>
    {
        await harbour.SignInAsync(page);
        await harbour.ConnectAsync(page, harbour.Shop);
        await page.GotoAsync(new Uri(harbour.Address, "/inventory/warehouses").ToString());
        await page.GetByLabel("Name of the new warehouse").FillAsync("Shed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("Shed") })).ToContainTextAsync("In use");
        await page.GetByRole(AriaRole.Link, new() { Name = "Inventory", Exact = true }).First.ClickAsync();
        await page.Locator("a.open").First.ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Count", Exact = true }).ClickAsync();
        await page.GetByLabel("Counted").FillAsync("25");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep this count" }).ClickAsync();
        await OnHandIsAsync(page, "25");

        await page.GetByRole(AriaRole.Button, new() { Name = "Adjust", Exact = true }).ClickAsync();
        var adjust = page.GetByRole(AriaRole.Dialog, new() { Name = "Pieces came or went" });
        await adjust.GetByLabel("Pieces").FillAsync("3");
        await adjust.GetByLabel("Why").FillAsync("Fell off the quay");
        await adjust.GetByRole(AriaRole.Button, new() { Name = "Adjust", Exact = true }).ClickAsync();
        await OnHandIsAsync(page, "22");

        await page.GetByRole(AriaRole.Button, new() { Name = "Transfer", Exact = true }).ClickAsync();
        var carry = page.GetByRole(AriaRole.Dialog, new() { Name = "Carry to another warehouse" });
        await carry.GetByLabel("Pieces").FillAsync("5");
        await carry.GetByRole(AriaRole.Button, new() { Name = "Carry", Exact = true }).ClickAsync();
        var shed = page.GetByRole(AriaRole.Region, new() { Name = "Where it is" }).GetByRole(AriaRole.Row, new() { NameRegex = new Regex("Shed") });
        await Expect(shed.GetByRole(AriaRole.Cell).Nth(1)).ToHaveTextAsync("5");
        await OnHandIsAsync(page, "22");

        await page.GetByRole(AriaRole.Region, new() { Name = "Stock", Exact = true }).GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^On hand") }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("explain=onhand"));
        await ExplainedAsync(page);
        await page.ReloadAsync();
        await ExplainedAsync(page);

        await shed.GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("in=\\d+"));
        await Expect(Movements(page)).ToHaveCountAsync(1);
        await Expect(Movements(page).First).ToContainTextAsync("Carried between warehouses");
    });

    private static async Task ExplainedAsync(IPage page)
    {
        await Expect(Movements(page).First.GetByRole(AriaRole.Cell).Last).ToHaveTextAsync("22");
        var why = Movements(page).Filter(new() { HasText = "Adjusted by hand" });
        await Expect(why).ToContainTextAsync("“Fell off the quay”");
        await Expect(why).ToContainTextAsync("by owner");
        await Expect(why.GetByRole(AriaRole.Cell).Nth(2)).ToHaveTextAsync("−3");
        await Expect(why.GetByRole(AriaRole.Cell).Last).ToHaveTextAsync("22");
    }

    private static ILocator Movements(IPage page) =>
        page.GetByRole(AriaRole.Region, new() { Name = "How these figures came about" }).Locator("tbody tr");

    private static Task OnHandIsAsync(IPage page, string pieces) => Expect(
        page.GetByRole(AriaRole.Region, new() { Name = "Stock", Exact = true }).GetByRole(AriaRole.Link).First.Locator(".value")).ToHaveTextAsync(pieces);
}
