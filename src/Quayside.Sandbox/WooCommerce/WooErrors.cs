using System.Text.Json;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>Errors as WordPress writes them: code, message, data.status.</summary>
internal static class WooErrors
{
    // First, because those below are made with it.
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static WooAnswer NoRoute { get; } = Of(404, "rest_no_route", "No route was found matching the URL and request method.");

    public static WooAnswer NotAuthenticated(string message) => Of(401, "woocommerce_rest_authentication_error", message);

    public static WooAnswer CannotView(bool signedIn, bool single) =>
        Of(signedIn ? 403 : 401, "woocommerce_rest_cannot_view", single ? "Sorry, you cannot view this resource." : "Sorry, you cannot list resources.");

    public static WooAnswer CannotCreate { get; } = Of(401, "woocommerce_rest_cannot_create", "Sorry, you are not allowed to create resources.");

    public static WooAnswer Of(int status, string code, string message)
    {
        var body = new ErrorBody(code, message, new ErrorData(status));
        return new WooAnswer(status, JsonSerializer.SerializeToUtf8Bytes(body, Snake));
    }

    /// <summary>How WordPress dies, which is before the REST API has set its headers.</summary>
    public static WooAnswer Died(int status, string code, string message)
    {
        var body = new { code, message, data = new { status }, additional_errors = Array.Empty<object>() };
        return new WooAnswer(status, JsonSerializer.SerializeToUtf8Bytes(body)) { Dressing = Dressing.NoCacheOnly };
    }

    /// <summary>What the web server in front of WordPress answers by itself.</summary>
    public static WooAnswer FromTheServerInFront(int status, string reason)
    {
        var page = $"<html>\r\n<head><title>{status} {reason}</title></head>\r\n<body>\r\n<center><h1>{status} {reason}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
        return new WooAnswer(status, System.Text.Encoding.ASCII.GetBytes(page)) { Dressing = Dressing.Bare, ContentType = "text/html" };
    }

    public static WooAnswer InvalidParameters(IReadOnlyList<InvalidParameter> invalid)
    {
        var body = new
        {
            code = "rest_invalid_param",
            message = $"Invalid parameter(s): {string.Join(", ", invalid.Select(one => one.Name))}",
            data = new
            {
                status = 400,
                @params = invalid.ToDictionary(one => one.Name, one => one.Message),
                details = invalid.ToDictionary(one => one.Name, one => new { code = one.Code, message = one.Message, data = one.Data }),
            },
        };
        return new WooAnswer(400, JsonSerializer.SerializeToUtf8Bytes(body));
    }

    private sealed record ErrorBody(string Code, string Message, ErrorData Data);

    private sealed record ErrorData(int Status);
}

/// <param name="Data">null, or the parameter's name where the type is wrong.</param>
internal sealed record InvalidParameter(string Name, string Code, string Message, object? Data = null);
