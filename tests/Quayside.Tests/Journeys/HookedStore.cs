using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Sandbox;
using Quayside.Sandbox.WooCommerce;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>A practice shop that is connected, synced, and whose webhooks a person asked for.</summary>
internal sealed class HookedStore : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly HttpClient _wire = new(new SocketsHttpHandler { UseProxy = false });

    private HookedStore(RunningSandbox sandbox, QuaysideClient client, string id) => (Sandbox, Client, Id) = (sandbox, client, id);

    public RunningSandbox Sandbox { get; }

    public PracticeShop Shop => Sandbox.Shop;

    public PracticeWebhooks Webhooks => Shop.Webhooks;

    public QuaysideClient Client { get; }

    public string Id { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Connected with a key that may write, and synced; no webhooks yet.</summary>
    public static async Task<HookedStore> ConnectedAsync(App app, ShopOptions options)
    {
        var sandbox = await RunningSandbox.StartAsync(options);
        app.Services.GetRequiredService<ShopAddresses>().Exempt(sandbox.Shop.Address);
        var client = QuaysideClient.Of(app, await app.NewSellerAsync(options.Key));
        return await ConnectedAsync(sandbox, client);
    }

    public static async Task<HookedStore> ConnectedAsync(RunningSandbox sandbox, QuaysideClient client)
    {
        var store = await client.ConnectedAsync(QuaysideClient.Settings(sandbox.Shop, keys: sandbox.Shop.IssueKey("read_write")));
        await client.CompletedAsync(store);
        return new HookedStore(sandbox, client, store);
    }

    public static async Task<HookedStore> SubscribedAsync(App app, ShopOptions options)
    {
        var store = await ConnectedAsync(app, options);
        await store.SubscribeAsync();
        return store;
    }

    public async Task<JsonObject> WebhooksAsync() => (await Client.GetAsync($"stores/{Id}/webhooks")).Body;

    public async Task<Reply> AgreeAsync(params IEnumerable<string> topics) => await Client.SendAsync(
        HttpMethod.Post, $"stores/{Id}/webhooks", new JsonObject { ["topics"] = new JsonArray([.. topics.Select(t => JsonValue.Create(t))]) });

    public async Task SubscribeAsync()
    {
        var asked = await AgreeAsync(Offered(await WebhooksAsync()));
        Assert.True(asked.Status == 202, $"{asked.Status}: {asked.Body}");
        await UntilAsync(w => w["state"]?.ToString() == "active");
        await Webhooks.PingedAsync();
    }

    public static IEnumerable<string> Offered(JsonObject webhooks) => webhooks["topics"]!.AsArray().Select(t => t!["topic"]!.ToString());

    public Task<JsonObject> UntilReadAsync() => UntilAsync(w => (int)w["waiting"]! == 0);

    public async Task<JsonObject> UntilAsync(Func<JsonObject, bool> awaited)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        late.CancelAfter(Patience);
        JsonObject webhooks;
        do
        {
            webhooks = await WebhooksAsync();
            if (awaited(webhooks))
            {
                return webhooks;
            }

            await Task.Delay(50, Cancellation);
        }
        while (!late.IsCancellationRequested);

        throw new InvalidOperationException($"The webhooks did not come to what was awaited: {webhooks}");
    }

    public PracticeWebhook Hook(string topic) => Webhooks.All.Single(w => w.Topic == topic);

    /// <summary>Sends something over the wire as the shop would.</summary>
    public async Task<HttpStatusCode> SendAsync(HttpRequestMessage message)
    {
        using (message)
        using (var answer = await _wire.SendAsync(message, Cancellation))
        {
            return answer.StatusCode;
        }
    }

    /// <summary>A message of a topic with a body of the test's own, signed by the shop.</summary>
    public Task<HttpStatusCode> SendAsync(string topic, string body) =>
        SendAsync(Webhooks.Compose(Hook(topic), Encoding.UTF8.GetBytes(body), 0));

    public Task<HttpStatusCode> TellAsync(string topic, long id) => SendAsync(Webhooks.Compose(Hook(topic), id));

    public async Task<JsonObject?> ListingAsync(long channelId) => (await Client.ListAsync($"listings?storeId={Id}"))
        .SingleOrDefault(l => l["channelListingId"]!.ToString() == $"{channelId}");

    public async Task<JsonObject?> OrderAsync(long channelId) => (await Client.ListAsync($"orders?storeId={Id}"))
        .SingleOrDefault(o => o["channelOrderId"]!.ToString() == $"{channelId}");

    public IEnumerable<string> Writes => Shop.Calls.All.Where(c => c.IsWrite).Select(c => $"{c.Method} {c.PathAndQuery.Split('?')[0]}");

    public async ValueTask DisposeAsync()
    {
        _wire.Dispose();
        Client.Dispose();
        await Sandbox.DisposeAsync();
    }
}
