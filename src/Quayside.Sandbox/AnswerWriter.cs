using System.Globalization;
using Microsoft.AspNetCore.Http;
using Quayside.Sandbox.WooCommerce;

namespace Quayside.Sandbox;

/// <summary>Writes an answer with the headers WordPress sends round it.</summary>
internal static class AnswerWriter
{
    /// <returns>The status that was sent; 0 when the connection was cut before one was.</returns>
    public static async Task<int> WriteAsync(HttpContext context, FaultedAnswer faulted, string api)
    {
        if (faulted.Cut == Cut.BeforeAnything)
        {
            context.Abort();
            return 0;
        }

        var answer = faulted.Answer;
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        SetHeaders(response.Headers, faulted, api);
        if (faulted.Cut == Cut.HalfWay)
        {
            await response.Body.WriteAsync(answer.Body[..(answer.Body.Length / 2)], context.RequestAborted);
            await response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return answer.Status;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }

        return answer.Status;
    }

    private static void SetHeaders(IHeaderDictionary headers, FaultedAnswer faulted, string api)
    {
        var answer = faulted.Answer;
        Set(headers, "Retry-After", faulted.RetryAfter is { } wait ? ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture) : null);
        headers.Date = faulted.Date.ToString("R", CultureInfo.InvariantCulture);

        if (answer.Dressing == Dressing.WordPress)
        {
            SetWordPressHeaders(headers, answer, api);
        }

        if (answer.SignedIn || answer.Dressing == Dressing.NoCacheOnly)
        {
            headers.Expires = "Wed, 11 Jan 1984 05:00:00 GMT";
            headers.CacheControl = "no-cache, must-revalidate, max-age=0, no-store, private";
        }
    }

    private static void SetWordPressHeaders(IHeaderDictionary headers, WooAnswer answer, string api)
    {
        headers["X-Robots-Tag"] = "noindex";
        headers.Link = answer.Link ?? $"<{api}>; rel=\"https://api.w.org/\"";
        headers.XContentTypeOptions = "nosniff";
        headers.AccessControlExposeHeaders = "X-WP-Total, X-WP-TotalPages, Link";
        headers.AccessControlAllowHeaders = "Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type";
        Set(headers, "X-WP-Total", answer.Total?.ToString(CultureInfo.InvariantCulture));
        Set(headers, "X-WP-TotalPages", answer.TotalPages?.ToString(CultureInfo.InvariantCulture));
        Set(headers, "Allow", answer.Allow);
        if (!answer.SignedIn)
        {
            headers.Vary = "Origin";
        }
    }

    private static void Set(IHeaderDictionary headers, string name, string? value)
    {
        if (value is not null)
        {
            headers[name] = value;
        }
    }
}
