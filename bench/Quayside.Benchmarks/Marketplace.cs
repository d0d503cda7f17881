using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Quayside.Benchmarks;

/// <summary>A practice marketplace whose sellers sign in, in a process of its own.</summary>
internal sealed partial class Marketplace : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly HttpClient _browser;
    private readonly IReadOnlyDictionary<string, string> _app;

    private Marketplace(ChildProcess process, string channel, HttpClient browser, IReadOnlyDictionary<string, string> app) =>
        (_process, Channel, _browser, _app) = (process, channel, browser, app);

    public string Channel { get; }

    /// <param name="settings">What a seller's app is called there: the key of the setting, and how the practice shop names it.</param>
    public static async Task<Marketplace> StartAsync(
        string channel, int listings, int orders, IReadOnlyDictionary<string, string> settings, params string[] more)
    {
        var process = ChildProcess.Start(["sandbox", "--tidy", "--channel", channel, "--listings", Text(listings), "--orders", Text(orders), .. more]);
        var address = await process.UntilAsync("address");
        var app = new Dictionary<string, string> { ["url"] = address };
        foreach (var (key, name) in settings)
        {
            app[key] = await process.UntilAsync(name);
        }

        return new Marketplace(
            process, channel, new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address) }, app);
    }

    /// <summary>Signs in as a seller does in the browser.</summary>
    /// <returns>The settings to connect with.</returns>
    public async Task<IReadOnlyDictionary<string, string>> SignInAsync(HttpClient api)
    {
        var begun = await SendAsync(api, "stores/authorise", new { channel = Channel, settings = _app });
        var page = await _browser.GetStringAsync(begun.GetProperty("address").GetString());
        var link = new Uri(_browser.BaseAddress!, System.Net.WebUtility.HtmlDecode(Link().Match(page).Groups[1].Value));
        if (link.Authority == _browser.BaseAddress!.Authority)
        {
            using var agreed = await _browser.GetAsync(link);
            link = agreed.Headers.Location!;
        }

        var query = link.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        var returned = await SendAsync(api, "stores/authorise/return", new { channel = Channel, query });
        return new Dictionary<string, string> { ["signIn"] = returned.GetProperty("signIn").ToString() };
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _process.DisposeAsync();
    }

    private static async Task<JsonElement> SendAsync(HttpClient api, string path, object body)
    {
        using var answer = await api.PostAsJsonAsync(path, body);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return answer.IsSuccessStatusCode ? json : throw new InvalidOperationException($"{path}: {json}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Link();
}
