using System.Security.Cryptography;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.WooCommerce;

/// <summary>Subscriptions in a shop, and the messages it sends for them.</summary>
internal static class WooWebhooks
{
    private const string SignatureHeader = "X-WC-Webhook-Signature";
    private const string ResourceHeader = "X-WC-Webhook-Resource";
    private const int MostPages = 20;

    /// <summary>What WooCommerce sends, as a form and unsigned, to try an address out.</summary>
    private static ReadOnlySpan<byte> Ping => "webhook_id="u8;

    public static IReadOnlyList<WebhookTopic> Topics { get; } =
    [
        new("order.created", "an order is placed"),
        new("order.updated", "an order changes: its status, payment, refunds, tracking"),
        new("order.deleted", "an order is put into the bin"),
        new("order.restored", "an order is taken out of the bin"),
        new("product.created", "a product is added"),
        new("product.updated", "a product or one of its variations changes: text, price, stock"),
        new("product.deleted", "a product is put into the bin"),
        new("product.restored", "a product is taken out of the bin"),
    ];

    public static async Task<IReadOnlyList<WebhookSubscription>> SubscribeAsync(WooClient client, WebhookKey key, CancellationToken cancellation)
    {
        var known = (await FindAsync(client, key.Address, cancellation)).ToLookup(w => w.Topic, StringComparer.Ordinal);
        foreach (var topic in Topics.Select(t => t.Topic))
        {
            var first = known[topic].FirstOrDefault();
            if (first is null)
            {
                await SendAsync(client, WooRequest.ChangeWebhook(HttpMethod.Post, null, Body(topic, key)), cancellation);
            }
            else if (first.State != WebhookState.Active)
            {
                await SendAsync(client, WooRequest.ChangeWebhook(HttpMethod.Put, first.Id, Body(topic, key)), cancellation);
            }

            // An answer that was lost on its way leaves one that the next attempt creates again.
            foreach (var twin in known[topic].Skip(1))
            {
                await RemoveAsync(client, twin.Id, cancellation);
            }
        }

        return await FindAsync(client, key.Address, cancellation);
    }

    public static async Task<IReadOnlyList<WebhookSubscription>> FindAsync(WooClient client, Uri address, CancellationToken cancellation)
    {
        var found = new List<WebhookSubscription>();
        var list = WooRequest.Of(WooRequest.WebhooksRoute, ("status", "all"), ("orderby", "id"), ("order", "asc"));
        for (var page = 1; page <= MostPages; page++)
        {
            using var answer = await WooFeed.ListAsync(client, WooFeed.Paged(list, page), cancellation);
            found.AddRange(answer.Rows.Where(row => row.Text("delivery_url"u8) == address.OriginalString).Select(Subscription).OfType<WebhookSubscription>());
            if (answer.Rows.Count() < WooFeed.PageSize)
            {
                break;
            }
        }

        return [.. found.DistinctBy(w => w.Id)];
    }

    public static async Task RemoveAsync(WooClient client, string id, CancellationToken cancellation)
    {
        using var answer = await client.AskAsync(WooRequest.ChangeWebhook(HttpMethod.Delete, id, null, ("force", "true")), cancellation);
        if (!WooErrors.IsGone(answer))
        {
            WooErrors.Ensure(answer, client.Shop);
        }
    }

    public static WebhookDelivery Read(WebhookMessage message, WebhookKey key)
    {
        if (!message.Headers.TryGetValue(SignatureHeader, out var signature))
        {
            return WebhookDelivery.Without(message.Body.Span.StartsWith(Ping) ? WebhookVerdict.Trial : WebhookVerdict.Forged);
        }

        return IsSigned(message.Body.Span, signature, key.Secret)
            ? new WebhookDelivery(WebhookVerdict.Genuine, HintsOf(message))
            : WebhookDelivery.Without(WebhookVerdict.Forged);
    }

    private static bool IsSigned(ReadOnlySpan<byte> body, string signature, string secret)
    {
        Span<byte> sent = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return Convert.TryFromBase64String(signature.Trim(), sent, out var length) && length == sent.Length
            && CryptographicOperations.FixedTimeEquals(sent, HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret), body));
    }

    // A variation's message names its product: saving one product sends a message for each of its variations.
    private static WebhookHint[] HintsOf(WebhookMessage message)
    {
        WebhookSubject? subject = message.Headers.GetValueOrDefault(ResourceHeader) switch
        {
            "order" => WebhookSubject.Order,
            "product" => WebhookSubject.Listing,
            _ => null,
        };
        try
        {
            using var json = JsonBody.Parse(message.Body);
            if (subject is null || json is null)
            {
                return [];
            }

            var row = json.RootElement;
            var id = subject == WebhookSubject.Listing && row.Text("type"u8) == "variation" ? row.Id("parent_id"u8) : row.Id("id"u8);
            return id is { Length: <= 20 } && id.All(char.IsAsciiDigit) ? [new WebhookHint(subject.Value, id)] : [];
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidOperationException or HttpIOException)
        {
            return []; // signed and still not what a shop sends: a plugin's own message
        }
    }

    private static async Task SendAsync(WooClient client, WooRequest request, CancellationToken cancellation)
    {
        using var answer = await client.AskAsync(request, cancellation);
        WooErrors.Ensure(answer, client.Shop);
    }

    private static byte[] Body(string topic, WebhookKey key) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>
    {
        ["name"] = $"Quayside: {topic}",
        ["topic"] = topic,
        ["delivery_url"] = key.Address.OriginalString,
        ["secret"] = key.Secret,
        ["status"] = "active",
    });

    private static WebhookSubscription? Subscription(JsonElement row) => (row.Id("id"u8), row.Text("topic"u8)) switch
    {
        ({ } id, { } topic) => new WebhookSubscription(id, topic, row.Text("status"u8) switch
        {
            "active" => WebhookState.Active,
            "paused" => WebhookState.Paused,
            _ => WebhookState.Disabled,
        }),
        _ => null,
    };
}
