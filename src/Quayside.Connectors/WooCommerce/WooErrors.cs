using System.Net;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.WooCommerce;

/// <summary>The only place where a shop's failures become kinds. Sentences are ours: the shop's own are in its language.</summary>
internal static class WooErrors
{
    /// <summary>A wrong secret or signature, a key that may not read, a clock that is off: the key was seen and refused.</summary>
    public const string NotAuthenticated = "woocommerce_rest_authentication_error";

    private const string KeyPlace = "WooCommerce → Settings → Advanced → REST API";

    /// <exception cref="ConnectorException">The answer is a failure, or no JSON.</exception>
    public static void Ensure(WooAnswer answer, WooShop shop)
    {
        if (!answer.Succeeded || !answer.IsJson)
        {
            throw From(answer, shop);
        }
    }

    /// <summary>The shop knows the route and not the id: what was asked for is no longer there.</summary>
    public static bool IsGone(WooAnswer answer) =>
        answer.Status == HttpStatusCode.NotFound && answer.ErrorCode?.EndsWith("_invalid_id", StringComparison.Ordinal) == true;

    /// <summary>The signature's time is not the shop's.</summary>
    public static bool IsOfAnotherTime(WooAnswer answer) =>
        answer is { Status: HttpStatusCode.Unauthorized, ErrorCode: NotAuthenticated } && Says(answer, "timestamp");

    public static ConnectorException From(WooAnswer answer, WooShop shop)
    {
        var (kind, message) = Judge(answer, shop);
        return new ConnectorException(kind, message) { RetryAfter = kind == FailureKind.Throttled ? answer.RetryAfter : null, RequestId = answer.RequestId };
    }

    public static ConnectorException Elsewhere(Uri address) => new(
        FailureKind.Refused,
        $"The shop sends us on to {address.GetLeftPart(UriPartial.Authority)}. The key is not sent there; if that is your shop, enter this address instead.");

    public static ConnectorException NotAList() => new(
        FailureKind.Unreadable, "The shop's answer is JSON but not the list that was asked for. A plugin may have changed its API.");

    public static ConnectorException SamePage() => new(
        FailureKind.Unreadable,
        "The shop sent the same page again instead of the next one. Something in front of it (a cache, a plugin) ignores the page number. Switch that off for the shop's API and start the sync again.");

    private static (FailureKind Kind, string Message) Judge(WooAnswer answer, WooShop shop) => (int)answer.Status switch
    {
        >= 200 and < 300 => (FailureKind.Unreadable,
            "The shop answered with a web page instead of data. Something stands in front of its API: a maintenance page, a cookie wall, a firewall or a login."),
        401 when IsOfAnotherTime(answer) => (FailureKind.Unavailable,
            "The shop's clock and this server's differ by more than 15 minutes, so the shop refuses signed requests. Set the clocks; nothing else is to be done."),
        401 when answer.ErrorCode == NotAuthenticated && Says(answer, "write permissions") => (FailureKind.Refused, MayOnlyRead),
        401 or 403 when answer.ErrorCode is "woocommerce_rest_cannot_create" or "woocommerce_rest_cannot_edit" or "woocommerce_rest_cannot_delete" =>
            (FailureKind.Refused, $"The key's WordPress user may not manage webhooks. Make a Read/Write key for a shop manager or an administrator ({KeyPlace})."),
        401 => (FailureKind.NeedsReauth, NotSignedIn(answer, shop)),
        403 when !answer.IsJson => (FailureKind.Unavailable,
            "A firewall in front of the shop turned us away (403). Ask the host to let this server through; it is tried again."),
        403 => (FailureKind.NeedsReauth,
            $"The key is valid, but its WordPress user may not read this. Make a key for a shop manager or an administrator ({KeyPlace})."),
        404 when answer.IsNoRoute => (FailureKind.Refused,
            "WordPress answers, but it has no such WooCommerce API. Check that WooCommerce is installed, active and up to date."),
        404 or 410 when !answer.IsJson => (FailureKind.Refused,
            "There is no WooCommerce shop at this address. Enter the address that buyers open; a shop in a folder needs the folder too."),
        429 => (FailureKind.Throttled, "The shop asked us to slow down."),
        503 when answer.RetryAfter is not null => (FailureKind.Throttled, "The shop is busy or in maintenance and said when to come back."),
        408 or 425 or >= 500 => (FailureKind.Unavailable, $"The shop has trouble of its own ({(int)answer.Status})."),
        400 when BadParameters(answer) is { } names => (FailureKind.Refused, $"The shop did not accept the request: {names}."),
        _ => (FailureKind.Refused, $"The shop refused the request ({(int)answer.Status}{CodeOf(answer)})."),
    };

    private static string NotSignedIn(WooAnswer answer, WooShop shop)
    {
        if (!answer.IsJson)
        {
            return "The web server in front of the shop asks for a password of its own. Take that protection off, or let this server through.";
        }

        return answer.ErrorCode switch
        {
            NotAuthenticated when Says(answer, "secret") || Says(answer, "signature") =>
                "The consumer secret is wrong for this consumer key. Copy both again; WooCommerce shows the secret only once.",
            NotAuthenticated when Says(answer, "read permissions") =>
                $"The key may not read. Give it the permission Read in {KeyPlace}.",
            NotAuthenticated when Says(answer, "key is invalid") => UnknownKey,
            NotAuthenticated =>
                $"The shop refused the key: its secret is wrong or it may not read. Make a new one with the permission Read in {KeyPlace}.",
            "woocommerce_rest_cannot_view" when shop.Api.Query.Length > 0 =>
                "The shop did not see the key. It uses plain permalinks, and WooCommerce before 11.1 then takes no key: in WordPress → Settings → Permalinks choose \"Post name\".",
            _ => UnknownKey,
        };
    }

    private static bool Says(WooAnswer answer, string words) => answer.Json.ValueKind == JsonValueKind.Object
        && answer.Json.Text("message"u8)?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;

    private static string MayOnlyRead =>
        $"The key may only read, and a webhook has to be created in the shop. Give it the permission Read/Write in {KeyPlace}; Quayside uses that for webhooks alone.";

    private static string UnknownKey =>
        $"The shop does not know this consumer key. Check it in {KeyPlace}. If it is right, something in front of the shop takes the sign-in away, or the shop does not notice that it is reached by https.";

    private static string? BadParameters(WooAnswer answer)
    {
        if (answer.ErrorCode != "rest_invalid_param" || answer.Json.Field("data"u8)?.Field("params"u8) is not { ValueKind: JsonValueKind.Object } bad)
        {
            return null;
        }

        return string.Join(", ", bad.EnumerateObject().Select(p => p.Name).Take(5));
    }

    private static string CodeOf(WooAnswer answer) => answer.ErrorCode is { Length: < 80 } code ? $", {code}" : "";
}
