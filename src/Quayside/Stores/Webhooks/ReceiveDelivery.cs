using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;

namespace Quayside.Stores.Webhooks;

/// <summary>Takes a message of a shop: verifies it, keeps what it names, and answers. Nothing is read from the shop here.</summary>
/// <remarks>The secret part of the address finds the store, the signature over the raw body proves the sender. Neither is trusted with
/// more than naming a thing to read again, so a message that is late, doubled or out of order cannot make anything wrong.</remarks>
public sealed class ReceiveDelivery(Databases databases, ConnectorList connectors, Secrets secrets, HintInbox inbox, TimeProvider clock)
{
    /// <summary>Bytes of a body; orders with hundreds of lines stay far below.</summary>
    public const int LargestBody = 4 * 1024 * 1024;

    private const int LongestToken = 100;

    /// <returns>The HTTP status: 200 kept or nothing to keep, 400 cut short, 401 not the shop's, 404 no such address, 410 no longer wanted,
    /// 413 too large, 503 too many at once.</returns>
    public async Task<int> RunAsync(string token, HttpRequest request, CancellationToken cancellation)
    {
        if (token.Length > LongestToken || await FindAsync(token, cancellation) is not { } receiver)
        {
            return StatusCodes.Status404NotFound;
        }

        if (receiver.IsOver || receiver.Key is not { } key || connectors.Find(receiver.Channel) is not IOffersWebhooks channel)
        {
            return StatusCodes.Status410Gone; // the shop switches a webhook off that answers so for a while
        }

        var (body, refused) = await BodyAsync(request, cancellation);
        if (body is null)
        {
            return refused;
        }

        var headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var delivery = channel.ReadDelivery(new WebhookMessage(headers, body), key);
        return delivery.Verdict switch
        {
            WebhookVerdict.Forged => StatusCodes.Status401Unauthorized,
            WebhookVerdict.Trial => StatusCodes.Status200OK,
            _ => await KeepAsync(receiver, delivery.Hints, Convert.ToHexStringLower(SHA256.HashData(body)), cancellation),
        };
    }

    private async Task<int> KeepAsync(
        Receiver receiver, IReadOnlyList<WebhookHint> hints, string content, CancellationToken cancellation)
    {
        foreach (var store in hints.GroupBy(h => h.Seller))
        {
            var storeId = store.Key is null ? receiver.StoreId : await StoreOfAsync(receiver, store.Key, cancellation);
            if (storeId is { } id && !await inbox.KeepAsync(
                new ArrivedMessage(receiver.OrganisationId, id, content, clock.GetUtcNow(), [.. store.Select(h => (h.Subject, h.ChannelId))]),
                cancellation))
            {
                return StatusCodes.Status503ServiceUnavailable;
            }
        }

        return StatusCodes.Status200OK;
    }

    private async Task<long?> StoreOfAsync(Receiver receiver, string seller, CancellationToken cancellation)
    {
        await using var db = databases.Open(receiver.OrganisationId);
        return await db.StoreIdentities.Where(i => i.Channel == receiver.Channel && i.Value == seller)
            .Select(i => (long?)i.StoreId).FirstOrDefaultAsync(cancellation);
    }

    private async Task<Receiver?> FindAsync(string token, CancellationToken cancellation)
    {
        var hash = WebhookAddress.HashOf(token);
        await using var db = databases.OpenForNobody();
        var found = await (
            from webhooks in db.StoreWebhooks.IgnoreQueryFilters()
            where webhooks.TokenHash == hash
            join store in db.Stores.IgnoreQueryFilters() on webhooks.StoreId equals store.Id
            select new
            {
                store.Id,
                store.OrganisationId,
                store.Channel,
                store.Settings,
                webhooks.Secret,
                IsOver = store.DisconnectedAt != null || webhooks.State == WebhooksState.Removed,
            }).SingleOrDefaultAsync(cancellation);
        if (found is null)
        {
            return null;
        }

        var key = WebhookAddress.Read(secrets, found.Secret) is { } address
            ? new WebhookKey(address.Address, address.Secret, secrets.Unprotect(found.Settings) ?? new Dictionary<string, string>())
            : null;
        return new Receiver(found.OrganisationId, found.Id, found.Channel, found.IsOver, key);
    }

    private static async Task<(byte[]? Body, int Refused)> BodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > LargestBody)
        {
            return (null, StatusCodes.Status413PayloadTooLarge);
        }

        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var part = new byte[16 * 1024];
        try
        {
            while (await request.Body.ReadAsync(part, cancellation) is > 0 and var read)
            {
                if (body.Length + read > LargestBody)
                {
                    return (null, StatusCodes.Status413PayloadTooLarge);
                }

                body.Write(part, 0, read);
            }
        }
        catch (BadHttpRequestException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }

        return (body.ToArray(), 0);
    }

    /// <param name="IsOver">The store is disconnected, or its webhooks were removed.</param>
    /// <param name="Key">null when the keys that it was encrypted with are gone.</param>
    private sealed record Receiver(long OrganisationId, long StoreId, string Channel, bool IsOver, WebhookKey? Key);
}
