using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.Lazada;

/// <summary>The app of the practice store's seller, and what its sign-ins gave. All is made up and looks it: it holds 5eed.</summary>
internal sealed class LazadaTokens(ShopOptions options, LazadaSeller seller)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _access = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _refresh = new(StringComparer.Ordinal);
    private int _made;

    public string AppKey { get; } = $"5{Math.Abs(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Key} {options.Seed}")))) % 100_000:D5}";

    public string AppSecret => MadeUp("secret", 0);

    /// <summary>A code for a seller who agreed.</summary>
    public string NewCode(DateTimeOffset now)
    {
        lock (_gate)
        {
            var code = "0_" + MadeUp("code", ++_made)[..22];
            _codes[code] = now + options.Lazada.CodeLives;
            return code;
        }
    }

    public bool IsAlive(string access, DateTimeOffset now)
    {
        lock (_gate)
        {
            return _access.TryGetValue(access, out var until) && now < until;
        }
    }

    /// <summary>Revokes every access token, as a seller does who ends the authorisation for a while.</summary>
    public void RevokeAccess()
    {
        lock (_gate)
        {
            _access.Clear();
        }
    }

    public (JsonObject? Tokens, LazadaRefusal? Refusal) Create(LazadaCall call)
    {
        if (call.Text("code") is not { } code)
        {
            return (null, LazadaRefusal.Missing("code"));
        }

        lock (_gate)
        {
            return _codes.Remove(code, out var until) && call.Now < until
                ? (Issue(null, call.Now + options.Lazada.RefreshLives, call.Now, "country_user_info"), null)
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
            if (!_refresh.TryGetValue(token, out var until) || call.Now >= until)
            {
                return (null, LazadaRefusal.RefreshToken);
            }

            var next = options.Lazada.RefreshTokenChanges ? null : token;
            if (next is null && options.Lazada.RefreshTokenWorksOnce)
            {
                _refresh.Remove(token);
            }

            return (Issue(next, until, call.Now, "country_user_info_list"), null);
        }
    }

    private JsonObject Issue(string? refresh, DateTimeOffset refreshUntil, DateTimeOffset now, string nameOfUsers)
    {
        var number = ++_made;
        var access = "50000" + MadeUp("access", number);
        refresh ??= "50001" + MadeUp("refresh", number);
        _access[access] = now + options.Lazada.AccessLives;
        _refresh[refresh] = refreshUntil;
        return new JsonObject
        {
            ["access_token"] = access,
            ["refresh_token"] = refresh,
            ["expires_in"] = (long)options.Lazada.AccessLives.TotalSeconds,
            ["refresh_expires_in"] = (long)Math.Max(0, (refreshUntil - now).TotalSeconds),
            ["country"] = options.Lazada.AlsoIn.Count > 0 ? "cb" : options.Lazada.Country,
            ["account_platform"] = "seller_center",
            ["account"] = "seller@example.test",
            ["account_id"] = null,
            [nameOfUsers] = new JsonArray([.. new[] { options.Lazada.Country }.Concat(options.Lazada.AlsoIn).Select(country => (JsonNode)new JsonObject
            {
                ["country"] = country,
                ["user_id"] = seller.IdIn(country),
                ["seller_id"] = seller.IdIn(country),
                ["short_code"] = seller.ShortCodeIn(country),
            })]),
        };
    }

    private string MadeUp(string what, int number) =>
        "5eed" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"quayside practice lazada {what} {options.Key} {options.Seed} {number}")))[..36];
}
