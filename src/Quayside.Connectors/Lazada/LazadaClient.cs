using System.Net.Http.Headers;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Lazada;

/// <summary>Sends one store's calls: address, signature, token, body.</summary>
internal sealed class LazadaClient(Connection connection, LazadaKey key, LazadaCountry country, TimeProvider clock)
{
    private const int LongestBody = 64 * 1024 * 1024;
    private static readonly TimeSpan BodyTime = TimeSpan.FromSeconds(60);
    private static readonly Uri TokenServer = new("https://auth.lazada.com/rest");

    private readonly Uri? _instead = OtherServer(connection.Settings);

    public LazadaCountry Country => country;

    public DateTimeOffset Now => clock.GetUtcNow() + (connection.Clock.Ahead ?? TimeSpan.Zero);

    /// <summary>The server that answers in Lazada's place; null where it is Lazada.</summary>
    /// <exception cref="ConnectorException">NeedsReauth: it is no address.</exception>
    public static Uri? OtherServer(IReadOnlyDictionary<string, string> settings)
    {
        if (!settings.TryGetValue(LazadaSettings.Url, out var entered) || string.IsNullOrWhiteSpace(entered))
        {
            return null;
        }

        return Uri.TryCreate(entered.Trim().TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new ConnectorException(FailureKind.NeedsReauth, "The setting \"url\" is not an address. Leave it empty for Lazada itself.");
    }

    /// <summary>Asks and insists on success.</summary>
    /// <exception cref="ConnectorException">Not read; repeatable.</exception>
    public async Task<LazadaAnswer> GetAsync(LazadaRequest request, CancellationToken cancellation)
    {
        var answer = await AskAsync(request, cancellation);
        try
        {
            LazadaErrors.Ensure(answer);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <summary>Asks as the seller and hands back whatever Lazada said; a token that was refused is renewed once.</summary>
    /// <exception cref="ConnectorException">There was no whole answer, or no token.</exception>
    public async Task<LazadaAnswer> AskAsync(LazadaRequest request, CancellationToken cancellation)
    {
        var token = await connection.Access.TokenAsync(cancellation);
        var answer = await AskAsync(request, token, cancellation);
        if (answer.Code != LazadaErrors.TokenRefused)
        {
            return answer;
        }

        answer.Dispose();
        return await AskAsync(request, await connection.Access.OtherThanAsync(token, cancellation), cancellation);
    }

    /// <summary>Buys tokens. Secrets travel in the body, so that no address holds one.</summary>
    /// <exception cref="ConnectorException">There was no whole answer.</exception>
    public async Task<LazadaAnswer> BuyAsync(LazadaRequest request, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, Address(_instead is null ? TokenServer : Rest(_instead), request.Path))
        {
            Content = new FormUrlEncodedContent(request.Signed(key, null, Now)),
        };
        return await SendAsync(message.MarkAsRead(), cancellation);
    }

    private async Task<LazadaAnswer> AskAsync(LazadaRequest request, string token, CancellationToken cancellation)
    {
        var ahead = connection.Clock.Ahead;
        var answer = await OnceAsync(request, token, cancellation);
        if (answer.Code != LazadaErrors.OfAnotherTime || connection.Clock.Ahead == ahead)
        {
            return answer;
        }

        // The answer told what time it is there.
        answer.Dispose();
        return await OnceAsync(request, token, cancellation);
    }

    private async Task<LazadaAnswer> OnceAsync(LazadaRequest request, string token, CancellationToken cancellation)
    {
        var query = string.Join('&', request.Signed(key, token, Now).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
        var address = Address(_instead is null ? country.Api : Rest(_instead), request.Path);
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri($"{address}?{query}"));
        return await SendAsync(message, cancellation);
    }

    private async Task<LazadaAnswer> SendAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var answer = await connection.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);

            // The client's own limit ends with the head; a body that stalls must end too.
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limited.CancelAfter(connection.Http.Timeout > TimeSpan.Zero ? connection.Http.Timeout : BodyTime);
            var body = await JsonBody.ReadAsync(answer.Content, LongestBody, limited.Token);
            return new LazadaAnswer(answer.StatusCode, body, WireFault.RetryAfter(answer, clock));
        }
        catch (InvalidDataException tooLong)
        {
            throw new ConnectorException(FailureKind.Unreadable, "Lazada's answer is longer than 64 MB and was not read.", tooLong);
        }
        catch (Exception fault) when (WireFault.Of(fault, "Lazada", cancellation) is { } failure)
        {
            throw failure;
        }
    }

    private static Uri Rest(Uri server) => new(server, "rest");

    private static Uri Address(Uri rest, string path) => new(rest.AbsoluteUri + path);
}
