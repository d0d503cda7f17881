using System.Globalization;
using System.Net;

namespace Quayside.Connectors.Lazada;

/// <summary>The only place where Lazada's failures become kinds. Codes are words or numbers, and some numbers mean different things
/// in different calls.</summary>
internal static class LazadaErrors
{
    public const string TokenRefused = "IllegalAccessToken";
    public const string OfAnotherTime = "InvalidTimestamp";

    private static readonly string[] Tokens = [TokenRefused, "IllegalRefreshToken", "InvalidCode", "AUTH_TYPE_UNSUPPORTED", "MissingAccessToken"];

    private static readonly string[] Transient =
        ["ServiceTimeout", "ServiceUnavailable", "ServiceError", "InternalError", "SystemError", "6", "501", "506", "513", "1000", "40011"];

    /// <exception cref="ConnectorException">The answer is a failure, or not Lazada's.</exception>
    public static void Ensure(LazadaAnswer answer)
    {
        if (!answer.IsWell || !IsSuccess(answer.Status))
        {
            throw From(answer);
        }
    }

    public static ConnectorException From(LazadaAnswer answer)
    {
        var (kind, message) = answer.Code is { } code && code != "0" ? Judge(code, answer) : Judge(answer);
        if (kind == FailureKind.Throttled)
        {
            Findings.Met("lazada.rate_limit", $"told by {Short(answer.Code ?? $"HTTP {(int)answer.Status}")}");
        }

        return new ConnectorException(kind, message)
        {
            RetryAfter = kind == FailureKind.Throttled ? Wait(answer) : null,
            RequestId = answer.RequestId,
            HadNoEffect = answer.Code is not null && kind != FailureKind.Unavailable,
        };
    }

    public static ConnectorException NotThePlace() =>
        new(FailureKind.Refused, "The place to go on from was not understood. Start the sync anew.");

    public static ConnectorException TooDense() => new(
        FailureKind.Refused, "Lazada lists more at one second than it lets anyone page through. What lies there cannot be read.");

    public static ConnectorException NotTheList() => new(
        FailureKind.Unreadable, "Lazada's answer is well formed but not the list that was asked for. Its API may have changed.");

    public static ConnectorException NoId() => new(
        FailureKind.Refused, "This record came without an id, so it cannot be read alone. The next sync reads it again.");

    /// <summary>The store does not have what was asked for by its id, or not any more.</summary>
    public static bool IsGone(LazadaAnswer answer) =>
        answer.Code is "16" or "37" or "39" or "207" or "208" or "EDIT_ITEM_NOT_BELONG_SELLER" or "ITEM_NOT_FOUND";

    /// <summary>A call that the channel no longer has, or not for this app.</summary>
    public static bool IsNotOffered(ConnectorException failure) => failure.Kind == FailureKind.Refused;

    private static (FailureKind Kind, string Message) Judge(string code, LazadaAnswer answer) => code switch
    {
        "IllegalRefreshToken" => (FailureKind.NeedsReauth, "Lazada does not take this store's refresh token any more. Sign in at Lazada again."),
        "InvalidCode" => (FailureKind.NeedsReauth, "Lazada's sign-in code was used already, or is older than half an hour. Sign in at Lazada again."),
        "AUTH_TYPE_UNSUPPORTED" => (FailureKind.NeedsReauth,
            "This app's access follows a subscription in Lazada's service market and cannot be renewed. Sign in at Lazada again."),
        _ when Tokens.Contains(code, StringComparer.Ordinal) => (FailureKind.NeedsReauth, "Lazada does not take this store's access token any more. Sign in at Lazada again."),
        "IncompleteSignature" => (FailureKind.NeedsReauth, "Lazada refused the signature: the app secret does not belong to this app key. Copy both from the app console again."),
        "InvalidAppKey" or "IllegalAppKey" => (FailureKind.NeedsReauth, "Lazada does not know this app key. Copy it from the app console again."),
        "InsufficientPermission" or "InsufficientISVPermissions" => (FailureKind.NeedsReauth,
            "The app may not make this call. Apply for the permission in Lazada's app console, then sign in again."),
        OfAnotherTime => (FailureKind.Unavailable,
            "Lazada's clock and this server's differ by more than two hours, so Lazada refuses signed requests. Set the clock; nothing else is to be done."),
        "SellerNotVerified" => (FailureKind.Refused, "Lazada has not opened this store yet: finish its verification in Seller Center."),
        _ when code.EndsWith("CallLimit", StringComparison.Ordinal) => (FailureKind.Throttled, "Lazada asked us to slow down."),
        "901" or "998" => (FailureKind.Throttled, "Lazada asked us to slow down."),
        _ when Transient.Contains(code, StringComparer.Ordinal) || answer.Type is "ISP" or "SYSTEM" =>
            (FailureKind.Unavailable, $"Lazada has trouble of its own (code {Short(code)})."),
        _ => (FailureKind.Refused, $"Lazada refused the request (code {Short(code)})."),
    };

    private static (FailureKind Kind, string Message) Judge(LazadaAnswer answer) => (int)answer.Status switch
    {
        429 => (FailureKind.Throttled, "Lazada asked us to slow down."),
        503 when answer.RetryAfter is not null => (FailureKind.Throttled, "Lazada is busy and said when to come back."),
        408 or 425 or >= 500 => (FailureKind.Unavailable, $"Lazada has trouble of its own ({(int)answer.Status})."),
        >= 200 and < 300 => (FailureKind.Unreadable,
            "What answered in Lazada's place is not its API. Something stands in between: a proxy, a firewall or a login."),
        401 or 403 => (FailureKind.Unavailable, $"Something in front of Lazada turned us away ({(int)answer.Status}). It is tried again."),
        _ => (FailureKind.Refused, $"Lazada refused the request ({(int)answer.Status})."),
    };

    // "…this ban will last 3 seconds"; where a QPS limit says nothing, the next second will do.
    private static TimeSpan? Wait(LazadaAnswer answer)
    {
        if (answer.RetryAfter is { } asked)
        {
            return asked;
        }

        var text = answer.Message ?? "";
        var at = text.IndexOf("ban will last", StringComparison.OrdinalIgnoreCase);
        var digits = at < 0 ? "" : string.Concat(text[at..].SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Max(1, seconds))
            : answer.Code == "901" ? TimeSpan.FromSeconds(1) : null;
    }

    private static bool IsSuccess(HttpStatusCode status) => (int)status is >= 200 and < 300;

    private static string Short(string code) => code.Length <= 60 ? code : code[..60] + "…";
}
