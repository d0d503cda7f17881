using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Quayside.BrowserTests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Quayside.BrowserTests.Journeys;

/// <summary>Somebody rings up: what they want is typed while they speak, and nobody reaches for the mouse.</summary>
[Collection("journeys of a stall")]
public sealed class PhoneOrderTests(Browser browser, Harbour harbour)
{
    // Letters of names and numbers apart: what a page asks for beside what is said on the phone.
    private const int FewKeys = 16;

    [Fact]
    public Task An_order_is_taken_by_the_keyboard_alone() => browser.WalkAsync(async page =>
    {
        using var api = await harbour.ApiAsync(await harbour.SignInAsync(page));
        var store = await StoreAsync(api);
        await EarlierOrderAsync(api, store);
        await WatchMouseAsync(page);
        await page.GotoAsync(new Uri(harbour.Address, "/orders").ToString());
        await Expect(page.Locator("a.open")).ToHaveCountAsync(1);
        var keys = new Keys(page);

        await keys.PressAsync("c");
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Add an item" })).ToBeFocusedAsync();

        // Enter right behind the last letter: quicker than the answer can be.
        await keys.TypeAsync("lantern");
        await keys.PressAsync("Enter");
        await Expect(page.GetByLabel("Pieces of Storm lantern")).ToBeFocusedAsync();
        await keys.TypeAsync("2");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("blue mug");
        await keys.PressAsync("Enter");
        await Expect(page.GetByLabel("Pieces of Mug, blue")).ToBeFocusedAsync();
        await keys.TypeAsync("3");
        await keys.PressAsync("Enter");
        await keys.PressAsync("Enter");
        await Expect(page.GetByLabel("Name")).ToBeFocusedAsync();

        await keys.TypeAsync("ada");
        await Expect(page.Locator("#buyer-picks button")).ToHaveCountAsync(1);
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await Expect(page.GetByLabel("City")).ToHaveValueAsync("Port");
        await Expect(page.Locator(".save-order .total")).ToContainTextAsync("37.00");
        await keys.PressAsync("Control+Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Order Q") })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Buyer" })).ToContainTextAsync("Ada Byron");
        await Expect(page.Locator(".sums dd.sum")).ToHaveTextAsync("37.00");
        Assert.Equal(0, await page.EvaluateAsync<int>("Number(sessionStorage.getItem('mouse') ?? 0)"));
        Assert.InRange(keys.Pressed, 1, FewKeys);
        var reserved = (await api.GetFromJsonAsync<JsonElement>("stock-items?q=LAN-1")).GetProperty("items")[0].GetProperty("reserved").GetDecimal();
        Assert.Equal(3, reserved);
    });

    [Fact]
    public Task What_is_not_there_is_said_on_its_line_with_the_nearest_remedy() => browser.WalkAsync(async page =>
    {
        using var api = await harbour.ApiAsync(await harbour.SignInAsync(page));
        await StoreAsync(api);
        await page.GotoAsync(new Uri(harbour.Address, "/orders/new").ToString());
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Add an item" })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("lan-1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Pieces of Storm lantern")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("12");
        await page.Keyboard.PressAsync("Control+Enter");

        var line = page.Locator(".order-lines tbody tr");
        await Expect(line).ToContainTextAsync("only 10 left");
        await Expect(page.GetByText("Not enough in stock")).ToBeVisibleAsync();
        await line.GetByRole(AriaRole.Button, new() { Name = "Take 10" }).PressAsync("Enter");
        await Expect(line).Not.ToContainTextAsync("left");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Order Q") })).ToBeVisibleAsync();
    });

    [Fact]
    public Task A_change_shows_first_what_it_does_to_stock() => browser.WalkAsync(
        async page =>
        {
            using var api = await harbour.ApiAsync(await harbour.SignInAsync(page));
            var store = await StoreAsync(api);
            await EarlierOrderAsync(api, store);
            await page.GotoAsync(new Uri(harbour.Address, "/orders").ToString());
            await page.Locator("a.open").First.ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Change the order" }).ClickAsync();

            await page.GetByLabel("Pieces of Storm lantern").FillAsync("4");
            var effect = page.GetByRole(AriaRole.Region, new() { Name = "What this does to stock" });
            await Expect(effect.Locator("tbody tr")).ToContainTextAsync("1 → 4");
            await Expect(effect.Locator("tbody tr")).ToContainTextAsync("9 → 6");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save the changes" }).ClickAsync();

            await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Timeline" })).ToContainTextAsync("1 × LAN-1 → 4 × LAN-1");
        },
        new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });

    [Fact]
    public Task Large_sums_fit_a_small_phone() => browser.WalkAsync(
        async page =>
        {
            using var api = await harbour.ApiAsync(await harbour.SignInAsync(page));
            var store = await PostAsync(api, "stores", new { channel = "offline", name = "Phone line", country = "ID", currency = "IDR" });
            await PostAsync(api, "listings", new { storeId = store, title = "Anchor", variations = new[] { new { sku = "ANC", price = 123_456, openingQuantity = 20_000 } } });
            await PostAsync(api, "orders", new { storeId = store, lines = new[] { new { sku = "ANC", quantity = 9_999 } } });

            await page.GotoAsync(new Uri(harbour.Address, "/orders").ToString());
            await Expect(page.GetByText("1,234,436,544.00")).ToBeVisibleAsync();

            Assert.Equal(0, await page.Locator(".list").First.EvaluateAsync<int>("list => list.scrollWidth - list.clientWidth"));
        },
        new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 360, Height = 780 } });

    private static Task WatchMouseAsync(IPage page) => page.AddInitScriptAsync("""
        for (const act of ['mousedown', 'pointerdown', 'touchstart']) {
          window.addEventListener(act, () => sessionStorage.setItem('mouse', Number(sessionStorage.getItem('mouse') ?? 0) + 1), true);
        }
        """);

    private static async Task<string> StoreAsync(HttpClient api)
    {
        var store = await PostAsync(api, "stores", new { channel = "offline", name = "Phone line", country = "SG", currency = "SGD" });
        await PostAsync(api, "listings", new { storeId = store, title = "Storm lantern", variations = new[] { new { sku = "LAN-1", price = 12.5, openingQuantity = 10 } } });
        await PostAsync(api, "listings", new
        {
            storeId = store,
            title = "Mug",
            variations = new[] { "blue", "red" }.Select(colour => new
            {
                sku = $"MUG-{colour}",
                price = 4,
                openingQuantity = 20,
                options = new Dictionary<string, string> { ["Colour"] = colour },
            }),
        });
        return store;
    }

    private static Task<string> EarlierOrderAsync(HttpClient api, string store) => PostAsync(api, "orders", new
    {
        storeId = store,
        buyer = new { name = "Ada Byron", phone = "+65 5550 0100" },
        shipTo = new { name = "Ada Byron", line1 = "1 Quay", postcode = "1000", city = "Port", country = "SG" },
        lines = new[] { new { sku = "LAN-1", quantity = 1 } },
    });

    private static async Task<string> PostAsync(HttpClient api, string path, object body)
    {
        using var answer = await api.PostAsJsonAsync(path, body);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, json.ToString());
        return json.GetProperty("id").GetString()!;
    }

    /// <summary>Counts what is pressed beside the letters that are typed.</summary>
    private sealed class Keys(IPage page)
    {
        public int Pressed { get; private set; }

        public Task TypeAsync(string text) => page.Keyboard.TypeAsync(text);

        public Task PressAsync(string key)
        {
            Pressed++;
            return page.Keyboard.PressAsync(key);
        }
    }
}
