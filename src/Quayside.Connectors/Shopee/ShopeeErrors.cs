namespace Quayside.Connectors.Shopee;

/// <summary>The only place where Shopee's failures become kinds. A name carries several meanings, so the message counts, too.</summary>
internal static class ShopeeErrors
{
    private const string Console = "the Shopee Open Platform Console";

    // Spelt as the wire spells it, and as it may be corrected one day.
    private static readonly string[] TokenErrors = ["invalid_acceess_token", "invalid_access_token"];

    private static readonly string[] Unlinked =
    [
        "shop_no_linked", "partner_shop_no_link", "merchant_no_linked", "shop_banned", "shop_access_expired", "refresh_token_expired",
        "error_shop_refresh_token", "error_merchant_refresh_token", "merchant_access_expired", "invalid_code", "invalid_shop_id", "invalid_main_acount_id",
    ];

    private static readonly string[] NotAllowed =
        ["error_api_permission", "error_ashop_api_permission", "error_api_call_restricted", "error_kyc_auth", "error_permission"];

    private static readonly string[] Passing =
        ["error_server", "error_inner", "error_network", "error_system_busy", "error_other", "error_timeout", "error_third_party_server", "error_data"];

    /// <summary>The token is not known any more: another one may be.</summary>
    public static bool IsAboutToken(ShopeeAnswer answer) =>
        TokenErrors.Contains(answer.Error) || (answer.Error == "error_auth" && Says(answer, "access_token"));

    /// <summary>What was asked for by its id is not there.</summary>
    public static bool IsNotFound(ShopeeAnswer answer) => answer.Error is "error_item_not_found" or "error_not_found"
        || (answer.Error == "error_param" && Says(answer, "not found"));

    public static ConnectorException From(ShopeeAnswer answer, DateTimeOffset now)
    {
        var (kind, message, wait) = Judge(answer, now);
        if (kind == FailureKind.Throttled)
        {
            Findings.Met("shopee.rate_limit", $"told by {Short(answer.Error ?? $"HTTP {answer.Status}")}");
        }

        return new ConnectorException(kind, message)
        {
            RetryAfter = kind == FailureKind.Throttled ? answer.RetryAfter ?? wait : null,
            RequestId = answer.RequestId,

            // Shopee itself said no. What stands in front of it may have lost an answer.
            HadNoEffect = answer.Error is { Length: > 0 } || answer.Status is 429 or 503,
        };
    }

    private static (FailureKind Kind, string Message, TimeSpan? Wait) Judge(ShopeeAnswer answer, DateTimeOffset now) => answer.Error switch
    {
        null => Foreign(answer),
        "" => (FailureKind.Unreadable, "Shopee's answer does not have the shape that it should.", null),
        "error_rate_limit" => (FailureKind.Throttled, "Shopee asked us to slow down.", null),
        "error_limit" when Says(answer, "daily") || Says(answer, "00:") =>
            (FailureKind.Throttled, "The app has used up its calls for today; Shopee counts anew at midnight, UTC+8.", UntilMidnight(now)),
        "error_sign" => (FailureKind.NeedsReauth, $"The partner key does not fit the partner id. Copy both from {Console}.", null),
        "invalid_partner_id" => (FailureKind.NeedsReauth, $"Shopee does not know this partner id. Copy it from {Console}.", null),
        "error_partner_key_expired" => (FailureKind.NeedsReauth, $"The partner key has expired. Renew it in {Console}, and enter it here.", null),
        "partner_frozen" or "api_suspended" => (FailureKind.NeedsReauth, $"Shopee has suspended the app. {Console} says why.", null),
        "source_ip_undeclared" => (FailureKind.NeedsReauth, $"Shopee does not know this server's address. Add it to the app's IP list in {Console}.", null),
        "error_auth" when Says(answer, "try again later") => Busy(answer),
        "error_auth" when Says(answer, "No permission") => MayNot(),
        "error_auth" => SignInAgain(),
        "error_param" when Says(answer, "timestamp") =>
            (FailureKind.Unavailable, "This server's clock is more than five minutes off, so Shopee refuses its calls. Set the clock; nothing else is to be done.", null),
        "error_param" when Says(answer, "partner_id") => (FailureKind.NeedsReauth, $"Shopee does not know this partner id. Copy it from {Console}.", null),
        "invalid_code" or "invalid_shop_id" or "invalid_main_acount_id" =>
            (FailureKind.NeedsReauth, "Shopee does not take this sign-in: its code was used, is older than ten minutes or is another shop's. Sign in again.", null),
        var error when TokenErrors.Contains(error) || Unlinked.Contains(error) => SignInAgain(),
        var error when NotAllowed.Contains(error) => MayNot(),
        var error when Passing.Contains(error) => Busy(answer),
        var error => (FailureKind.Refused, $"Shopee refused the request ({Short(error)}).", null),
    };

    // No body of Shopee's: a gateway, a firewall or something that is not Shopee.
    private static (FailureKind Kind, string Message, TimeSpan? Wait) Foreign(ShopeeAnswer answer) => answer.Status switch
    {
        429 => (FailureKind.Throttled, "Shopee asked us to slow down.", null),
        503 when answer.RetryAfter is not null => (FailureKind.Throttled, "Shopee is busy and said when to come back.", null),
        408 or >= 500 => (FailureKind.Unavailable, $"Shopee has trouble of its own (HTTP {answer.Status}).", null),
        401 or 403 => (FailureKind.NeedsReauth, $"Something in front of Shopee's API refused us (HTTP {answer.Status}). Check the address that was entered.", null),
        >= 300 and < 500 => (FailureKind.Refused, $"There is no Shopee API at this address (HTTP {answer.Status}). Leave the address empty for the usual one.", null),
        _ => (FailureKind.Unreadable, "What answered is not Shopee's API. Something stands in front of it.", null),
    };

    private static (FailureKind, string, TimeSpan?) Busy(ShopeeAnswer answer) =>
        (FailureKind.Unavailable, $"Shopee has trouble of its own ({Short(answer.Error!)}).", null);

    private static (FailureKind, string, TimeSpan?) MayNot() => (
        FailureKind.NeedsReauth, $"The app may not make this call. In {Console} choose an app type with the rights that docs/connectors/shopee.md names.", null);

    private static (FailureKind, string, TimeSpan?) SignInAgain() =>
        (FailureKind.NeedsReauth, "Shopee no longer lets the app into this shop. Sign in at Shopee again; everything that was read and linked stays as it is.", null);

    private static TimeSpan UntilMidnight(DateTimeOffset now)
    {
        var there = now.ToOffset(TimeSpan.FromHours(8));
        return there.Date.AddDays(1) - there.DateTime;
    }

    private static bool Says(ShopeeAnswer answer, string words) => answer.Message.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
