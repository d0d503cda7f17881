using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>The app of the practice seller, and what its sign-ins gave. All is made up and looks it: it holds 5eed.</summary>
internal sealed class TikTokApp
{
    private const string Worn = "ROW_";

    private readonly ShopOptions _options;
    private readonly string _seller;

    public TikTokApp(ShopOptions options)
    {
        _options = options;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"quayside practice tiktok app {options.Key} {options.Seed}"));
        Key = $"6{Convert.ToHexStringLower(hash, 0, 3)}5eed";
        Secret = "5eed" + Convert.ToHexStringLower(hash)[..36];
        ServiceId = string.Create(CultureInfo.InvariantCulture, $"7172{BitConverter.ToUInt32(hash, 8):D15}");
        _seller = string.Create(CultureInfo.InvariantCulture, $"7010{BitConverter.ToUInt32(hash, 12):D15}");
        Tokens = new PracticeTokens(Secret, options.TikTok.AccessLives, options.TikTok.RefreshLives, options.TikTok.AccessLives, options.TikTok.RefreshTokenWorksOnce)
        {
            CodeLife = options.TikTok.CodeLives,
            RefreshEndsWithSignIn = true,
            RefreshTokenChanges = options.TikTok.RefreshTokenChanges,
        };
    }

    public string Key { get; }

    public string Secret { get; }

    public string ServiceId { get; }

    public PracticeTokens Tokens { get; }

    /// <summary>A code for a seller who agreed.</summary>
    public string NewCode(DateTimeOffset now) => Worn + Tokens.IssueCode(_seller, [_seller], now);

    /// <summary>Whether a token comes from here, also one that works no more.</summary>
    public bool Gave(string token) => token.StartsWith(Worn, StringComparison.Ordinal) && Tokens.Made(token[Worn.Length..]);

    public bool LetsIn(string token, DateTimeOffset now) => Tokens.LetsIn(token[Worn.Length..], _seller, now);

    public TikTokAnswer Redeem(TikTokCall call)
    {
        if (Refuse(call, "authorized_code") is { } refusal)
        {
            return refusal;
        }

        return call.Text("auth_code") is { } code && code.StartsWith(Worn, StringComparison.Ordinal) && Tokens.Redeem(code[Worn.Length..], _seller, call.Now) is { } given
            ? Describe(given.Pair)
            : TikTokRefusal.AuthorizationCode;
    }

    public TikTokAnswer Refresh(TikTokCall call)
    {
        if (Refuse(call, "refresh_token") is { } refusal)
        {
            return refusal;
        }

        return call.Text("refresh_token") is not { } token || !Gave(token) ? TikTokRefusal.RefreshToken
            : Tokens.Refresh(token[Worn.Length..], _seller, call.Now) is { } pair ? Describe(pair)
            : PracticeTokens.EndOf(token[Worn.Length..]) < call.Now ? TikTokRefusal.ExpiredRefreshToken
            : TikTokRefusal.RefreshToken;
    }

    private TikTokRefusal? Refuse(TikTokCall call, string grant) =>
        call.Text("app_key") != Key ? TikTokRefusal.AppKey
        : call.Text("app_secret") != Secret ? TikTokRefusal.Parameter("app_secret")
        : call.Text("grant_type") != grant ? TikTokRefusal.Parameter("grant_type")
        : null;

    private JsonObject Describe(PracticePair pair) => new()
    {
        ["access_token"] = Worn + pair.Access,
        ["access_token_expire_in"] = PracticeTokens.EndOf(pair.Access).ToUnixTimeSeconds(),
        ["refresh_token"] = Worn + pair.Refresh,
        ["refresh_token_expire_in"] = PracticeTokens.EndOf(pair.Refresh).ToUnixTimeSeconds(),
        ["open_id"] = _seller,
        ["seller_name"] = _options.Name,
        ["seller_base_region"] = _options.Region,
        ["user_type"] = 0,
        ["granted_scopes"] = new JsonArray([.. _options.TikTok.Scopes.Select(scope => (JsonNode)scope)]),
    };
}
