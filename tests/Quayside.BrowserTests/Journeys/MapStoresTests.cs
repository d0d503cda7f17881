using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Quayside.BrowserTests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Quayside.BrowserTests.Journeys;

/// <summary>Two shops that share goods under other SKUs, mapped with the keyboard alone.</summary>
[Collection("journeys to shops")]
public sealed partial class MapStoresTests(Browser browser, Harbour harbour)
{
    private const int Decisions = 20;

    [Fact]
    public Task Twenty_decisions_take_twenty_keys_are_applied_as_one_and_undone_with_one() => browser.WalkAsync(async page =>
    {
        await ConnectBothAsync(page);
        // Journeys share the shops: one before this may have had webhooks created.
        var before = (harbour.Shop.Calls.Total, harbour.TwinShop.Calls.Total, harbour.Shop.Calls.Writes, harbour.TwinShop.Calls.Writes);
        await OpenAsync(page);
        var waiting = await CountAsync(page);

        var keys = 0;
        for (var i = 0; i < Decisions; i++)
        {
            await PressAsync(i % 5 == 4 ? "r" : i % 2 == 0 ? "a" : "Enter");
            await Expect(page.Locator(".draft-bar .strong")).ToHaveTextAsync($"{i + 1} decision{(i == 0 ? "" : "s")}");
        }

        Assert.Equal(Decisions, keys);
        await PressAsync("u");
        await Expect(page.Locator(".draft-bar .strong")).ToHaveTextAsync($"{Decisions - 1} decisions");

        // What was gathered is still there when the page is opened anew.
        await page.ReloadAsync();
        await Expect(page.Locator(".draft-bar .strong")).ToHaveTextAsync($"{Decisions - 1} decisions");
        Assert.Equal(waiting, await CountAsync(page));

        await PressAsync("v");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What will change" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = Apply() })).ToBeEnabledAsync();
        await PressAsync("a");
        await Expect(page.Locator(".draft-bar")).ToContainTextAsync("applied");
        await Expect(page.Locator(".tabs a").First).Not.ToContainTextAsync($"Everything{waiting}");

        await PressAsync("u");
        await Expect(page.Locator(".note.done")).ToContainTextAsync("Undone");
        // What was undone waits again; what was learned from twenty answers may have found more beside it.
        for (var tries = 0; tries < 240 && await CountAsync(page) < waiting; tries++)
        {
            await Task.Delay(500);
        }

        Assert.True(await CountAsync(page) >= waiting, "What was undone does not wait again.");

        Assert.Equal(24, keys);
        Assert.Equal(before, (harbour.Shop.Calls.Total, harbour.TwinShop.Calls.Total, harbour.Shop.Calls.Writes, harbour.TwinShop.Calls.Writes));

        Task PressAsync(string key)
        {
            keys++;
            return page.Keyboard.PressAsync(key);
        }
    });

