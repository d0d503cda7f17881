using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.Lazada;

/// <summary>The app of the practice store's seller, and what its sign-ins gave. All is made up and looks it: it holds 5eed.</summary>
/// <remarks>A token says itself until when it works, under a seal: those that were given before a restart go on working. How long a refresh
/// token works is counted from the sign-in, which renewing does not change.</remarks>
internal sealed class LazadaTokens(ShopOptions options, LazadaSeller seller)
{
    private const string Access = "50000";
    private const string Refreshing = "50001";
    private const int Digits = 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _codes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _spent = new(StringComparer.Ordinal);

    public string AppKey { get; } = $"5{BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Key} {options.Seed}"))) % 100_000:D5}";

    public string AppSecret { get; } =
        "5eed" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"quayside practice lazada app {options.Key} {options.Seed}")))[..36];

    /// <summary>A code for a seller who agreed.</summary>
    public string NewCode(DateTimeOffset now)
    {
        lock (_gate)
        {
            var code = "0_5eed" + Random();
            _codes[code] = now + options.Lazada.CodeLives;
            return code;
        }
    }

    public bool LetsIn(string access, DateTimeOffset now) => EndOf(Access, access) is { } until && now.ToUnixTimeSeconds() < until;

    public (JsonObject? Tokens, LazadaRefusal? Refusal) Create(LazadaCall call)
    {
        if (call.Text("code") is not { } code)
        {
            return (null, LazadaRefusal.Missing("code"));
        }

        lock (_gate)
        {
            return _codes.Remove(code, out var until) && call.Now < until
                ? (Issue(New(Refreshing, call.Now + options.Lazada.RefreshLives), call.Now, "country_user_info"), null)
                : (null, LazadaRefusal.AuthorizationCode);
        }
    }

    public (JsonObject? Tokens, LazadaRefusal? Refusal) Refresh(LazadaCall call)
    {
        if (call.Text("refresh_token") is not { } token)
        {
            return (null, LazadaRefusal.Missing("refresh_token"));
        }

        if (options.Lazada.RefreshLives <= TimeSpan.Zero)
        {
            return (null, LazadaRefusal.Unrenewable);
        }

        lock (_gate)
        {
            if (EndOf(Refreshing, token) is not { } until || call.Now.ToUnixTimeSeconds() >= until || _spent.Contains(token))
            {
                return (null, LazadaRefusal.RefreshToken);
            }

            if (options.Lazada is { RefreshTokenChanges: true, RefreshTokenWorksOnce: true })
            {
                _spent.Add(token);
            }

            var next = options.Lazada.RefreshTokenChanges ? New(Refreshing, DateTimeOffset.FromUnixTimeSeconds(until)) : token;
            return (Issue(next, call.Now, "country_user_info_list"), null);
        }
    }

    private JsonObject Issue(string refresh, DateTimeOffset now, string nameOfUsers) => new()
    {
        ["access_token"] = New(Access, now + options.Lazada.AccessLives),
        ["refresh_token"] = refresh,
        ["expires_in"] = (long)options.Lazada.AccessLives.TotalSeconds,
        ["refresh_expires_in"] = Math.Max(0, (EndOf(Refreshing, refresh) ?? 0) - now.ToUnixTimeSeconds()),
        ["country"] = options.Lazada.AlsoIn.Count > 0 ? "cb" : seller.Country,
        ["account_platform"] = "seller_center",
        ["account"] = "seller@example.test",
        ["account_id"] = null,
        [nameOfUsers] = new JsonArray([.. options.Lazada.AlsoIn.Prepend(seller.Country).Select(country => (JsonNode)new JsonObject
        {
            ["country"] = country,
            ["user_id"] = seller.IdIn(country),
            ["seller_id"] = seller.IdIn(country),
            ["short_code"] = seller.ShortCodeIn(country),
        })]),
    };

    private string New(string kind, DateTimeOffset until)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{kind}5eed{until.ToUnixTimeSeconds():D10}{Random()}");
        return text + Seal(text);
    }

    /// <returns>null for a token of another kind, or one that was not given here.</returns>
    private long? EndOf(string kind, string token)
    {
        var start = kind.Length + "5eed".Length;
        return token.Length > start + Digits + 16 && token.StartsWith(kind + "5eed", StringComparison.Ordinal) && token[^16..] == Seal(token[..^16])
            ? long.Parse(token.AsSpan(start, Digits), NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
    }

    private string Seal(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(AppSecret), Encoding.UTF8.GetBytes(text)))[..16];

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
