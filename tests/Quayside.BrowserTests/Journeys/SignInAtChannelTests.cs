using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Quayside.BrowserTests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Quayside.BrowserTests.Journeys;

[Collection("journeys to shops")]
public sealed class SignInAtChannelTests(Browser browser, Harbour harbour)
{
    [Fact]
    public Task A_seller_signs_in_at_the_channel_chooses_a_shop_and_connects_it() => browser.WalkAsync(async page =>
    {
        await harbour.SignInAsync(page);
        await SignInAtShopeeAsync(page);

        await Expect(page.GetByLabel("Shop", new() { Exact = true })).ToContainTextAsync("Pontoon Picks");
        Assert.DoesNotContain("code=", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Look at this shop" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { NameRegex = new("Pontoon Picks .* answered") })).ToContainTextAsync("SGD");
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect and start the sync" }).ClickAsync();
        await Expect(page.Locator(".card header").First).ToContainTextAsync("Completed", new() { Timeout = 60_000 });

        // The same way once more, for the store that is there.
        await page.GotoAsync(page.Url + "/access");
        await FillAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in at Shopee" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Confirm Authorization" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("#session-title")).ToBeVisibleAsync();
    });

    [Fact]
    public Task Going_back_to_where_the_code_was_brings_a_sentence_and_nothing_else() => browser.WalkAsync(async page =>
    {
        await harbour.SignInAsync(page);
        var callback = "";
        page.Request += (_, request) => callback = request.Url.Contains("/connect/callback/", StringComparison.Ordinal) ? request.Url : callback;
        await SignInAtShopeeAsync(page);
        await Expect(page.GetByLabel("Shop", new() { Exact = true })).ToBeVisibleAsync();

        await page.GotoAsync(callback);

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("was taken already");
        await page.GetByRole(AriaRole.Link, new() { Name = "Begin again" }).ClickAsync();
        await Expect(page.GetByLabel("Partner id")).ToBeVisibleAsync();
    });

    [Theory]
    [InlineData("Every country but the USA", "services.tiktokshop.com")]
    [InlineData("USA", "services.tiktokshops.us")]
    public Task The_market_that_is_chosen_says_at_which_page_a_seller_signs_in(string market, string host) => browser.WalkAsync(async page =>
    {
        // Nothing is asked over the internet: the browser answers in the channel's place.
        await page.RouteAsync(
            new Regex(@"^https://services\.tiktokshops?\."), route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<title>Seller centre</title>" }));
        await harbour.SignInAsync(page);
        await page.GotoAsync(new Uri(harbour.Address, "/stores/connect").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "TikTok Shop" }).ClickAsync();
        await page.GetByLabel("App key").FillAsync("madeupkey");
        await page.GetByLabel("App secret").FillAsync("madeupsecret");
        await page.GetByLabel("Service id").FillAsync("7000000000000000001");
        var choice = page.GetByLabel("Market");
        await Expect(choice.Locator("option")).ToHaveTextAsync(["Every country but the USA", "USA"]);

        await choice.SelectOptionAsync(new SelectOptionValue { Label = market });
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in at TikTok Shop" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex($@"^https://{Regex.Escape(host)}/open/authorize\?service_id=7000000000000000001&state=."));
    }, name: $"{nameof(The_market_that_is_chosen_says_at_which_page_a_seller_signs_in)}-{host}");

    private async Task SignInAtShopeeAsync(IPage page)
    {
        await page.GotoAsync(new Uri(harbour.Address, "/stores/connect").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Shopee" }).ClickAsync();
        await FillAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in at Shopee" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Confirm Authorization" }).ClickAsync();
    }

    private async Task FillAsync(IPage page)
    {
        var settings = harbour.MarketplaceShop.Settings;
        await page.GetByLabel("Partner id").FillAsync(settings["partnerId"]);
        await page.GetByLabel("Partner key").FillAsync(settings["partnerKey"]);
        await page.GetByLabel("API address").FillAsync(settings["url"]);
    }
}
