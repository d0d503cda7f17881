using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>Lists, creates, changes and deletes webhooks as the shop's API does.</summary>
internal sealed class WebhookDesk(ShopOptions options, Addresses addresses, PracticeWebhooks hooks)
{
    private static readonly string[] Statuses = ["active", "paused", "disabled"];
    private static readonly string[] Events = ["created", "updated", "deleted", "restored"];

    // What of WordPress happens for a topic, as the shop tells it.
    private static readonly Dictionary<string, string[]> HooksOf = new(StringComparer.Ordinal)
    {
        ["order.created"] = ["woocommerce_new_order"],
        ["order.updated"] = ["woocommerce_update_order", "woocommerce_order_refunded"],
        ["product.updated"] = ["woocommerce_process_product_meta", "woocommerce_update_product", "woocommerce_update_product_variation"],
        ["product.deleted"] = ["wp_trash_post"],
    };

    private readonly TimeSpan _offset = TimeSpan.FromHours(options.GmtOffsetHours);

    public WooAnswer List(WooCall call)
    {
        var status = call.Query.Text("status") ?? "all";
        var matching = hooks.All.Where(hook => status == "all" || hook.Status == status).ToList();
        var sorted = call.Query.Descending ? matching.OrderByDescending(hook => hook.Id) : matching.OrderBy(hook => hook.Id);
        var skip = call.Query.Offset ?? (call.Query.Page - 1L) * call.Query.PerPage;
        var rows = new JsonArray([.. sorted.Skip((int)Math.Min(skip, matching.Count)).Take(call.Query.PerPage).Select(Row)]);
        return WooLists.Whole(rows, call.Fields, counted: true) with
        {
            Total = matching.Count,
            TotalPages = (matching.Count + call.Query.PerPage - 1) / call.Query.PerPage,
        };
    }

    public WooAnswer Get(WooCall call) => Find(call) is { } hook ? WooLists.One(Row(hook), call.Fields) : Gone;

    public WooAnswer Create(WooCall call)
    {
        var sent = Sent(call);
        var (topic, url, status) = (Text(sent, "topic") ?? "", Text(sent, "delivery_url") ?? "", Text(sent, "status") ?? "active");
        if (topic.Split('.') is not ([("order" or "product" or "customer" or "coupon"), var happened]) || !Events.Contains(happened))
        {
            return WooErrors.Of(400, "woocommerce_rest_shop_webhook_invalid_topic", "Webhook topic is required and must be valid.");
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return WooErrors.Of(400, "woocommerce_rest_shop_webhook_invalid_delivery_url", "Webhook delivery URL must be a valid URL starting with http:// or https://.");
        }

        if (!Statuses.Contains(status))
        {
            return BadStatus;
        }

        var hook = hooks.Add(Text(sent, "name") ?? $"Webhook created on {topic}", topic, url, Text(sent, "secret") ?? "", status);
        if (status == "active")
        {
            hooks.Ping(hook);
        }

        return WooLists.One(Row(hook), call.Fields) with { Status = 201 };
    }

    public WooAnswer Change(WooCall call)
    {
        if (Find(call) is not { } hook)
        {
            return Gone;
        }

        var sent = Sent(call);
        if (Text(sent, "status") is { } status)
        {
            if (!Statuses.Contains(status))
            {
                return BadStatus;
            }

            var wakes = status == "active" && hook.Status != "active";
            (hook.Status, hook.Failures) = (status, wakes ? 0 : hook.Failures);
            if (wakes)
            {
                hooks.Ping(hook);
            }
        }

        hook.Name = Text(sent, "name") ?? hook.Name;
        hook.DeliveryUrl = Text(sent, "delivery_url") ?? hook.DeliveryUrl;
        hook.Secret = Text(sent, "secret") ?? hook.Secret;
        hook.ModifiedAt = options.Clock.GetUtcNow();
        return WooLists.One(Row(hook), call.Fields);
    }

    public WooAnswer Delete(WooCall call)
    {
        if (!call.Request.Query.Values.Any(pair => pair.Name == "force" && WooQuery.IsTrue(pair.Value.Single)))
        {
            return WooErrors.Of(501, "woocommerce_rest_trash_not_supported", "Webhooks do not support trashing.");
        }

        return Find(call) is { } hook && hooks.Remove(hook) ? WooLists.One(Row(hook), call.Fields) : Gone;
    }

    private static WooAnswer Gone => WooErrors.Of(404, "woocommerce_rest_shop_webhook_invalid_id", "Invalid ID.");

    private static WooAnswer BadStatus => WooErrors.InvalidParameters(
        [new InvalidParameter("status", "rest_not_in_enum", "status is not one of active, paused, and disabled.")]);

    private PracticeWebhook? Find(WooCall call) => hooks.Find(call.Id("id"));

    private static JsonObject Sent(WooCall call)
    {
        try
        {
            return call.Request.Body is { Length: > 0 } body ? JsonNode.Parse(body) as JsonObject ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string? Text(JsonObject sent, string name) => sent[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private JsonObject Row(PracticeWebhook hook) => new()
    {
        ["id"] = hook.Id,
        ["name"] = hook.Name,
        ["status"] = hook.Status,
        ["topic"] = hook.Topic,
        ["resource"] = hook.Resource,
        ["event"] = hook.Event,
        ["hooks"] = new JsonArray([.. HooksOf.GetValueOrDefault(hook.Topic, [$"woocommerce_{hook.Resource}_{hook.Event}"]).Select(name => JsonValue.Create(name))]),
        ["delivery_url"] = hook.DeliveryUrl,
        ["date_created"] = WooDates.Text(hook.CreatedAt + _offset),
        ["date_created_gmt"] = WooDates.Text(hook.CreatedAt),
        ["date_modified"] = hook.ModifiedAt is { } local ? WooDates.Text(local + _offset) : null,
        ["date_modified_gmt"] = hook.ModifiedAt is { } at ? WooDates.Text(at) : null,
        ["_links"] = LinksOf(hook),
    };

    private JsonObject LinksOf(PracticeWebhook hook) => new()
    {
        ["self"] = new JsonArray(new JsonObject
        {
            ["href"] = $"{addresses.Api}/webhooks/{hook.Id.ToString(CultureInfo.InvariantCulture)}",
            ["targetHints"] = new JsonObject { ["allow"] = new JsonArray([.. Links.All.Select(method => JsonValue.Create(method))]) },
        }),
        ["collection"] = new JsonArray(new JsonObject { ["href"] = $"{addresses.Api}/webhooks" }),
    };
}
