using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Quayside.Connectors;
using Quayside.Stores.Sync;

namespace Quayside.Benchmarks;

/// <summary>The practice shop that is read, in a process of its own.</summary>
internal sealed class SourceShop : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly HttpClient _http;

    private SourceShop(ChildProcess process, string address, IReadOnlyDictionary<string, string> settings)
    {
        _process = process;
        Settings = settings;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
    }

    /// <summary>What a seller enters to connect it.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    public TimeSpan Cpu => _process.Cpu;

    public static async Task<SourceShop> StartAsync(int variations, int listings, int orders, params string[] more)
    {
        var process = ChildProcess.Start(
            ["sandbox", "--tidy", "--listings", Text(listings), "--variations", Text(variations), "--orders", Text(orders), .. more]);
        var address = await process.UntilAsync("address");
        return new SourceShop(process, address, new Dictionary<string, string>
        {
            ["url"] = address,
            ["consumerKey"] = await process.UntilAsync("consumer key"),
            ["consumerSecret"] = await process.UntilAsync("consumer secret"),
        });
    }

    /// <summary>Has every page of the catalogue rendered, by the very requests that a sync sends. Orders are asked for by time, so
    /// each session's pages of them are rendered while it runs.</summary>
    public async Task WarmUpAsync()
    {
        var connector = BuiltIn.Connectors.OfType<IReadsListings>().Single(c => c.Info.Key == "woocommerce");
        var connection = new Connection(Settings, _http, ShopFacts.None, new TokensInMemory());
        var shop = await connector.IdentifyAsync(connection, CancellationToken.None);
        var pages = PageFeed.ReadAsync(
            (cursor, stop) => connector.ReadListingsAsync(connection with { Facts = shop.Facts }, cursor, stop), null, 5, CancellationToken.None);
        await foreach (var _ in pages)
        {
        }
    }

    /// <summary>One list as a plain client reads it: asked for, taken in, parsed.</summary>
    public async Task ReadPlainlyAsync(string list)
    {
        var address = new Uri(_http.BaseAddress!, $"/wp-json/wc/v3/{list}");
        using var answer = await _http.GetAsync(OAuth.Signed(address, Settings["consumerKey"], Settings["consumerSecret"]));
        answer.EnsureSuccessStatusCode();
        using var _ = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Requests answered so far.</summary>
    public async Task<long> RequestsAsync()
    {
        var state = await _http.GetFromJsonAsync<JsonElement>("/_sandbox/state");
        return state.GetProperty("calls").GetProperty("total").GetInt64();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
