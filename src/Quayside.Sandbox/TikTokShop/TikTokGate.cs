namespace Quayside.Sandbox.TikTokShop;

/// <summary>What is checked before a call counts: app, time, signature, token, scope and shop.</summary>
internal sealed class TikTokGate(TikTokApp app, TikTokOptions options, IReadOnlyList<TikTokStore> stores)
{
    private const long MostSecondsBehind = 300;
    private const long MostSecondsAhead = 30;

    /// <returns>null when it may go on.</returns>
    public TikTokRefusal? Refuse(TikTokCall call, TikTokRoute route) =>
        RefuseCaller(call) ?? RefuseToken(call, route) ?? RefuseShop(call, route);

    /// <summary>App, time and signature alone.</summary>
    public TikTokRefusal? RefuseCaller(TikTokCall call)
    {
        if (call.Text("app_key") != app.Key)
        {
            return TikTokRefusal.AppKey;
        }

        if (call.Number("timestamp") is not (>= 0 and var timestamp))
        {
            return TikTokRefusal.NoTimestamp;
        }

        var behind = call.Now.ToUnixTimeSeconds() - timestamp;
        return behind > MostSecondsBehind ? TikTokRefusal.TooOld
            : behind < -MostSecondsAhead ? TikTokRefusal.TooNew
            : call.Text("sign") is not { } sign ? TikTokRefusal.NoSignature
            : sign != call.Signature(app.Secret) ? TikTokRefusal.Signature
            : call.Method != "GET" && call.Body.Length > 0 && !call.IsJson ? TikTokRefusal.BodyFormat
            : null;
    }

    private TikTokRefusal? RefuseToken(TikTokCall call, TikTokRoute route) =>
        call.Token is not { } token || !app.Gave(token) ? TikTokRefusal.Token
        : call.Struck == FaultKind.ExpiredKey || !app.LetsIn(token, call.Now) ? TikTokRefusal.ExpiredToken
        : !route.Scopes.Any(options.Scopes.Contains) ? TikTokRefusal.Scope
        : null;

    private TikTokRefusal? RefuseShop(TikTokCall call, TikTokRoute route) => (route.IsOfShop, call.Text("shop_cipher")) switch
    {
        (true, null) => TikTokRefusal.NoCipher,
        (true, var cipher) => stores.Any(store => store.Cipher == cipher) ? null : TikTokRefusal.OtherCipher,
        (false, null) => null,
        _ => TikTokRefusal.UnexpectedCipher,
    };
}
