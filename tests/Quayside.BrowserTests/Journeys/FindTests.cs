using Microsoft.Playwright;
using Quayside.BrowserTests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Quayside.BrowserTests.Journeys;

[Collection("journeys to shops")]
public sealed class FindTests(Browser browser, Harbour harbour)
{
    [Fact]
    public Task A_product_is_found_while_typing_and_leads_to_its_stock() => browser.WalkAsync(async page =>
    {
        await harbour.SignInAsync(page);
        await harbour.ConnectAsync(page, harbour.Shop);
        await page.GetByRole(AriaRole.Link, new() { Name = "Catalogue" }).ClickAsync();
        var sku = (await page.Locator("tr[data-row] .sku").First.TextContentAsync())!;

        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Title, SKU, barcode" }).PressSequentiallyAsync(sku);

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("q="));
        await Expect(page.Locator("tr[data-row] .sku", new() { HasTextString = sku }).First).ToBeVisibleAsync();
        await page.Locator("tr[data-row]", new() { HasTextString = sku }).First.Locator("a.open").ClickAsync();
        await page.Locator("td a.mono >> visible=true").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Stock", Exact = true })).ToContainTextAsync("Available");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "How these figures came about" })).ToBeVisibleAsync();
    });

    [Fact]
    public Task An_order_is_opened_and_its_sums_add_up_to_see() => browser.WalkAsync(async page =>
    {
        await harbour.SignInAsync(page);
        await harbour.ConnectAsync(page, harbour.Shop);
        await page.GetByRole(AriaRole.Link, new() { Name = "Orders" }).First.ClickAsync();
        var number = (await page.Locator("a.open").First.TextContentAsync())!;

        await page.Locator("a.open").First.ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Order {number}" })).ToBeVisibleAsync();
        var sums = await page.Locator(".sums dd").AllTextContentsAsync();
        var amounts = sums.Select(s => decimal.Parse(s.Replace('−', '-'), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var total = decimal.Parse((await page.Locator(".sums dd.sum").TextContentAsync())!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(total, amounts.TakeWhile(a => a != total || amounts.IndexOf(a) == 0).Sum());
    });

    [Fact]
    public Task The_keyboard_alone_goes_anywhere() => browser.WalkAsync(async page =>
    {
        await harbour.SignInAsync(page);
        await harbour.ConnectAsync(page, harbour.Shop);

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("store offline");
        await Expect(page.Locator("dialog.palette .picks a").First).ToContainTextAsync("Open an offline store");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("Inventory");
        await Expect(page.Locator("dialog.palette .picks a").First).ToContainTextAsync("Inventory");
        await Expect(page.Locator("dialog.palette .picks a")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Inventory" })).ToBeVisibleAsync();

        await Expect(page.Locator("a.open").Nth(1)).ToBeVisibleAsync();
        await WalkToRowAsync(page, 1);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Stock", Exact = true })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Inventory" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" })).ToBeVisibleAsync();
    });

    // Other journeys change the list meanwhile, and in one that was loaded anew no row is chosen.
    private static async Task WalkToRowAsync(IPage page, int row)
    {
        var at = -1;
        for (var tries = 0; tries < 20 && at != row; tries++)
        {
            await page.Keyboard.PressAsync(at > row ? "k" : "j");
            at = await page.EvaluateAsync<int>("() => [...document.querySelectorAll('a.open')].indexOf(document.activeElement)");
        }

        Assert.Equal(row, at);
    }

    [Fact]
    public Task A_list_counts_the_rows_that_it_shows() => browser.WalkAsync(async page =>
    {
        await harbour.SignInAsync(page);
        await harbour.ConnectAsync(page, harbour.Shop);
        await page.GotoAsync(new Uri(harbour.Address, "/catalogue?sort=title").ToString());
        await Expect(page.Locator(".pager")).ToContainTextAsync("1–50");
        await page.EvaluateAsync("""
            () => {
              const first = () => document.querySelector('a.open')?.textContent;
              const before = first();
              window.early = [];
              new MutationObserver(() => {
                const said = document.querySelector('.pager span')?.textContent ?? '';
                if (said.startsWith('51–') && first() === before) window.early.push(said);
              }).observe(document.body, { subtree: true, childList: true, characterData: true });
            }
            """);

        await page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();

        await Expect(page.Locator(".pager")).ToContainTextAsync("51–");
        Assert.Empty(await page.EvaluateAsync<string[]>("window.early"));
    });

    [Fact]
    public Task Going_back_to_a_list_stands_on_the_row_that_was_opened() => browser.WalkAsync(async page =>
    {
        await harbour.SignInAsync(page);
        await harbour.ConnectAsync(page, harbour.Shop);
        await page.GotoAsync(new Uri(harbour.Address, "/catalogue?sort=title").ToString());
        var first = (await page.Locator("a.open").First.TextContentAsync())!;
        await page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await Expect(page.Locator(".pager")).ToContainTextAsync("51–");
        await Expect(page.Locator("a.open").First).Not.ToHaveTextAsync(first);
        var row = page.Locator("a.open").Nth(40);
        var title = (await row.TextContentAsync())!;
        await row.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 })).ToBeVisibleAsync();

        await page.GoBackAsync();

        await Expect(page.Locator("a.open:focus")).ToHaveTextAsync(title);
        Assert.True(await page.EvaluateAsync<double>("scrollY") > 0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Previous" }).ClickAsync();
        await Expect(page.Locator(".pager")).ToContainTextAsync("1–50");
    });
}
