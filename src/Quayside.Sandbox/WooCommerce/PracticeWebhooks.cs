using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>A shop's webhooks and their deliveries: signed, tried once, and switched off after more than five failures in a row.</summary>
public sealed class PracticeWebhooks : IDisposable
{
    private const int MostFailures = 5;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly Lock _gate = new();
    private readonly List<PracticeWebhook> _hooks = [];
    private readonly List<PracticeDelivery> _deliveries = [];
    private readonly ShopOptions _options;
    private readonly Func<string, long, ReadOnlyMemory<byte>?> _payload;
    private readonly string _home;
    private Task _pings = Task.CompletedTask;
    private long _lastId;

    /// <param name="payload">What the shop answers when asked for one thing of a resource; null when it is gone.</param>
    internal PracticeWebhooks(ShopOptions options, string home, Func<string, long, ReadOnlyMemory<byte>?> payload) =>
        (_options, _home, _payload) = (options, home, payload);

    public IReadOnlyList<PracticeWebhook> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _hooks];
            }
        }
    }

    /// <summary>Pings are not among them.</summary>
    public IReadOnlyList<PracticeDelivery> Deliveries
    {
        get
        {
            lock (_gate)
            {
                return [.. _deliveries];
            }
        }
    }

    /// <summary>Ends when every ping that was begun has been answered or not.</summary>
    public Task PingedAsync() => _pings;

    /// <summary>As the shop does when something happens: to each active webhook of the topic.</summary>
    /// <returns>What the receivers answered; 0 where there was no answer.</returns>
    public async Task<IReadOnlyList<int>> DeliverAsync(string topic, long id, CancellationToken cancellation = default)
    {
        var statuses = new List<int>();
        foreach (var hook in All.Where(hook => hook.Topic == topic && hook.Status == "active"))
        {
            using var message = Compose(hook, id);
            statuses.Add(await SendAsync(hook, message, id, cancellation));
        }

        return statuses;
    }

    /// <summary>A delivery as it goes over the wire, for whoever wants to hold it back, double it or tamper with it.</summary>
    public HttpRequestMessage Compose(PracticeWebhook hook, long id) => Compose(hook, BodyOf(hook, id), id);

    public HttpRequestMessage Compose(PracticeWebhook hook, ReadOnlyMemory<byte> body, long id)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, hook.DeliveryUrl)
        {
            Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        message.Headers.TryAddWithoutValidation("User-Agent", $"WooCommerce/{_options.Version} Hookshot (WordPress/7.1)");
        message.Headers.Add("X-WC-Webhook-Source", _home + "/");
        message.Headers.Add("X-WC-Webhook-Topic", hook.Topic);
        message.Headers.Add("X-WC-Webhook-Resource", hook.Resource);
        message.Headers.Add("X-WC-Webhook-Event", hook.Event);
        message.Headers.Add("X-WC-Webhook-Signature", Signature(body.Span, hook.Secret));
        message.Headers.Add("X-WC-Webhook-ID", hook.Id.ToString(CultureInfo.InvariantCulture));
        message.Headers.Add("X-WC-Webhook-Delivery-ID", DeliveryId(hook.Id));
        return message;
    }

    public static string Signature(ReadOnlySpan<byte> body, string secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    public void Dispose() => _http.Dispose();

    internal PracticeWebhook Add(string name, string topic, string deliveryUrl, string secret, string status)
    {
        lock (_gate)
        {
            var hook = new PracticeWebhook
            {
                Id = ++_lastId,
                Name = name,
                Topic = topic,
                DeliveryUrl = deliveryUrl,
                Secret = secret,
                Status = status,
                CreatedAt = _options.Clock.GetUtcNow(),
            };
            _hooks.Add(hook);
            return hook;
        }
    }

    internal PracticeWebhook? Find(long id) => All.FirstOrDefault(hook => hook.Id == id);

    internal bool Remove(PracticeWebhook hook)
    {
        lock (_gate)
        {
            return _hooks.Remove(hook);
        }
    }

    // Recorded: a form of one field, without any X-WC header, unsigned.
    internal void Ping(PracticeWebhook hook) => _pings = Task.WhenAll(_pings, Task.Run(async () =>
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, hook.DeliveryUrl)
        {
            Content = new FormUrlEncodedContent([new("webhook_id", hook.Id.ToString(CultureInfo.InvariantCulture))]),
        };
        await AnswerOfAsync(message, CancellationToken.None);
    }));

    private async Task<int> SendAsync(PracticeWebhook hook, HttpRequestMessage message, long id, CancellationToken cancellation)
    {
        var status = await AnswerOfAsync(message, cancellation);
        lock (_gate)
        {
            hook.Failures = status is >= 200 and < 303 ? 0 : hook.Failures + 1;
            hook.Status = hook.Failures > MostFailures ? "disabled" : hook.Status;
            _deliveries.Add(new PracticeDelivery(hook.Id, hook.Topic, id, status));
        }

        return status;
    }

    private async Task<int> AnswerOfAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        try
        {
            using var answer = await _http.SendAsync(message, cancellation);
            return (int)answer.StatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return 0;
        }
    }

    private ReadOnlyMemory<byte> BodyOf(PracticeWebhook hook, long id) =>
        hook.Event != "deleted" && _payload(hook.Resource, id) is { } body ? body : Encoding.UTF8.GetBytes($"{{\"id\":{id}}}");

    // Two deliveries of one webhook within a second have the same: recorded so.
    private string DeliveryId(long id)
    {
#pragma warning disable CA5351 // The protocol's own choice; it protects nothing.
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"{id}{_options.Clock.GetUtcNow().ToUnixTimeSeconds()}")));
#pragma warning restore CA5351
    }
}
