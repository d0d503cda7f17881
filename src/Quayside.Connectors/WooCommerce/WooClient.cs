using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.WooCommerce;

/// <summary>Sends one shop's requests: addresses, sign-in, redirects, bodies.</summary>
internal sealed class WooClient(Connection connection, WooShop shop, TimeProvider clock)
{
    private const int MostHops = 3;
    private const int LongestBody = 64 * 1024 * 1024;
    private static readonly TimeSpan BodyTime = TimeSpan.FromSeconds(60);

    private TimeSpan _signedAhead;

    /// <summary>How many requests one call sends at once where it must send many.</summary>
    public const int AtOnce = 5;

    public WooShop Shop => shop;

    public TimeProvider Clock => clock;

    /// <summary>Asks and insists on an answer: a failure of any kind is thrown.</summary>
    /// <exception cref="ConnectorException">Not read; repeatable.</exception>
    public async Task<WooAnswer> GetAsync(WooRequest request, CancellationToken cancellation)
    {
        var answer = await AskAsync(request, cancellation);
        try
        {
            WooErrors.Ensure(answer, shop);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <summary>Asks and hands back whatever the shop said; the caller judges it.</summary>
    /// <exception cref="ConnectorException">There was no whole answer, or it lies at another address.</exception>
    public async Task<WooAnswer> AskAsync(WooRequest request, CancellationToken cancellation)
    {
        try
        {
            var answer = await FollowAsync(request, OwnAuthority(), cancellation);
            if (!request.IsPublic && WooErrors.IsOfAnotherTime(answer) && connection.Clock.Ahead is { } ahead && ahead != _signedAhead)
            {
                // Signatures are good for a quarter of an hour of the shop's clock. Its answer told what time it is there.
                answer.Dispose();
                answer = await FollowAsync(request, OwnAuthority(), cancellation);
            }

            if (request.IsPublic || OwnAuthority() is not { } own || !IsSignedForAnother(answer, own))
            {
                return answer;
            }

            // Behind some proxies a shop takes the name it was called by for its own, whatever it says its home is.
            answer.Dispose();
            return await FollowAsync(request, null, cancellation);
        }
        catch (InvalidDataException tooLong)
        {
            throw new ConnectorException(FailureKind.Unreadable, "The shop's answer is longer than 64 MB and was not read.", tooLong);
        }
        catch (Exception fault) when (WireFault.Of(fault, "The shop", cancellation) is { } failure)
        {
            throw failure;
        }
    }

    private async Task<WooAnswer> FollowAsync(WooRequest request, string? ownAuthority, CancellationToken cancellation)
    {
        var address = request.At(shop.Api);
        for (var hop = 0; ; hop++)
        {
            using var message = Message(request, address, ownAuthority);
            using var answer = await connection.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!IsRedirect(answer) || answer.Headers.Location is not { } location)
            {
                return await ReadAsync(answer, address, cancellation);
            }

            var next = new Uri(address, location);
            if (hop == MostHops || !WooAddress.IsSameShop(address, next))
            {
                throw WooErrors.Elsewhere(next);
            }

            address = next;
        }
    }

    private static bool IsSignedForAnother(WooAnswer answer, string ownAuthority) =>
        answer is { Status: HttpStatusCode.Unauthorized, ErrorCode: WooErrors.NotAuthenticated }
        && answer.Address.Scheme == Uri.UriSchemeHttp && answer.Address.Authority != ownAuthority;

    private static bool IsRedirect(HttpResponseMessage answer) => answer.StatusCode is HttpStatusCode.MovedPermanently
        or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private HttpRequestMessage Message(WooRequest request, Uri address, string? ownAuthority)
    {
        var message = new HttpRequestMessage(request.Method, address);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (!request.IsPublic)
        {
            message.Headers.Authorization = SignIn(request.Method, address, ownAuthority ?? address.Authority);
        }

        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        return request.Method == HttpMethod.Get ? message : message.MarkAsWebhookChange();
    }

    private AuthenticationHeaderValue SignIn(HttpMethod method, Uri address, string signedAuthority)
    {
        var key = new WooKey(connection.Setting(WooSettings.ConsumerKey), connection.Setting(WooSettings.ConsumerSecret));
        if (address.Scheme == Uri.UriSchemeHttps)
        {
            return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key.Key}:{key.Secret}")));
        }

        var signed = $"http://{signedAuthority}{address.AbsolutePath}";
        _signedAhead = connection.Clock.Ahead ?? TimeSpan.Zero;
        return WooSignature.Header(key, method.Method, signed, WooRequest.QueryOf(address), clock.GetUtcNow() + _signedAhead, Guid.NewGuid().ToString("N"));
    }

    // Host and port as the shop writes them, letter case included: it signs with its own text.
    private string? OwnAuthority()
    {
        var start = shop.Home?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        return start < 0 ? null : shop.Home![(start + 3)..].Split('/', 2)[0];
    }

    private async Task<WooAnswer> ReadAsync(HttpResponseMessage answer, Uri address, CancellationToken cancellation)
    {
        // The client's own limit ends with the head; a body that stalls must end too.
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(connection.Http.Timeout > TimeSpan.Zero ? connection.Http.Timeout : BodyTime);
        var body = await JsonBody.ReadAsync(answer.Content, LongestBody, limited.Token);
        return new WooAnswer(answer, address, body, WireFault.RetryAfter(answer, clock));
    }
}
