using Microsoft.Playwright;
using Quayside.BrowserTests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Quayside.BrowserTests.Journeys;

[Collection("journeys to shops")]
public sealed class LookTests(Browser browser, Harbour harbour)
{
    private static readonly string[] Pages =
        ["/", "/stores", "/stores/connect", "/catalogue", "/catalogue/sku-changes", "/inventory", "/inventory/warehouses", "/inventory/counts", "/orders", "/orders/pick-list?show=open", "/carriers", "/organisation", "/mapping", "/mapping/changes", "/mapping/skus", "/mapping/files", "/mapping/history"];

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1024, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Dark)]
    public Task Every_page_fits_its_window_and_keeps_to_its_policy(int width, ColorScheme colours) => browser.WalkAsync(
        async page =>
        {
            var complaints = new List<string>();
            page.Console += (_, message) =>
            {
                if (message.Type == "error")
                {
                    complaints.Add(message.Text);
                }
            };
            await harbour.SignInAsync(page);
            await harbour.ConnectAsync(page, harbour.Shop);
            var store = new Uri(page.Url).AbsolutePath;

            foreach (var address in Pages.Append(store))
            {
                await page.GotoAsync(new Uri(harbour.Address, address).ToString());
                await Expect(page.Locator(".shell:not(.boot) h1")).ToBeAttachedAsync();
                await Expect(page.Locator(".shell:not(.boot) .skeleton")).ToHaveCountAsync(0);
                var beyond = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                Assert.True(beyond <= 0, $"{address} is {beyond} pixels wider than a window of {width}");
            }

            Assert.Empty(complaints);
        },
        new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = colours,
            TimezoneId = "Asia/Kolkata",
        },
        $"pages at {width}");

    [Fact]
    public Task The_first_paint_has_the_shape_of_the_page_before_it_runs() => browser.WalkAsync(async page =>
    {
        await harbour.SignInAsync(page);
        await page.RouteAsync("**/_blazor/**", route => route.AbortAsync());
        await page.RouteAsync("**/_framework/**", route => route.AbortAsync());

        await page.GotoAsync(new Uri(harbour.Address, "/orders").ToString());

        await Expect(page.Locator(".boot nav a[aria-current=page]")).ToHaveTextAsync("Orders");
        await Expect(page.Locator(".boot .rows .skeleton").First).ToBeVisibleAsync();
    });
}
