namespace Quayside.Connectors.TikTokShop;

/// <summary>The only place where TikTok Shop's failures become kinds. 36009004 carries several meanings, so the message counts, too.</summary>
/// <remarks>Source: TikTok Shop's guide "Common errors" and the error lists of its reference.</remarks>
internal static class TikTokErrors
{
    /// <summary>A search that finds more than TikTok Shop gives out.</summary>
    public const string TooMany = "12052180";

    /// <summary>A place in a list that is not known any more.</summary>
    public const string UnknownPage = "12019108";

    private const string Several = "36009004";
    private const string Center = "TikTok Shop's Partner Center";
    private const string FirstTokenCode = "105000";
    private const string LastTokenCode = "105004";

    private static readonly string[] Passing = ["36009003", "36009007", "10002014", "10002015", "10037002", "10037003", "10037004"];
    private static readonly string[] NotAllowed = ["105005", "10006402", "12019114"];
    private static readonly string[] NoProviders = ["21008116", "21008117"];
    private static readonly string[] NotThere = ["12019150", "12052032", "12052048", "12052260", "12019008", "21008111"];

    /// <summary>The product is in a state that its details are not given out for.</summary>
    private const string WrongState = "12052901";

    /// <summary>The token is not good any more: another one may be.</summary>
    public static bool IsAboutToken(TikTokAnswer answer) => answer.Code is { } code && (IsTokenCode(code)
        || (code == Several && (Says(answer, "access_token") || Says(answer, "access-token"))));

    /// <summary>The shop's handle is not good for this sign-in: another one may be.</summary>
    public static bool IsAboutCipher(TikTokAnswer answer) => answer.Code is "101000" or "106013"
        || (answer.Code == Several && Says(answer, "shop_cipher") && !Says(answer, "not required"));

    public static bool IsAboutTime(TikTokAnswer answer) => answer.Code == Several && Says(answer, "timestamp");

    /// <summary>The shop does not have what was asked for by its id, or does not show it alone.</summary>
    public static bool IsGone(TikTokAnswer answer) => answer.Code == WrongState || NotThere.Contains(answer.Code);

    /// <summary>A delivery option that TikTok Shop ships itself: it chooses the carrier, and names it in the order.</summary>
    public static bool IsShippedByTikTok(TikTokAnswer answer) => NoProviders.Contains(answer.Code);

    /// <exception cref="ConnectorException">The answer is a failure, or not TikTok Shop's.</exception>
    public static void Ensure(TikTokAnswer answer)
    {
        if (!answer.IsWell)
        {
            throw From(answer);
        }
    }

    public static ConnectorException From(TikTokAnswer answer)
    {
        var (kind, message) = answer.Code is { } code && code != TikTokAnswer.Well ? Judge(code, answer) : Foreign(answer);
        return new ConnectorException(kind, message)
        {
            RetryAfter = kind == FailureKind.Throttled ? answer.RetryAfter : null,
            RequestId = answer.RequestId,

            // TikTok Shop itself said no. What stands in front of it may have lost an answer.
            HadNoEffect = answer.Code is not null && kind != FailureKind.Unavailable,
        };
    }

    /// <summary>As <see cref="From"/>, where tokens are bought: what is not a passing trouble is a refusal of the sign-in.</summary>
    public static ConnectorException FromSignIn(TikTokAnswer answer, string refused) => From(answer) is { Kind: FailureKind.Refused } failure && answer.Code is not null
        ? new ConnectorException(FailureKind.NeedsReauth, $"{refused} (code {Short(answer.Code)})") { RequestId = failure.RequestId, HadNoEffect = true }
        : From(answer);

    public static ConnectorException NotTheList(TikTokAnswer answer) => answer.PartFailures is [var part, ..]
        ? new(FailureKind.Refused, $"TikTok Shop says that the call succeeded, and names a failure in it (code {Short(part)}).") { RequestId = answer.RequestId }
        : new(FailureKind.Unreadable, "TikTok Shop's answer is well formed but not what was asked for. Its API may have changed.") { RequestId = answer.RequestId };

