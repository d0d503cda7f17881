using System.Net;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Vendure;

/// <summary>Vendure's failures in our five kinds. Most of them come as HTTP 200 with a list of errors.</summary>
internal static class VendureErrors
{
    private const int LongestText = 200;

    public static ConnectorException From(HttpResponseMessage answer, Uri endpoint, TimeProvider clock) => answer.StatusCode switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(
            FailureKind.NeedsReauth,
            $"Something in front of the shop refused us (HTTP {(int)answer.StatusCode}). Let Quayside through to {Shown(endpoint)}."),
        HttpStatusCode.TooManyRequests => new(FailureKind.Throttled, "The shop asked us to slow down.") { RetryAfter = WireFault.RetryAfter(answer, clock) },
        HttpStatusCode.ServiceUnavailable when WireFault.RetryAfter(answer, clock) is { } wait =>
            new(FailureKind.Throttled, "The shop is busy and asked us to come back later.") { RetryAfter = wait },
        >= HttpStatusCode.InternalServerError => new(FailureKind.Unavailable, $"The shop answered with HTTP {(int)answer.StatusCode}."),
        >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest => new(
            FailureKind.Refused,
            $"{Shown(endpoint)} sends its visitors on{(answer.Headers.Location is { } to ? $" to {Shown(new Uri(endpoint, to))}" : "")}. "
            + "Enter the address of the Vendure server itself."),
        _ => new(
            FailureKind.Refused,
            $"{Shown(endpoint)} answered with HTTP {(int)answer.StatusCode}. Enter the address of the Vendure server, "
            + "such as https://shop.example/admin-api."),
    };

    /// <summary>What the errors of one answer mean together, the one that a person has to act on first.</summary>
    /// <param name="rights">What the user may do; null when it is not known.</param>
    public static ConnectorException From(IReadOnlyList<VendureError> errors, VendureRights? rights = null)
    {
        if (errors.Any(e => e.IsForbidden))
        {
            return Forbidden(rights);
        }

        if (errors.Any(e => e.Code == "CHANNEL_NOT_FOUND"))
        {
            return UnknownChannel();
        }

        var error = errors[0];
        return error.Code switch
        {
            "USER_INPUT_ERROR" or "ILLEGAL_OPERATION" or "ENTITY_NOT_FOUND" =>
                new(FailureKind.Refused, $"The shop said no: {Short(error.Message)}"),
            "GRAPHQL_VALIDATION_FAILED" or "GRAPHQL_PARSE_FAILED" or "BAD_USER_INPUT" =>
                new(FailureKind.Unreadable, $"This Vendure speaks another version of its language than Quayside: {Short(error.Message)}"),
            _ => new(FailureKind.Unavailable, $"The shop has a fault of its own: {Short(error.Message)}"),
        };
    }

    public static ConnectorException UnknownChannel() => new(
        FailureKind.NeedsReauth,
        "This Vendure has no channel with the token that was entered. Copy the token from Settings, Channels, "
        + "or leave it empty for the default channel.");

    public static ConnectorException RefusedSignIn(string? errorCode) => errorCode == "INVALID_CREDENTIALS_ERROR"
        ? new(FailureKind.NeedsReauth, "Vendure does not accept this user name and password. Enter those of an administrator.")
        : new(FailureKind.NeedsReauth, "Vendure does not sign this user in with a user name and a password.");

    public static ConnectorException NoSession() => new(
        FailureKind.Refused,
        "Vendure accepted the password but gave no session. Set its authOptions.tokenMethod to include \"bearer\".");

    public static ConnectorException NotTheSameShop() => new(
        FailureKind.NeedsReauth,
        "Another shop than before answers at this address. Reading stopped so that two shops are not mixed.");

    public static ConnectorException NotVendure(Uri endpoint, Exception? cause = null) => new(
        FailureKind.Unreadable,
        $"What answers at {Shown(endpoint)} is not a Vendure Admin API. Check the address and what stands in front of the shop.",
        cause);

    /// <summary>The address without a user name, password or query in it.</summary>
    public static string Shown(Uri address) => address.GetLeftPart(UriPartial.Path).Replace(
        address.UserInfo.Length > 0 ? address.UserInfo + "@" : "\0", "", StringComparison.Ordinal);

    public static string Short(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";

    private static ConnectorException Forbidden(VendureRights? rights) => new(
        FailureKind.NeedsReauth,
        rights switch
        {
            { Missing.Count: > 0 } => $"The user lacks rights in this channel: give its role {string.Join(", ", rights.Missing)}.",
            { Missing: null, Channels.Count: > 0 } =>
                $"The user may not enter this channel, only {string.Join(", ", rights.Channels)}. Enter that channel's token.",
            _ => "The user may not read this. Check the rights of its role in this channel.",
        });
}
