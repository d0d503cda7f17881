using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Quayside.BrowserTests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Quayside.BrowserTests.Journeys;

[Collection("journeys of a stall")]
public sealed class ShipOrderTests(Browser browser, Harbour harbour)
{
    [Fact]
    public Task An_order_leaves_in_two_parcels_and_the_shelf_follows() => browser.WalkAsync(async page =>
    {
        using var api = await harbour.ApiAsync(await harbour.SignInAsync(page));
        var store = await StoreAsync(api);
        var order = await OrderAsync(api, store, 3);
        await page.GotoAsync(new Uri(harbour.Address, $"/orders/{order}").ToString());

        await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(State(page)).ToHaveTextAsync("Ready to ship");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark as packed" }).ClickAsync();
        await Expect(State(page)).ToHaveTextAsync("Packed");

        await page.GetByRole(AriaRole.Link, new() { Name = "Ship…" }).ClickAsync();
        await page.GetByLabel("Pieces of Storm lantern in this parcel").FillAsync("2");
        await page.GetByLabel("Carrier", new() { Exact = true }).SelectOptionAsync("None: the buyer takes it");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ship this parcel" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "1 parcel" })).ToContainTextAsync("2 × Storm lantern");
        await Expect(State(page)).ToHaveTextAsync("Packed");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "1 line" })).ToContainTextAsync("1 reserved");

        await page.GetByRole(AriaRole.Link, new() { Name = "Ship…" }).ClickAsync();
        await page.GetByLabel("Carrier", new() { Exact = true }).SelectOptionAsync("None: the buyer takes it");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ship it" }).ClickAsync();
        await Expect(State(page)).ToHaveTextAsync("Shipped");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "2 parcels" })).ToContainTextAsync("1 × Storm lantern");

        await page.GetByRole(AriaRole.Link, new() { Name = "Storm lantern" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Stock", Exact = true })).ToContainTextAsync("Available");
        var item = (await api.GetFromJsonAsync<JsonElement>("stock-items")).GetProperty("items")[0];
        Assert.Equal((7, 0), (item.GetProperty("onHand").GetDecimal(), item.GetProperty("reserved").GetDecimal()));
    });

    [Fact]
    public Task Many_orders_are_accepted_by_the_keyboard_and_each_says_what_became_of_it() => browser.WalkAsync(async page =>
    {
        using var api = await harbour.ApiAsync(await harbour.SignInAsync(page));
        var store = await StoreAsync(api);
        var done = await OrderAsync(api, store, 1);
        await api.PostAsync($"orders/{done}/accept", null);
        await OrderAsync(api, store, 2);
        await page.GotoAsync(new Uri(harbour.Address, "/orders").ToString());
        await Expect(page.Locator("a.open")).ToHaveCountAsync(2);

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        var bar = page.GetByRole(AriaRole.Region, new() { Name = "Orders that are selected" });
        await Expect(bar).ToContainTextAsync("2 orders selected");
        await page.GetByLabel("Step").SelectOptionAsync("Accept");
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept 2 orders" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(bar).ToContainTextAsync("1 order accepted");
        await Expect(bar).ToContainTextAsync("is ready to ship, so it cannot be accepted");
        await bar.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(page.Locator("tr[data-row] .state", new() { HasTextString = "Ready to ship" }).Filter(new() { Visible = true })).ToHaveCountAsync(2);
    });

    [Fact]
    public Task A_pick_list_and_a_packing_slip_print_without_the_program_around_them() => browser.WalkAsync(async page =>
    {
        using var api = await harbour.ApiAsync(await harbour.SignInAsync(page));
        var order = await OrderAsync(api, await StoreAsync(api), 3);
        await page.GotoAsync(new Uri(harbour.Address, "/orders/pick-list?show=open").ToString());
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Main warehouse" })).ToContainTextAsync("LAN-1");

        await page.GotoAsync(new Uri(harbour.Address, $"/orders/{order}/packing-slip?size=label").ToString());
        await Expect(page.GetByRole(AriaRole.Img, new() { NameString = "Barcode of" })).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.Locator(".slip.label")).ToContainTextAsync("1 Quay");
        await Expect(page.Locator(".shell:not(.boot) .rail")).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Print" })).ToBeHiddenAsync();
    });

    private static ILocator State(IPage page) => page.Locator(".shell:not(.boot) .page-head .facts .state").First;

    private static async Task<string> StoreAsync(HttpClient api)
    {
        var store = await PostAsync(api, "stores", new { channel = "offline", name = "Market stall", country = "SG", currency = "SGD" });
        await PostAsync(api, "listings", new
        {
            storeId = store,
            title = "Storm lantern",
            variations = new[] { new { sku = "LAN-1", price = 12.5, openingQuantity = 10 } },
        });
        return store;
    }

    private static Task<string> OrderAsync(HttpClient api, string store, int pieces) => PostAsync(api, "orders", new
    {
        storeId = store,
        buyer = new { name = "A. Buyer" },
        shipTo = new { name = "A. Buyer", line1 = "1 Quay", postcode = "1000", city = "Port", country = "SG" },
        lines = new[] { new { sku = "LAN-1", quantity = pieces } },
    });

    private static async Task<string> PostAsync(HttpClient api, string path, object body)
    {
        using var answer = await api.PostAsJsonAsync(path, body);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, json.ToString());
        return json.GetProperty("id").GetString()!;
    }
}
