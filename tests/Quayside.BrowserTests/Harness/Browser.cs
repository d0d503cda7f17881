using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Quayside.BrowserTests.Harness;
using Quayside.Tests.Harness;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Quayside.BrowserTests.Harness;

/// <summary>One Chromium for all tests of this process, the system's own: QUAYSIDE_CHROMIUM or /usr/bin/chromium. Nothing is downloaded.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string Program = Environment.GetEnvironmentVariable("QUAYSIDE_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";

    private readonly Lazy<Task<IBrowser>> _chromium;
    private IPlaywright? _playwright;

    public Browser() => _chromium = new Lazy<Task<IBrowser>>(StartAsync);

    /// <summary>Where pictures go: QUAYSIDE_SCREENSHOTS, or a folder among the temporary ones.</summary>
    public static string Screenshots { get; } = Environment.GetEnvironmentVariable("QUAYSIDE_SCREENSHOTS") is { Length: > 0 } named
        ? named
        : Path.Combine(Path.GetTempPath(), "quayside-screenshots");

    /// <summary>Walks a journey in a profile of its own. When it fails, or a script on the page does, a picture of the page is left.</summary>
    /// <param name="options">Window, colours, language, time zone; null is a light window of 1440 by 900.</param>
    public async Task WalkAsync(
        Func<IPage, Task> journey, BrowserNewContextOptions? options = null, [CallerMemberName] string name = "")
    {
        Requires.That(File.Exists(Program), $"Chromium is not installed at {Program}; ./test installs it.");
        var chromium = await _chromium.Value;
        await using var profile = await chromium.NewContextAsync(
            options ?? new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1440, Height = 900 } });
        var page = await profile.NewPageAsync();
        var scriptErrors = new List<string>();
        page.PageError += (_, error) => scriptErrors.Add(error);
        try
        {
            await journey(page);
            Assert.Empty(scriptErrors);
        }
        catch
        {
            var picture = await PictureAsync(page, name);
            TestContext.Current.TestOutputHelper?.WriteLine($"Picture of the page: {picture}, address {page.Url}");
            throw;
        }
    }

    /// <summary>Takes a picture of the whole page.</summary>
    /// <returns>The path of the PNG file.</returns>
    public static async Task<string> PictureAsync(IPage page, string name)
    {
        var path = Path.Combine(Screenshots, $"{name}.png");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = true });
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _chromium.Value).DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            // Chromium refuses to run as root with its sandbox.
            ChromiumSandbox = !Environment.IsPrivilegedProcess,
            Args = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic", "--no-first-run"],
        });
    }
}
