using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Quayside.Sandbox;

/// <summary>Writes an answer onto the wire, or as much of it as a fault leaves.</summary>
internal static class AnswerWriter
{
    public static async Task WriteAsync(HttpContext context, FaultedAnswer faulted)
    {
        if (faulted.Cut == Cut.BeforeAnything)
        {
            context.Abort();
            return;
        }

        var answer = faulted.Answer;
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        response.Headers.Date = faulted.Date.ToString("R", CultureInfo.InvariantCulture);
        if (faulted.Cut == Cut.HalfWay)
        {
            await response.Body.WriteAsync(answer.Body[..(answer.Body.Length / 2)], context.RequestAborted);
            await response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }
}