    [Fact]
    public Task Another_product_is_searched_and_a_family_accepted_by_keyboard() => browser.WalkAsync(async page =>
    {
        await ConnectBothAsync(page);
        await OpenAsync(page);

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("a");
        await Expect(page.Locator("#work-find .picks button").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".draft-bar .strong")).ToHaveTextAsync("1 decision");

        await page.Keyboard.PressAsync("f");
        await Expect(page.Locator("#work-family .picks button").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What will change" })).ToBeVisibleAsync();
        await Expect(page.Locator(".changes li").Filter(new() { Has = page.Locator("mark") }).First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Mapping", Exact = true })).ToBeVisibleAsync();
        await Expect(page.Locator(".draft-bar .strong")).Not.ToHaveTextAsync("1 decision");
    });

    [Fact]
    public Task A_search_that_is_taken_at_once_takes_what_was_typed_and_nothing_that_was_found_before() => browser.WalkAsync(async page =>
    {
        await ConnectBothAsync(page);
        await OpenAsync(page);
        var sku = (await page.Locator(".work-rows .answer .mono").AllTextContentsAsync()).MaxBy(s => s.Length)!;

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("a");
        await Expect(page.Locator("#work-find .picks button").First).ToBeVisibleAsync();
        await Expect(page.Locator("#work-find .picks .mono").First).Not.ToHaveTextAsync(sku);
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.TypeAsync(sku);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".draft-bar .strong")).ToHaveTextAsync("1 decision");
        await Expect(page.Locator(".work-rows li.decided .answer")).ToHaveTextAsync($"is {sku}");
    });

    [Fact]
    public Task What_a_row_is_decided_by_is_seen_whole_from_the_first_key_on() => browser.WalkAsync(
        async page =>
        {
            await ConnectBothAsync(page);
            await OpenAsync(page);

            foreach (var key in (string[])["j", "a", "o", "j", "a", "a"])
            {
                await page.Keyboard.PressAsync(key);
                await page.WaitForFunctionAsync(
                    """
                    () => {
                      const box = selector => document.querySelector(selector).getBoundingClientRect();
                      const bar = document.querySelector('.draft-bar');
                      return box('.work-panel').top >= 0 && box('.work-rows li[aria-current]').top >= 0
                        && box('.versus').top >= box('.work-panel .keys').bottom && box('.versus').bottom <= box('.reasons').top
                        && box('.reasons').bottom <= (bar ? bar.getBoundingClientRect().top : innerHeight);
                    }
                    """);
            }
        },
        new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1366, Height = 650 } });

    [Fact]
    public Task What_is_hardly_proposed_is_said_to_stand_alone_together() => browser.WalkAsync(async page =>
    {
        await ConnectBothAsync(page);
        await OpenAsync(page);

        await page.Keyboard.PressAsync("g");
        var families = page.Locator("#work-alone .picks button");
        await Expect(families.Last).ToBeVisibleAsync();
        var asked = Figure().Match((await families.Last.Locator(".under").TextContentAsync())!).Value;
        foreach (var _ in Enumerable.Range(0, await families.CountAsync()))
        {
            await page.Keyboard.PressAsync("ArrowDown");
        }

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What will change" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = Apply() })).ToContainTextAsync($"Apply {asked} decisions");
        await Expect(page.Locator(".changes li .strong").First).ToHaveTextAsync("stands alone");
    });

    [Fact]
    public Task What_is_applied_leads_back_to_the_rows_that_were_worked_on() => browser.WalkAsync(async page =>
    {
        await ConnectBothAsync(page);
        await OpenAsync(page);
        await page.Locator(".health a").Filter(new() { HasText = "to decide" }).Last.ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("store=", StringComparison.Ordinal));
        var work = page.Url;

        await page.Keyboard.PressAsync("o");
        await Expect(page.Locator(".draft-bar .strong")).ToHaveTextAsync("1 decision");
        await page.Keyboard.PressAsync("v");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = Apply() })).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("a");

        await Expect(page.Locator(".draft-bar")).ToContainTextAsync("applied");
        Assert.Equal(work, page.Url);
    });

    [Fact]
    public Task Keys_that_come_before_the_page_has_answered_wait_for_their_rows() => browser.WalkAsync(async page =>
    {
        await ConnectBothAsync(page);
        await OpenAsync(page);

        for (var i = 0; i < Decisions; i++)
        {
            await page.Keyboard.PressAsync(i % 5 == 4 ? "r" : i % 2 == 0 ? "a" : "Enter");
        }

        await Expect(page.Locator(".draft-bar .strong")).ToHaveTextAsync($"{Decisions} decisions");

        // Two clicks on one button are one word about its row.
        await page.GetByRole(AriaRole.Button, new() { Name = "Stands alone" }).EvaluateAsync("button => { button.click(); button.click(); }");
        await Expect(page.Locator(".draft-bar .strong")).ToHaveTextAsync($"{Decisions + 1} decisions");
        await page.ReloadAsync();
        await Expect(page.Locator(".draft-bar .strong")).ToHaveTextAsync($"{Decisions + 1} decisions");
        await Expect(page.Locator(".work-rows li.decided")).ToHaveCountAsync(Decisions + 1);
    });

    private async Task ConnectBothAsync(IPage page)
    {
        await harbour.SignInAsync(page);
        await harbour.ConnectAsync(page, harbour.Shop);
        await harbour.ConnectAsync(page, harbour.TwinShop);
    }

    private async Task OpenAsync(IPage page)
    {
        await page.GotoAsync(new Uri(harbour.Address, "/mapping").ToString());
        await Expect(page.Locator(".work-rows li").Nth(Decisions)).ToBeVisibleAsync(new() { Timeout = 180_000 });
        await Expect(page.Locator(".health-words [role=status]")).ToHaveCountAsync(0, new() { Timeout = 180_000 });
    }

    private static async Task<int> CountAsync(IPage page)
    {
        await Expect(page.Locator(".tabs a").First).ToHaveTextAsync(Counted());
        return int.Parse(Counted().Match((await page.Locator(".tabs a").First.TextContentAsync())!).Groups["n"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^Everything(?<n>[0-9,]+)$")]
    private static partial Regex Counted();

    [GeneratedRegex("^[0-9]+")]
    private static partial Regex Figure();

    [GeneratedRegex("^Apply")]
    private static partial Regex Apply();
}