    public static ConnectorException NotThePlace() =>
        new(FailureKind.Refused, "The place to go on from was not understood. Start the sync anew.");

    public static ConnectorException TooDense() => new(
        FailureKind.Refused, "TikTok Shop lists more products at one second than it lets anyone page through. What lies there cannot be read.");

    public static ConnectorException NotThisShop() => new(
        FailureKind.NeedsReauth, "This sign-in does not lead to the shop any more. Sign in at TikTok Shop again with the account that it belongs to.");

    private static (FailureKind Kind, string Message) Judge(string code, TikTokAnswer answer) => code switch
    {
        "36009002" => SlowDown(),
        _ when answer.Status == 429 => SlowDown(),
        _ when IsTokenCode(code) || IsAboutToken(answer) => (FailureKind.NeedsReauth, "TikTok Shop does not take this shop's access token any more. Sign in at TikTok Shop again."),
        _ when NotAllowed.Contains(code) => (FailureKind.NeedsReauth,
            $"The app may not make this call. Enable the scopes that docs/connectors/tiktokshop.md names in {Center}, then sign in again."),
        "106001" => (FailureKind.NeedsReauth, $"TikTok Shop refused the signature: the app secret does not belong to this app key. Copy both from {Center} again."),
        "36009033" => (FailureKind.NeedsReauth, $"TikTok Shop does not know this server's address. Add it to the app's IP allow list in {Center}."),
        Several when IsAboutTime(answer) => (FailureKind.Unavailable,
            "This server's clock is minutes off TikTok Shop's, which refuses its calls. Set the clock; nothing else is to be done."),
        Several when Says(answer, "app_key") => (FailureKind.NeedsReauth, $"TikTok Shop does not know this app key. Copy it from {Center} again."),
        _ when IsAboutCipher(answer) => (FailureKind.NeedsReauth, NotThisShop().Message),
        "12052700" or "12052704" => (FailureKind.Refused, "TikTok Shop says that this seller is not active."),
        _ when Passing.Contains(code) => Busy(code),
        _ when answer.Status == 503 && answer.RetryAfter is not null => (FailureKind.Throttled, "TikTok Shop is busy and said when to come back."),
        _ when answer.Status >= 500 => Busy(code),
        _ => (FailureKind.Refused, $"TikTok Shop refused the request (code {Short(code)})."),
    };

    // No body of TikTok Shop's: a gateway, a firewall or something that is not TikTok Shop.
    private static (FailureKind Kind, string Message) Foreign(TikTokAnswer answer) => answer.Status switch
    {
        429 => SlowDown(),
        503 when answer.RetryAfter is not null => (FailureKind.Throttled, "TikTok Shop is busy and said when to come back."),
        408 or 425 or >= 500 => (FailureKind.Unavailable, $"TikTok Shop has trouble of its own (HTTP {answer.Status})."),
        >= 200 and < 300 => (FailureKind.Unreadable, "What answered in TikTok Shop's place is not its API. Something stands in between: a proxy, a firewall or a login."),
        401 or 403 => (FailureKind.Unavailable, $"Something in front of TikTok Shop turned us away (HTTP {answer.Status}). It is tried again."),
        _ => (FailureKind.Refused, $"There is no TikTok Shop API at this address (HTTP {answer.Status})."),
    };

    private static (FailureKind, string) SlowDown() => (FailureKind.Throttled, "TikTok Shop asked us to slow down.");

    private static (FailureKind, string) Busy(string code) => (FailureKind.Unavailable, $"TikTok Shop has trouble of its own (code {Short(code)}).");

    private static bool IsTokenCode(string code) => code.Length == FirstTokenCode.Length
        && string.CompareOrdinal(code, FirstTokenCode) >= 0 && string.CompareOrdinal(code, LastTokenCode) <= 0;

    private static bool Says(TikTokAnswer answer, string words) => answer.Message.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
