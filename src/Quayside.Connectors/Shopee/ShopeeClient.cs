using System.Net.Http.Headers;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Shopee;

/// <summary>Sends one shop's requests: common parameters, signature, token, body. Nothing but reads and the sign-in goes this way.</summary>
internal sealed class ShopeeClient(Connection connection, TimeProvider clock)
{
    private const int LongestBody = 64 * 1024 * 1024;
    private static readonly TimeSpan BodyTime = TimeSpan.FromSeconds(60);

    private readonly ShopeeApp _app = ShopeeApp.Of(connection.Settings);

    public ShopeeApp App => _app;

    public DateTimeOffset Now => clock.GetUtcNow();

    public Connection Connection => connection;

    /// <summary>The same app in front of another shop.</summary>
    public ShopeeClient For(Connection other) => new(other, clock);

    /// <summary>Asks as the shop and insists on an answer.</summary>
    /// <param name="query">Without the common parameters; "" for none.</param>
    /// <exception cref="ConnectorException">Not read; repeatable.</exception>
    public Task<ShopeeAnswer> GetAsync(string path, string query, CancellationToken cancellation) =>
        InsistAsync(path, query, null, cancellation);

    /// <summary>As <see cref="GetAsync"/> for the calls that read by POST.</summary>
    public Task<ShopeeAnswer> PostAsync(string path, byte[] body, CancellationToken cancellation) => InsistAsync(path, "", body, cancellation);

    /// <summary>Asks as the shop, and hands back also a refusal of what was asked for.</summary>
    /// <exception cref="ConnectorException">There was no answer, or the app may not ask.</exception>
    public async Task<ShopeeAnswer> AskAsync(string path, string query, byte[]? body, CancellationToken cancellation)
    {
        var shopId = connection.Setting(ShopeeSettings.ShopId);
        var token = await connection.Access.TokenAsync(cancellation);
        var answer = await SendAsync(path, query, body, token, shopId, cancellation);
        if (ShopeeErrors.IsAboutToken(answer))
        {
            Findings.Met("shopee.token_error", $"spelt {answer.Error}");
            answer.Dispose();
            token = await connection.Access.OtherThanAsync(token, cancellation);
            answer = await SendAsync(path, query, body, token, shopId, cancellation);
        }

        return answer;
    }

    /// <summary>Asks as the app, without a shop: only to sign in.</summary>
    /// <exception cref="ConnectorException">No tokens.</exception>
    public async Task<ShopeeAnswer> SignInAsync(string path, byte[] body, CancellationToken cancellation)
    {
        var answer = await SendAsync(path, "", body, "", "", cancellation);
        return answer.Error == "" ? answer : throw Failed(answer);
    }

    /// <summary>What a refused answer means; the answer is done with.</summary>
    public ConnectorException Failed(ShopeeAnswer answer)
    {
        using (answer)
        {
            return ShopeeErrors.From(answer, Now);
        }
    }

    private async Task<ShopeeAnswer> InsistAsync(string path, string query, byte[]? body, CancellationToken cancellation)
    {
        var answer = await AskAsync(path, query, body, cancellation);
        return answer.Error == "" ? answer : throw Failed(answer);
    }

    private async Task<ShopeeAnswer> SendAsync(
        string path, string query, byte[]? body, string token, string shopId, CancellationToken cancellation)
    {
        using var request = Request(path, query, body, token, shopId);
        try
        {
            using var response = await connection.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return await ReadAsync(response, cancellation);
        }
        catch (InvalidDataException tooLong)
        {
            throw new ConnectorException(FailureKind.Unreadable, "Shopee's answer is longer than 64 MB and was not read.", tooLong);
        }
        catch (Exception fault) when (WireFault.Of(fault, "Shopee", cancellation) is { } failure)
        {
            throw failure;
        }
    }

    // Times are good for five minutes of Shopee's clock, which its answers tell.
    private HttpRequestMessage Request(string path, string query, byte[]? body, string token, string shopId)
    {
        var timestamp = (Now + (connection.Clock.Ahead ?? TimeSpan.Zero)).ToUnixTimeSeconds();
        var common = _app.CommonQuery(path, timestamp, token, shopId);
        var address = new Uri(_app.Host, query.Length == 0 ? $"{path}?{common}" : $"{path}?{common}&{query}");
        var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, address);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            request.MarkAsRead();
        }

        return request;
    }

    private async Task<ShopeeAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        // The client's own limit ends with the head; a body that stalls must end too.
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(connection.Http.Timeout > TimeSpan.Zero ? connection.Http.Timeout : BodyTime);
        var body = await JsonBody.ReadAsync(response.Content, LongestBody, limited.Token);
        JsonDocument? document = response.StatusCode < System.Net.HttpStatusCode.InternalServerError || LooksLikeJson(body) ? JsonBody.Parse(body) : null;
        return new ShopeeAnswer((int)response.StatusCode, body, document) { RetryAfter = WireFault.RetryAfter(response, clock) };
    }

    private static bool LooksLikeJson(byte[] body) => body.AsSpan().TrimStart(" \r\n\t"u8) is [(byte)'{', ..];
}
