using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Vendure;

/// <summary>Talks to one Admin API: address, sign-in, channel, status codes, bodies. Queries only, apart from the sign-in.</summary>
internal sealed class VendureClient
{
    private const int LongestBody = 64 * 1024 * 1024;
    private static readonly TimeSpan BodyTime = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly VendureSession _session;
    private readonly string? _channelToken;
    private readonly string? _knownShop;

    /// <exception cref="ConnectorException">NeedsReauth: a setting is missing or is not an address.</exception>
    public VendureClient(Connection connection, TimeProvider clock)
    {
        Endpoint = VendureEndpoint.Of(connection.Setting("url"));
        _http = connection.Http;
        _clock = clock;
        _session = new VendureSession(connection.Setting("username"), connection.Setting("password"), Endpoint, connection.Tokens);
        _channelToken = connection.Settings.TryGetValue("channelToken", out var token) && !string.IsNullOrWhiteSpace(token)
            ? token.Trim()
            : null;
        _knownShop = connection.Facts.Values.GetValueOrDefault(VendureActiveChannel.IdentityKind);
    }

    public Uri Endpoint { get; }

    /// <summary>Asks as the signed-in user, signing in where no session lives. What the answer says is wrong is left to the
    /// caller, except rights and channels.</summary>
    /// <exception cref="ConnectorException">There is no answer to work with.</exception>
    public async Task<VendureAnswer> AskAsync(
        string query, IReadOnlyDictionary<string, string> variables, CancellationToken cancellation)
    {
        var pass = await _session.OpenAsync(SignInAsync, cancellation);
        var answer = await SendAsync(query, variables, pass, cancellation);
        if (answer.IsForbidden && pass.Rights is null)
        {
            // Sessions end without a word, and the answer is the same as for a right that is missing.
            answer.Dispose();
            pass = await _session.ReopenAsync(pass, SignInAsync, cancellation);
            answer = await SendAsync(query, variables, pass, cancellation);
        }

        if (answer.IsForbidden || answer.Errors.Any(e => e.Code == "CHANNEL_NOT_FOUND"))
        {
            using (answer)
            {
                throw VendureErrors.From(answer.Errors, pass.Rights);
            }
        }

        return answer;
    }

    /// <summary>Asks where only a whole answer is of use.</summary>
    /// <exception cref="ConnectorException">As <see cref="AskAsync"/>, or something is wrong with the answer.</exception>
    public async Task<VendureAnswer> AskForAllAsync(string query, CancellationToken cancellation)
    {
        var answer = await AskAsync(query, new Dictionary<string, string>(), cancellation);
        if (answer.Errors.Count == 0)
        {
            return answer;
        }

        using (answer)
        {
            throw VendureErrors.From(answer.Errors);
        }
    }

    /// <summary>As <see cref="ShopOf"/>, and it is the shop that this connection has been reading before.</summary>
    /// <exception cref="ConnectorException">As <see cref="ShopOf"/>.</exception>
    public VendureActiveChannel SameShopOf(VendureAnswer answer)
    {
        var shop = ShopOf(answer);
        return _knownShop is null || _knownShop == shop.Identity ? shop : throw VendureErrors.NotTheSameShop();
    }

    /// <summary>Which shop answered, once it is the channel that was asked for.</summary>
    /// <exception cref="ConnectorException">NeedsReauth: it is another; Unreadable: it does not say.</exception>
    public VendureActiveChannel ShopOf(VendureAnswer answer)
    {
        VendureActiveChannel shop;
        try
        {
            shop = VendureActiveChannel.Read(answer.Data);
        }
        catch (Exception unreadable) when (VendureJson.IsUnreadable(unreadable))
        {
            throw VendureErrors.NotVendure(Endpoint, unreadable);
        }

        // A server with one channel answers for it whatever token is sent.
        if (_channelToken is not null && _channelToken != shop.Token)
        {
            throw VendureErrors.UnknownChannel();
        }

        return shop;
    }

    private async Task<VendurePass> SignInAsync(IReadOnlyDictionary<string, string> credentials, CancellationToken cancellation)
    {
        using var request = Request(VendureQueries.SignIn, credentials);
        var (answer, secret) = await SendAsync(request, VendureSession.SecretOf, cancellation);
        using (answer)
        {
            var user = answer.Data.Field("login"u8) ?? default;

            // The server's own words may repeat what was sent, a password too.
            return user.Text("__typename"u8) == "CurrentUser"
                ? new VendurePass(
                    secret ?? throw VendureErrors.NoSession(),
                    VendureRights.Of(user, _channelToken))
                : throw VendureErrors.RefusedSignIn(user.Text("errorCode"u8));
        }
    }

    private async Task<VendureAnswer> SendAsync(
        string query, IReadOnlyDictionary<string, string> variables, VendurePass pass, CancellationToken cancellation)
    {
        using var request = Request(query, variables);
        pass.ShowIn(request);
        if (_channelToken is not null)
        {
            request.Headers.TryAddWithoutValidation("vendure-token", _channelToken);
        }

        return (await SendAsync(request, _ => "", cancellation)).Answer;
    }

    // Queries and the sign-in, nothing else, go this way: none changes the shop.
    private HttpRequestMessage Request(string query, IReadOnlyDictionary<string, string> variables)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("query", query);
            json.WriteStartObject("variables");
            foreach (var (name, value) in variables)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        var content = new ByteArrayContent(body.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = content }.MarkAsRead();
    }

    private async Task<(VendureAnswer Answer, T FromHead)> SendAsync<T>(
        HttpRequestMessage request, Func<HttpResponseMessage, T> fromHead, CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return (await ReadAsync(response, cancellation), fromHead(response));
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

    private async Task<VendureAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        // Apollo answers a query that it does not understand with a 400 that says why.
        if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.BadRequest)
        {
            throw VendureErrors.From(response, Endpoint, _clock);
        }

        // The client's own limit ends with the head; a body that stalls must end too.
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(_http.Timeout > TimeSpan.Zero ? _http.Timeout : BodyTime);
        var body = await JsonBody.ReadAsync(response.Content, LongestBody, limited.Token);
        return VendureAnswer.Read(body)
            ?? throw (response.IsSuccessStatusCode ? VendureErrors.NotVendure(Endpoint) : VendureErrors.From(response, Endpoint, _clock));
    }
}
