using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.TikTokShop;

/// <summary>The seller's sign-in and the tokens it buys.</summary>
/// <remarks>A code works once, for thirty minutes; an access token lives about seven days. Lifetimes come as points in time (TikTok Shop's
/// guide "Authorization overview"). Whether a refresh token works twice is not documented.</remarks>
internal static class TikTokSignIn
{
    private const string RedeemPath = "/api/v2/token/get";
    private const string RefreshPath = "/api/v2/token/refresh";
    private const string Seller = "0";
    private const string NotTaken = "TikTok Shop does not take this sign-in: its code was used, or is older than thirty minutes. Sign in again.";
    private const string NotRenewed = "TikTok Shop does not renew this sign-in any more. Sign in at TikTok Shop again.";

    /// <summary>TikTok Shop knows where browsers go back to from the app's page, and takes no address; only a practice store is told one.</summary>
    public static Uri Address(TikTokApp app, Uri callback, string state)
    {
        var back = app.Instead is null ? "" : $"&redirect_uri={Uri.EscapeDataString(callback.AbsoluteUri)}";
        return new Uri(app.SignIn, $"/open/authorize?service_id={app.ServiceId}&state={Uri.EscapeDataString(state)}{back}");
    }

    public static async Task<Grant> RedeemAsync(TikTokClient client, IReadOnlyDictionary<string, string> returned, CancellationToken cancellation)
    {
        var code = returned.GetValueOrDefault("code")?.Trim();
        if (returned.GetValueOrDefault("error") is { Length: > 0 } || string.IsNullOrEmpty(code) || code == "null")
        {
            throw new ConnectorException(FailureKind.NeedsReauth, "TikTok Shop sent no code back: the sign-in was not confirmed there. Begin it again.");
        }

        using var answer = await client.BuyAsync(RedeemPath, Query(client.App, ("auth_code", code), "authorized_code"), cancellation);
        Ensure(answer, NotTaken);
        var tokens = Tokens(answer.Data, null);
        if (Reading.Safely(() => answer.Data.Text("user_type"u8), null) is not (null or Seller))
        {
            throw new ConnectorException(FailureKind.NeedsReauth, "That is the account of a creator or a partner. Sign in with the account of a seller.");
        }

        var shops = await TikTokShops.AllAsync(client.With(new JustBought(tokens.Access)), cancellation);
        if (shops.Count == 0)
        {
            throw new ConnectorException(FailureKind.NeedsReauth, "There is no shop behind this TikTok Shop account. Sign in with the account of a seller.");
        }

        var who = Reading.Safely(() => answer.Data.Filled("open_id"u8)?.Trim(), null) ?? shops.Min(shop => shop.Id)!;
        return new Grant(tokens, [.. shops.Select(shop => shop.ToGranted($"{client.App.Key}:{who}"))]);
    }

    public static async Task<AccessTokens> RefreshAsync(TikTokClient client, AccessTokens present, CancellationToken cancellation)
    {
        var refresh = present.Refresh ?? throw new ConnectorException(FailureKind.NeedsReauth, NotRenewed) { HadNoEffect = true };
        using var answer = await client.BuyAsync(RefreshPath, Query(client.App, ("refresh_token", refresh), "refresh_token"), cancellation);
        Ensure(answer, NotRenewed);
        var tokens = Tokens(answer.Data, present);
        Findings.Met("tiktokshop.refresh_token", tokens.Refresh == refresh ? "kept" : "changed");
        return tokens;
    }

    private static KeyValuePair<string, string>[] Query(TikTokApp app, (string Name, string Value) shown, string grant) =>
        [new("app_key", app.Key), new("app_secret", app.Secret), new(shown.Name, shown.Value), new("grant_type", grant)];

    private static void Ensure(TikTokAnswer answer, string refused)
    {
        if (!answer.IsWell)
        {
            throw TikTokErrors.FromSignIn(answer, refused);
        }
    }

    private static AccessTokens Tokens(JsonElement data, AccessTokens? before)
    {
        try
        {
            return new AccessTokens(
                data.Filled("access_token"u8).Need("access_token"),
                data.Time("access_token_expire_in"u8).Need("access_token_expire_in"),
                data.Filled("refresh_token"u8) ?? before?.Refresh,
                data.Time("refresh_token_expire_in"u8) ?? before?.RefreshUntil);
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidOperationException)
        {
            throw new ConnectorException(FailureKind.Unreadable, "TikTok Shop's answer to the sign-in cannot be read. Its API may have changed.", unreadable);
        }
    }

    private sealed class JustBought(string token) : IAccess
    {
        public ValueTask<string> TokenAsync(CancellationToken cancellation) => ValueTask.FromResult(token);

        public ValueTask<string> OtherThanAsync(string refused, CancellationToken cancellation) =>
            throw new ConnectorException(FailureKind.NeedsReauth, "TikTok Shop does not take the token that it has just given.");
    }
}
