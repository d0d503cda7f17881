using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Quayside.Benchmarks;

/// <summary>Quayside as a process of its own on an empty database, used through its API.</summary>
internal sealed class QuaysideServer : IAsyncDisposable
{
    private const string Organisation = "bench";

    private readonly ChildProcess _process;

    private QuaysideServer(ChildProcess process, HttpClient api) => (_process, Api) = (process, api);

    public HttpClient Api { get; }

    public TimeSpan Cpu => _process.Cpu;

    public double PeakMegabytes => _process.PeakMegabytes;

    public static async Task<QuaysideServer> StartAsync(Place place)
    {
        var key = await PrepareAsync(place);
        var process = ChildProcess.Start(
            [.. place.Arguments, "--urls=http://127.0.0.1:0", "--Connections:AllowPrivateAddresses=true", "--Sync:EveryMinutes=1440"]);
        var api = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri($"{await process.UntilAsync("Address")}/api/v1/"),
            Timeout = TimeSpan.FromSeconds(30),
        };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var _ = await api.GetAsync("channels"); // the first answer includes what is loaded once
        return new QuaysideServer(process, api);
    }

    /// <summary>Connects the shop and waits until its initial sync is over.</summary>
    public async Task<SyncFigures> SyncAsync(SourceShop shop)
    {
        var (cpu, sourceCpu, requests) = (Cpu, shop.Cpu, await shop.RequestsAsync());
        var begin = Stopwatch.GetTimestamp();
        var store = await ConnectAsync("woocommerce", shop.Settings);
        var phases = new List<Phase>();
        var session = await UntilFinishedAsync(store, phases);
        return new SyncFigures(
            Stopwatch.GetElapsedTime(begin), Cpu - cpu, shop.Cpu - sourceCpu, await shop.RequestsAsync() - requests, session, phases);
    }

    /// <summary>Connects a shop of any channel and waits until its initial sync is over.</summary>
    /// <returns>The session, as the API tells it.</returns>
    public async Task<JsonElement> SyncAsync(string channel, IReadOnlyDictionary<string, string> settings) =>
        await UntilFinishedAsync(await ConnectAsync(channel, settings), []);

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _process.DisposeAsync();
    }

    private static async Task<string> PrepareAsync(Place place)
    {
        await ChildProcess.RunAsync(["migrate", .. place.Arguments]);
        await ChildProcess.RunAsync(
            ["user", "create", "--organisation", Organisation, "--email", "owner@example.test", .. place.Arguments]);
        return await ChildProcess.RunAsync(
            ["apikey", "create", "--organisation", Organisation, "--name", "bench", "--role", "owner", .. place.Arguments]);
    }

    private async Task<string> ConnectAsync(string channel, IReadOnlyDictionary<string, string> settings)
    {
        using var connect = new HttpRequestMessage(HttpMethod.Post, "stores")
        {
            Content = JsonContent.Create(new { channel, name = "Bench", settings }),
        };
        connect.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var connected = await Api.SendAsync(connect);
        var store = await connected.Content.ReadFromJsonAsync<JsonElement>();
        return connected.IsSuccessStatusCode ? store.GetProperty("id").ToString() : throw new InvalidOperationException($"Not connected: {store}");
    }

    private async Task<JsonElement> UntilFinishedAsync(string store, List<Phase> phases)
    {
        using var asked = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await asked.WaitForNextTickAsync())
        {
            using var answer = await Api.GetAsync($"stores/{store}/sync");
            var session = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Note(session, phases);
            switch (answer.IsSuccessStatusCode ? session.GetProperty("state").GetString() : "failed")
            {
                case "completed":
                    return session;
                case "failed":
                    throw new InvalidOperationException($"The sync failed: {session}");
            }
        }

        throw new UnreachableException();
    }

    private void Note(JsonElement session, List<Phase> phases)
    {
        var now = session.TryGetProperty("stages", out var stages)
            ? stages.EnumerateArray().Select(s => $"{s.GetProperty("name")} {s.GetProperty("state")}").FirstOrDefault(s => !s.EndsWith("completed", StringComparison.Ordinal))
            : null;
        if (now is not null && (phases.Count == 0 || phases[^1].Name != now))
        {
            phases.Add(new Phase(now, Stopwatch.GetTimestamp(), Cpu));
        }
    }
}

/// <summary>What one initial sync took.</summary>
/// <param name="Cpu">Quayside's own processor time.</param>
/// <param name="SourceCpu">The practice shop's, which is none of Quayside's.</param>
/// <param name="Session">As the API tells it.</param>
/// <param name="Phases">Where it was when, as often as it was asked.</param>
internal sealed record SyncFigures(
    TimeSpan Took, TimeSpan Cpu, TimeSpan SourceCpu, long Requests, JsonElement Session, IReadOnlyList<Phase> Phases)
{
    public long Stored(string stage) => Session.GetProperty("stages").EnumerateArray()
        .Single(s => s.GetProperty("name").GetString() == stage).GetProperty("stored").GetInt64();
}

internal sealed record Phase(string Name, long Began, TimeSpan CpuThen);
