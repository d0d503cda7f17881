using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Lazada;

/// <summary>The sign-in: where it begins, and tokens for what it brings.</summary>
internal static class LazadaGrants
{
    private static readonly Uri SignInServer = new("https://auth.lazada.com/");

    public static Uri Address(IReadOnlyDictionary<string, string> settings, Uri callback, string state)
    {
        var key = settings.GetValueOrDefault(LazadaSettings.AppKey)?.Trim() ?? "";
        if (key.Length == 0 || !key.All(char.IsAsciiLetterOrDigit))
        {
            throw new ConnectorException(FailureKind.NeedsReauth, "The setting \"appKey\" is not an app key. Copy it from Lazada's app console.");
        }

        (string Name, string Value)[] query =
        [
            ("response_type", "code"), ("force_auth", "true"), ("redirect_uri", callback.AbsoluteUri), ("client_id", key), ("state", state),
        ];
        var server = LazadaClient.OtherServer(settings) ?? SignInServer;
        return new Uri(server, "oauth/authorize?" + string.Join('&', query.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}")));
    }

    public static async Task<Grant> RedeemAsync(
        LazadaClient client, string appKey, IReadOnlyDictionary<string, string> returned, CancellationToken cancellation)
    {
        if (!returned.TryGetValue("code", out var code) || string.IsNullOrWhiteSpace(code))
        {
            throw new ConnectorException(FailureKind.NeedsReauth, "Lazada sent no code back: the sign-in was not finished. Sign in again.");
        }

        using var answer = await client.BuyAsync(LazadaRequest.Of("/auth/token/create", ("code", code.Trim())), cancellation);
        LazadaErrors.Ensure(answer);
        var tokens = Tokens(answer, null, client.Now);
        var sellers = Sellers(answer.Json).ToList();
        if (sellers.Count == 0)
        {
            throw new ConnectorException(FailureKind.Refused, "Lazada signed in but named no store in a country that Quayside knows.");
        }

        var country = answer.Json.Filled("country"u8)?.Trim().ToLowerInvariant() ?? sellers[0].Country.Code;
        var account = $"{appKey}:{country}:{sellers.MinBy(s => (s.Country.Code, s.Id))!.Id}";
        return new Grant(tokens, [.. sellers.Select(s => s.ToShop(account))]);
    }

    public static async Task<AccessTokens> RefreshAsync(LazadaClient client, AccessTokens present, CancellationToken cancellation)
    {
        if (present.Refresh is not { } refresh)
        {
            throw new ConnectorException(FailureKind.NeedsReauth, "Lazada gave this app no refresh token. Sign in at Lazada again.") { HadNoEffect = true };
        }

        using var answer = await client.BuyAsync(LazadaRequest.Of("/auth/token/refresh", ("refresh_token", refresh)), cancellation);
        LazadaErrors.Ensure(answer);
        var tokens = Tokens(answer, present, client.Now);
        Findings.Met("lazada.refresh_token", tokens.Refresh == refresh ? "kept" : "changed");
        return tokens;
    }

    /// <summary>The seconds that the answer tells count, and no others: documented lifetimes have changed and depend on the app.</summary>
    private static AccessTokens Tokens(LazadaAnswer answer, AccessTokens? present, DateTimeOffset now)
    {
        try
        {
            var json = answer.Json;
            var lives = json.Number("expires_in"u8) ?? throw new FormatException("The answer does not say how long the token lives.");
            var refreshLives = json.Number("refresh_expires_in"u8);
            var access = json.Filled("access_token"u8) ?? throw new FormatException("The answer holds no token.");

            // 0 says that it cannot be used.
            var refresh = refreshLives is 0 ? null : json.Filled("refresh_token"u8) ?? present?.Refresh;
            return new AccessTokens(
                access,
                now.AddSeconds((double)lives),
                refresh,
                refreshLives is > 0 and var seconds ? now.AddSeconds((double)seconds) : present?.RefreshUntil);
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidOperationException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new ConnectorException(FailureKind.Unreadable, "Lazada's answer to the sign-in cannot be read. Its API may have changed.", unreadable);
        }
    }

    // A list when a token is bought, under another name when it is renewed, and in one of the documents' samples an object by country.
    private static IEnumerable<Seller> Sellers(JsonElement json)
    {
        var users = json.Field("country_user_info"u8) ?? json.Field("country_user_info_list"u8);
        var own = json.Filled("country"u8);
        Findings.Met("lazada.country_user_info", users is { ValueKind: JsonValueKind.Object } ? "an object by country" : "a list");
        IEnumerable<(string? Country, JsonElement Info)> named = users switch
        {
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(info => (info.Filled("country"u8) ?? own, info)),
            { ValueKind: JsonValueKind.Object } byCountry => byCountry.EnumerateObject().Select(member => ((string?)member.Name, member.Value)),
            _ => [],
        };
        return named.Select(one => Seller.Of(one.Info, one.Country)).OfType<Seller>();
    }

    private sealed record Seller(LazadaCountry Country, string Id, string? ShortCode)
    {
        public static Seller? Of(JsonElement info, string? country) =>
            LazadaCountry.Find(country) is { } known && info.Id("seller_id"u8) is { } id ? new Seller(known, id, info.Filled("short_code"u8)?.Trim()) : null;

        public GrantedShop ToShop(string account) => new(
            $"{Country.Code}:{Id}",
            $"{ShortCode ?? Id}, {Country.Name}",
            account,
            new Dictionary<string, string> { [LazadaSettings.Country] = Country.Code, [LazadaSettings.SellerId] = Id });
    }
}
