using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Quayside.BrowserTests.Harness;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;
using Quayside.Sandbox;
using Quayside.Tests.Harness;
using static Microsoft.Playwright.Assertions;

[assembly: AssemblyFixture(typeof(Harbour))]

namespace Quayside.BrowserTests.Harness;

/// <summary>Quayside as a person starts it, and practice shops for it to connect to. Each journey has an organisation of its own.</summary>
public sealed class Harbour : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quayside-journeys-");
    private QuaysideProcess? _quayside;

    // What "quayside user create" and "quayside apikey create" work with, beside the server: a process for each would be half of a journey.
    private ServiceProvider? _office;
    private SandboxHost? _shops;
    private int _organisations;

    public PracticeShop Shop => _shops!["harbour"];

    /// <summary>A shop that has nothing yet.</summary>
    public PracticeShop EmptyShop => _shops!["empty"];

    /// <summary>A shop of the same seller: many of its goods are the other's, under SKUs of its own.</summary>
    public PracticeShop TwinShop => _shops!["twin"];

    /// <summary>A shop on a marketplace where its seller signs in, with another one behind the same account.</summary>
    public PracticeShop MarketplaceShop => _shops!["pontoon"];

    public Uri Address => _quayside!.Address;

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(60_000);
        _shops = await SandboxHost.StartAsync(
            [
                new ShopOptions { Key = "harbour", Name = "Harbour Supplies", Listings = 120, Orders = 90, Seed = 7 },
                new ShopOptions { Key = "twin", Name = "Lighthouse Living", Listings = 60, Orders = 20, Seed = 8, SharesGoodsWithSeed = 7 },
                new ShopOptions { Key = "empty", Name = "Slipway Store", Listings = 0, Orders = 0, Seed = 9 },
                new ShopOptions { Key = "pontoon", Name = "Pontoon Picks", Channel = "shopee", Currency = "SGD", Listings = 30, Orders = 20, Seed = 10, ShopsBehindSignIn = 2 },
            ],
            CancellationToken.None);
        // No store is compared by itself: a journey that counts a shop's calls would count those of the journeys before it.
        _quayside = await QuaysideProcess.ServeAsync(
            _folder.FullName, "--Connections:AllowPrivateAddresses=true", "--PublicAddress=http://127.0.0.1:9", "--Sync:EveryMinutes=0");
        _office = QuaysideApp.Services(CommandLine.Parse([$"--DataDirectory={_folder.FullName}"]));
    }

    /// <summary>Makes an organisation with an owner and signs them in, through the door. Home is shown.</summary>
    /// <returns>The organisation's name.</returns>
    public async Task<string> SignInAsync(IPage page)
    {
        var number = Interlocked.Increment(ref _organisations);
        var (organisation, email) = ($"Company {number}", $"owner{number}@example.test");
        var made = await _office!.GetRequiredService<CreateAccount>().RunAsync(organisation, email, Role.Owner, null, "journey", CancellationToken.None);
        Assert.Null(made.Refusal);
        await page.GotoAsync(Address.ToString());
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(made.Value!.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Home", Exact = true })).ToBeVisibleAsync();
        return organisation;
    }

    /// <summary>The API with an owner's key of an organisation, for what a journey finds there already.</summary>
    public async Task<HttpClient> ApiAsync(string organisation)
    {
        await using var db = _office!.GetRequiredService<Databases>().OpenForNobody();
        var caller = new Caller((await db.Organisations.SingleAsync(o => o.Name == organisation)).Id, Role.Owner, "journey");
        var made = await _office!.GetRequiredService<ManageApiKeys>().CreateAsync(caller, "journey", Role.Owner, CancellationToken.None);
        Assert.Null(made.Refusal);
        var api = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { BaseAddress = new Uri(Address, "/api/v1/") };
        api.DefaultRequestHeaders.Authorization = new("Bearer", made.Value!.Key);
        return api;
    }

    /// <summary>Goes to the wizard and asks which shop answers.</summary>
    public async Task TestConnectionAsync(IPage page, PracticeShop shop, string? key = null, string? secret = null)
    {
        await page.GotoAsync(new Uri(Address, "/stores/connect").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "WooCommerce" }).ClickAsync();
        await page.GetByLabel("Shop address").FillAsync(shop.Address.ToString());
        await page.GetByLabel("Consumer key").FillAsync(key ?? shop.ConsumerKey);
        await page.GetByLabel("Consumer secret").FillAsync(secret ?? shop.ConsumerSecret);
        await page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
    }

    /// <summary>Connects a shop and waits until all of it came in. Its store's page is shown.</summary>
    public async Task ConnectAsync(IPage page, PracticeShop shop, (string Key, string Secret)? keys = null)
    {
        await TestConnectionAsync(page, shop, keys?.Key, keys?.Secret);
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect and start the sync" }).ClickAsync();
        await Expect(page.Locator("#session-title")).ToHaveTextAsync("Initial sync");
        await Expect(page.Locator(".card header").First).ToContainTextAsync("Completed", new() { Timeout = 180_000 });
    }

    public async ValueTask DisposeAsync()
    {
        if (_office is not null)
        {
            await _office.DisposeAsync();
        }

        if (_quayside is not null)
        {
            await _quayside.DisposeAsync();
        }

        if (_shops is not null)
        {
            await _shops.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
