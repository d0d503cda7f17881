using System.Net.Http.Headers;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.TikTokShop;

/// <summary>Sends one shop's calls: signature, token, the shop's handle, body. Nothing but reads and the sign-in goes this way.</summary>
internal sealed class TikTokClient(Connection connection, TimeProvider clock)
{
    private const int LongestBody = 64 * 1024 * 1024;
    private const string KeptCipher = "cipher";
    private static readonly TimeSpan BodyTime = TimeSpan.FromSeconds(60);

    private readonly TikTokApp _app = TikTokApp.Of(connection.Settings);
    private readonly Lock _turn = new();
    private string? _cipher;
    private Task<string>? _cipherAgain;

    public TikTokApp App => _app;

    public Connection Connection => connection;

    public DateTimeOffset Now => clock.GetUtcNow() + (connection.Clock.Ahead ?? TimeSpan.Zero);

    /// <summary>The same app with a token that was bought a moment ago.</summary>
    public TikTokClient With(IAccess access) => new(connection with { Access = access }, clock);

    /// <summary>Asks and insists on success.</summary>
    /// <exception cref="ConnectorException">Not read; repeatable.</exception>
    public async Task<TikTokAnswer> GetAsync(TikTokRequest request, CancellationToken cancellation)
    {
        var answer = await AskAsync(request, cancellation);
        try
        {
            TikTokErrors.Ensure(answer);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <summary>Asks as the seller and hands back whatever TikTok Shop said. A token that was refused is renewed once, a handle read again once.</summary>
    /// <exception cref="ConnectorException">There was no whole answer, no token, or the sign-in does not lead to the shop.</exception>
    public async Task<TikTokAnswer> AskAsync(TikTokRequest request, CancellationToken cancellation)
    {
        var token = await connection.Access.TokenAsync(cancellation);
        var cipher = request.OfShop ? await CipherAsync(cancellation) : null;
        var answer = await InTimeAsync(request, token, cipher, cancellation);
        if (TikTokErrors.IsAboutToken(answer))
        {
            answer.Dispose();
            token = await connection.Access.OtherThanAsync(token, cancellation);
            answer = await InTimeAsync(request, token, cipher, cancellation);
        }

        if (cipher is not null && TikTokErrors.IsAboutCipher(answer) && await OtherCipherAsync(cipher, cancellation) is { } other && other != cipher)
        {
            answer.Dispose();
            answer = await InTimeAsync(request, token, other, cancellation);
        }

        return answer;
    }

    /// <summary>Buys tokens. TikTok Shop wants the secrets in the query, and no signature.</summary>
    /// <exception cref="ConnectorException">There was no whole answer.</exception>
    public Task<TikTokAnswer> BuyAsync(string path, IReadOnlyList<KeyValuePair<string, string>> query, CancellationToken cancellation) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, Address(_app.Tokens, path, query)), cancellation);

    private async ValueTask<string> CipherAsync(CancellationToken cancellation) =>
        _cipher ??= await connection.Tokens.ReadAsync(KeptCipher, cancellation) ?? connection.Setting(TikTokSettings.Cipher);

    // Requests that are under way together are refused together, and one look is enough for all of them.
    private Task<string> OtherCipherAsync(string refused, CancellationToken cancellation)
    {
        lock (_turn)
        {
            return _cipherAgain ??= ReadCipherAsync(refused, cancellation);
        }
    }

    // A handle is not an identity: the shop's id is, and the list of shops says which handle it has now.
    private async Task<string> ReadCipherAsync(string refused, CancellationToken cancellation)
    {
        var shop = await TikTokShops.OwnAsync(this, cancellation);
        if (shop.Cipher != refused)
        {
            await connection.Tokens.WriteAsync(KeptCipher, shop.Cipher, cancellation);
            Findings.Met("tiktokshop.shop_cipher", "changed");
        }

        return _cipher = shop.Cipher;
    }

    private async Task<TikTokAnswer> InTimeAsync(TikTokRequest request, string token, string? cipher, CancellationToken cancellation)
    {
        var ahead = connection.Clock.Ahead;
        var answer = await OnceAsync(request, token, cipher, cancellation);
        if (!TikTokErrors.IsAboutTime(answer) || connection.Clock.Ahead == ahead)
        {
            return answer;
        }

        // The answer told what time it is there.
        answer.Dispose();
        return await OnceAsync(request, token, cipher, cancellation);
    }

    private Task<TikTokAnswer> OnceAsync(TikTokRequest request, string token, string? cipher, CancellationToken cancellation)
    {
        var query = request.Signed(_app.Key, _app.Secret, cipher, Now);
        var message = new HttpRequestMessage(request.Body is null ? HttpMethod.Get : HttpMethod.Post, Address(_app.Api, request.Path, query))
        {
            // Its type is asked for also where there is no body.
            Content = new ByteArrayContent(request.Body ?? []) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        message.Headers.Add("x-tts-access-token", token);
        return SendAsync(message.MarkAsRead(), cancellation);
    }

    private async Task<TikTokAnswer> SendAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        using var sent = message;
        try
        {
            using var answer = await connection.Http.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead, cancellation);

            // The client's own limit ends with the head; a body that stalls must end too.
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limited.CancelAfter(connection.Http.Timeout > TimeSpan.Zero ? connection.Http.Timeout : BodyTime);
            var body = await JsonBody.ReadAsync(answer.Content, LongestBody, limited.Token);
            return new TikTokAnswer((int)answer.StatusCode, body, WireFault.RetryAfter(answer, clock));
        }
        catch (InvalidDataException tooLong)
        {
            throw new ConnectorException(FailureKind.Unreadable, "TikTok Shop's answer is longer than 64 MB and was not read.", tooLong);
        }
        catch (Exception fault) when (WireFault.Of(fault, "TikTok Shop", cancellation) is { } failure)
        {
            throw failure;
        }
    }

    private static Uri Address(Uri host, string path, IEnumerable<KeyValuePair<string, string>> query) =>
        new(host, $"{path}?{string.Join('&', query.Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value)}"))}");
}
