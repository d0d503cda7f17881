using Microsoft.Playwright;
using Quayside.BrowserTests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Quayside.BrowserTests.Journeys;

[Collection("journeys to shops")]
public sealed class WebhooksTests(Browser browser, Harbour harbour)
{
    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public Task A_person_reads_what_is_created_ticks_it_and_takes_it_out_again(int width, ColorScheme colours) => browser.WalkAsync(
        async page =>
        {
            await harbour.SignInAsync(page);
            var (key, secret) = harbour.Shop.IssueKey("read_write");
            await harbour.ConnectAsync(page, harbour.Shop, (key, secret));
            var card = page.GetByRole(AriaRole.Region, new() { Name = "Webhooks" });
            var create = card.GetByRole(AriaRole.Button, new() { Name = "Create webhooks" });
            await Expect(card.GetByRole(AriaRole.Row)).ToHaveCountAsync(9);
            await Expect(create).ToBeDisabledAsync();
            Assert.Empty(harbour.Shop.Webhooks.All);
            await Browser.PictureAsync(page, $"webhooks offered at {width}");

            await card.GetByRole(AriaRole.Checkbox).CheckAsync();
            await create.ClickAsync();

            await Expect(card).ToContainTextAsync("Working");
            Assert.Equal(8, harbour.Shop.Webhooks.All.Count);
            await card.GetByText("What was created").ClickAsync();
            await Browser.PictureAsync(page, $"webhooks working at {width}");
            var beyond = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(beyond <= 0, $"The page is {beyond} pixels wider than a window of {width}");

            await card.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
            await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
            await Expect(card).ToContainTextAsync("Not used");
            Assert.Empty(harbour.Shop.Webhooks.All);
        },
        new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = colours },
        $"webhooks at {width}");

    [Theory]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public Task A_changed_SKU_is_asked_about_and_decided(int width, ColorScheme colours) => browser.WalkAsync(
        async page =>
        {
            await harbour.SignInAsync(page);
            await harbour.ConnectAsync(page, harbour.Shop);
            var product = harbour.Shop.Data.Products.First(p => p is { Type: "simple", Status: "publish", Sku.Length: > 0 });
            var before = product.Sku;
            harbour.Shop.Data.Edit(_ => (product.Sku, product.ModifiedAt) = ($"NEW-{width}-{before}", product.ModifiedAt.AddMinutes(1)));
            await page.GetByRole(AriaRole.Button, new() { Name = "Sync now" }).ClickAsync();
            await Expect(page.Locator("#session-title")).Not.ToHaveTextAsync("Initial sync");
            await Expect(page.Locator(".card header").First).ToContainTextAsync("Completed", new() { Timeout = 180_000 });

            await page.GetByRole(AriaRole.Link, new() { Name = "Home", Exact = true }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Decide" }).ClickAsync();

            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Changed SKUs" })).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = before }).First).ToBeVisibleAsync();
            await Browser.PictureAsync(page, $"changed SKUs at {width}");
            var beyond = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(beyond <= 0, $"The page is {beyond} pixels wider than a window of {width}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Same product" }).First.ClickAsync();
            await Expect(page.GetByText("No SKU waits for a decision")).ToBeVisibleAsync();
        },
        new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = colours },
        $"changed SKUs at {width}");
}
