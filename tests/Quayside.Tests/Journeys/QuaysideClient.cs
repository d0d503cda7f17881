using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Quayside.Organisations;
using Quayside.Sandbox;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Journeys;

/// <summary>Somebody who knows nothing but the public API.</summary>
internal sealed class QuaysideClient(HttpClient http) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly List<string> _answers = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Every body that was answered so far, to be searched for what must not be in it.</summary>
    public IReadOnlyList<string> Answers => _answers;

    public static QuaysideClient Of(App app, Seller seller, Role role = Role.Owner) => new(app.Client(seller.Keys[role]));

    public static QuaysideClient At(Uri address, string key)
    {
        var http = new HttpClient(new HttpClientHandler()) { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return new QuaysideClient(http);
    }

    public static JsonObject Settings(PracticeShop shop, string? url = null, (string Key, string Secret)? keys = null) => new()
    {
        ["url"] = url ?? shop.Address.ToString(),
        ["consumerKey"] = keys?.Key ?? shop.ConsumerKey,
        ["consumerSecret"] = keys?.Secret ?? shop.ConsumerSecret,
    };

    public async Task<Reply> SendAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}");
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        using var response = await http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        lock (_answers)
        {
            _answers.Add(text);
        }

        return new Reply((int)response.StatusCode, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject());
    }

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> CheckAsync(JsonObject settings, string channel = "woocommerce") =>
        SendAsync(HttpMethod.Post, "stores/check", new JsonObject { ["channel"] = channel, ["settings"] = settings.DeepClone() });

    public Task<Reply> ConnectAsync(JsonObject settings, string channel = "woocommerce", bool isCopy = false) =>
        SendAsync(HttpMethod.Post, "stores", new JsonObject
        {
            ["channel"] = channel,
            ["name"] = "Harbour",
            ["settings"] = settings.DeepClone(),
            ["isCopy"] = isCopy,
        });

    /// <returns>The new store's id.</returns>
    public async Task<string> ConnectedAsync(JsonObject settings, string channel = "woocommerce", bool isCopy = false)
    {
        var reply = await ConnectAsync(settings, channel, isCopy);
        Assert.True(reply.Status == 201, $"{reply.Status}: {reply.Body}");
        return reply.Text("id")!;
    }

    /// <summary>Connects a shop and waits until its first sync is through.</summary>
    public async Task<string> SyncedAsync(PracticeShop shop)
    {
        var store = await ConnectedAsync(Settings(shop));
        await CompletedAsync(store);
        return store;
    }

    /// <summary>One more sync, to its end.</summary>
    public async Task SyncAgainAsync(string store)
    {
        var started = await SendAsync(HttpMethod.Post, $"stores/{store}/sync");
        Assert.True(started.Status == 202, $"{started.Status}: {started.Body}");
        await CompletedAsync(store);
    }

    /// <summary>Waits for the newest session to be completed; fails at once where it failed.</summary>
    public async Task<JsonObject> CompletedAsync(string store)
    {
        var session = await UntilAsync(store, s => s.State() is "completed" or "failed");
        Assert.True(session.State() == "completed", session.ToString());
        return session;
    }

    /// <summary>Asks how the newest session goes until it is as awaited.</summary>
    public async Task<JsonObject> UntilAsync(string store, Func<JsonObject, bool> awaited)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        late.CancelAfter(Patience);
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        JsonObject session;
        do
        {
            session = (await GetAsync($"stores/{store}/sync")).Body;
            if (awaited(session))
            {
                return session;
            }
        }
        while (await Ticked(pulse, late.Token));

        throw new InvalidOperationException($"The session did not come to what was awaited: {session}");
    }

    /// <summary>A list from its beginning to its end.</summary>
    public async Task<List<JsonObject>> ListAsync(string path)
    {
        var rows = new List<JsonObject>();
        string? next = null;
        do
        {
            var cursor = next is null ? "" : $"&cursor={Uri.EscapeDataString(next)}";
            var reply = await GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=200{cursor}");
            Assert.True(reply.Status == 200, $"{path}: {reply.Status} {reply.Body}");
            rows.AddRange(reply.Body["items"]!.AsArray().Select(i => i!.AsObject()));
            next = reply.Text("next");
        }
        while (next is not null);

        return rows;
    }

    public void Dispose() => http.Dispose();

    private static async Task<bool> Ticked(PeriodicTimer pulse, CancellationToken late)
    {
        try
        {
            return await pulse.WaitForNextTickAsync(late);
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}

internal sealed record Reply(int Status, JsonObject Body)
{
    public string? Text(string name) => Body[name]?.ToString();

    public string? Code => Text("code");

    public string? Detail => Text("detail");
}

internal static class Sessions
{
    public static string? State(this JsonObject session) => session["state"]?.ToString();

    public static JsonObject Stage(this JsonObject session, string name) =>
        session["stages"]!.AsArray().Single(s => s!["name"]!.ToString() == name)!.AsObject();

    /// <summary>"discovered = stored + quarantined" of a stage, as it is shown.</summary>
    public static (int Discovered, int Stored, int Quarantined) Receipt(this JsonObject session, string stage)
    {
        var row = session.Stage(stage);
        return ((int)row["discovered"]!, (int)row["stored"]!, (int)row["quarantined"]!);
    }
}
