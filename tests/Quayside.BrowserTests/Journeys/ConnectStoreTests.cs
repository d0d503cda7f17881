using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Quayside.BrowserTests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Quayside.BrowserTests.Journeys;

[Collection("journeys to shops")]
public sealed class ConnectStoreTests(Browser browser, Harbour harbour)
{
    [Fact]
    public Task A_store_is_connected_and_watched_until_all_of_it_is_there() => browser.WalkAsync(async page =>
    {
        var organisation = await harbour.SignInAsync(page);
        await Expect(page.GetByText("Connect your first store")).ToBeVisibleAsync();

        await harbour.TestConnectionAsync(page, harbour.Shop);
        var answered = page.GetByRole(AriaRole.Region, new() { Name = "Harbour Supplies answered" });
        await Expect(answered).ToContainTextAsync(organisation);
        await Expect(answered).ToContainTextAsync("EUR");
        await page.GetByLabel("Name in Quayside").FillAsync("My harbour");
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect and start the sync" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "My harbour" })).ToBeVisibleAsync();
        await Expect(page.Locator(".card header").First).ToContainTextAsync("Completed", new() { Timeout = 180_000 });
        foreach (var stage in await page.Locator(".stages li").AllTextContentsAsync())
        {
            AssertAddsUp(stage);
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "Home", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Stores" })).ToContainTextAsync("My harbour");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Orders per day" })).ToContainTextAsync("in 90 days");
    });

    [Fact]
    public Task An_empty_shop_is_finished_at_once_and_says_so() => browser.WalkAsync(async page =>
    {
        await harbour.SignInAsync(page);

        await harbour.ConnectAsync(page, harbour.EmptyShop);

        await Expect(page.GetByText("nothing to sync yet")).ToBeVisibleAsync();
    });

    [Fact]
    public Task The_same_shop_is_refused_a_second_time_and_its_store_is_named() => browser.WalkAsync(async page =>
    {
        await harbour.SignInAsync(page);
        await harbour.ConnectAsync(page, harbour.Shop);
        var store = page.Url;

        await harbour.TestConnectionAsync(page, harbour.Shop);

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("connected already, as “Harbour Supplies”");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Connect and start the sync" })).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Open Harbour Supplies" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(store);
    });

    [Fact]
    public Task A_wrong_key_is_told_in_words_and_nothing_is_kept() => browser.WalkAsync(async page =>
    {
        await harbour.SignInAsync(page);

        await harbour.TestConnectionAsync(page, harbour.Shop, key: "ck_5eed000000000000000000000000000000000000");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("does not know this consumer key");
        await page.GetByRole(AriaRole.Link, new() { Name = "Stores", Exact = true }).First.ClickAsync();
        await Expect(page.GetByText("No store is connected yet")).ToBeVisibleAsync();
    });

    [Fact]
    public Task A_store_is_disconnected_and_brought_back_by_its_own_seller_only() => browser.WalkAsync(async page =>
    {
        await harbour.SignInAsync(page);
        await harbour.ConnectAsync(page, harbour.Shop);

        await page.GetByRole(AriaRole.Button, new() { Name = "Disconnect" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Disconnect", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Reconnect" }).ClickAsync();

        await FillAsync(page, harbour.EmptyShop.Address, harbour.EmptyShop.ConsumerKey, harbour.EmptyShop.ConsumerSecret);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("another shop");

        await FillAsync(page, harbour.Shop.Address, harbour.Shop.ConsumerKey, harbour.Shop.ConsumerSecret);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Disconnect", Exact = true }).First).ToBeVisibleAsync();
    });

    private static async Task FillAsync(IPage page, Uri address, string key, string secret)
    {
        await page.GetByLabel("Shop address").FillAsync(address.ToString());
        await page.GetByLabel("Consumer key").FillAsync(key);
        await page.GetByLabel("Consumer secret").FillAsync(secret);
        await page.Locator("form button[type=submit]").ClickAsync();
    }

    private static void AssertAddsUp(string stage)
    {
        var numbers = Regex.Match(stage, @"(?<found>[\d,]+) found\s*=\s*(?<stored>[\d,]+) stored\s*\+\s*(?<apart>[\d,]+) kept apart");
        Assert.True(numbers.Success, stage);
        Assert.NotEqual("0", numbers.Groups["found"].Value);
        Assert.Equal(Number("found"), Number("stored") + Number("apart"));

        int Number(string group) => int.Parse(
            numbers.Groups[group].Value, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);
    }
}
