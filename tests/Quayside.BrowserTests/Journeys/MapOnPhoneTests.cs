using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Quayside.BrowserTests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Quayside.BrowserTests.Journeys;

/// <summary>The work list on a phone: the list first, and a row that is decided as a sheet over it.</summary>
[Collection("journeys of a stall")]
public sealed class MapOnPhoneTests(Browser browser, Harbour harbour)
{
    private static readonly string[] Goods = ["Storm lantern", "Bread knife", "Enamel mug"];

    private static readonly BrowserNewContextOptions Phone = new() { ViewportSize = new ViewportSize { Width = 360, Height = 780 }, HasTouch = true };

    [Fact]
    public Task A_row_that_is_tapped_opens_as_a_sheet_that_closes_again_and_leaves_the_list_as_it_was() => browser.WalkAsync(
        async page =>
        {
            var (rows, sheet) = await OpenAsync(page);
            await Expect(sheet).ToBeHiddenAsync();

            await rows.Nth(1).TapAsync();
            await Expect(sheet).ToBeVisibleAsync();
            await IsAboveAsync(rows.Nth(1), sheet);
            await page.ReloadAsync();
            await Expect(sheet).ToBeVisibleAsync();
            await IsAboveAsync(rows.Nth(1), sheet);

            await page.GetByRole(AriaRole.Button, new() { Name = "Back to the list" }).TapAsync();
            await Expect(sheet).ToBeHiddenAsync();
            await Expect(rows.Nth(1)).ToBeFocusedAsync();
            Assert.DoesNotContain("row=", page.Url, StringComparison.Ordinal);
        },
        Phone);

    [Fact]
    public Task The_phones_own_back_closes_the_sheet_whatever_rows_were_seen_in_it() => browser.WalkAsync(
        async page =>
        {
            var (rows, sheet) = await OpenAsync(page);
            await rows.First.TapAsync();
            await Expect(sheet).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("j");
            await Expect(page.Locator(".work-rows li").Nth(1)).ToHaveAttributeAsync("aria-current", "true");

            await page.GoBackAsync();
            await Expect(sheet).ToBeHiddenAsync();
            Assert.EndsWith("/mapping", page.Url, StringComparison.Ordinal);
            await Expect(rows.Nth(2)).ToBeVisibleAsync();
        },
        Phone);

    [Fact]
    public Task Keys_decide_nothing_that_is_not_seen_and_the_sheet_goes_on_to_the_next_row() => browser.WalkAsync(
        async page =>
        {
            var (rows, sheet) = await OpenAsync(page);

            // Both would be an answer if the sheet were there.
            await rows.First.FocusAsync();
            await page.Keyboard.PressAsync("o");
            await page.Keyboard.PressAsync("Enter");
            await Expect(sheet).ToBeVisibleAsync();
            await Expect(page.Locator(".work-rows li.decided")).ToHaveCountAsync(0);
            await page.Keyboard.PressAsync("Escape");
            await Expect(sheet).ToBeHiddenAsync();

            await rows.First.TapAsync();
            await sheet.GetByRole(AriaRole.Button, new() { Name = "Stands alone" }).TapAsync();
            await Expect(page.Locator(".work-rows li.decided")).ToHaveCountAsync(1);
            await Expect(page.Locator(".work-rows li").Nth(1)).ToHaveAttributeAsync("aria-current", "true");
            await Expect(sheet).ToBeVisibleAsync();
            await IsAboveAsync(rows.Nth(1), page.Locator(".draft-bar"));
        },
        Phone);

    [Fact]
    public Task A_variation_and_what_it_may_be_are_seen_side_by_side_however_much_else_it_may_be() => browser.WalkAsync(
        async page =>
        {
            var (rows, sheet) = await OpenAsync(page, doubled: true);
            await rows.Filter(new() { HasText = Goods[0] }).First.TapAsync();
            await Expect(sheet.Locator(".choices button").Nth(1)).ToBeAttachedAsync();

            await page.WaitForFunctionAsync(
                """
                () => {
                  const box = selector => document.querySelector(`.work-panel ${selector}`).getBoundingClientRect();
                  const [sold, item] = [...document.querySelectorAll('.work-panel .versus .thumb')].map(t => t.getBoundingClientRect());
                  return sold.top === item.top && sold.top >= box('header').bottom && sold.right <= item.left
                    && box('.reasons li').bottom <= box('.keys').top && box('.reasons').bottom <= box('.choices').top;
                }
                """);
        },
        Phone);

    // Of what lies over the list, so that a person sees the row and what is said of it together.
    private static async Task IsAboveAsync(ILocator row, ILocator over) => await row.Page.WaitForFunctionAsync(
        "([row, over]) => row.getBoundingClientRect().top >= 0 && row.getBoundingClientRect().bottom <= over.getBoundingClientRect().top",
        new[] { await row.ElementHandleAsync(), await over.ElementHandleAsync() });

    private async Task<(ILocator Rows, ILocator Sheet)> OpenAsync(IPage page, bool doubled = false)
    {
        using var api = await harbour.ApiAsync(await harbour.SignInAsync(page));
        foreach (var name in (string[])["Phone line", "Market stall"])
        {
            var store = await PostAsync(api, "stores", new { channel = "offline", name, country = "SG", currency = "SGD" });
            foreach (var (title, i) in Goods.Concat(doubled && name[0] == 'P' ? [Goods[0], Goods[0]] : []).Select((title, i) => (title, i)))
            {
                await PostAsync(api, "listings", new { storeId = store, title, variations = new[] { new { sku = $"{name[0]}-{i}7", price = 4, openingQuantity = 10 } } });
            }
        }

        await page.GotoAsync(new Uri(harbour.Address, "/mapping").ToString());
        await Expect(page.Locator(".work-rows li").Nth(2)).ToBeVisibleAsync(new() { Timeout = 180_000 });
        await Expect(page.Locator(".health-words [role=status]")).ToHaveCountAsync(0, new() { Timeout = 180_000 });
        return (page.Locator(".work-rows .pick"), page.Locator(".work-panel"));
    }

    private static async Task<string> PostAsync(HttpClient api, string path, object body)
    {
        using var answer = await api.PostAsJsonAsync(path, body);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, json.ToString());
        return json.GetProperty("id").GetString()!;
    }
}
