using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Quayside.Sandbox;

/// <summary>Takes a shop's requests from the wire: notes them, lets the planned faults strike, and writes what the shop answers.</summary>
internal sealed class FrontDesk(PracticeShop shop)
{
    private readonly ControlApi _control = new(shop);

    public async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path.StartsWith("/_sandbox/", StringComparison.Ordinal))
        {
            await _control.ServeAsync(context);
        }
        else if (path.StartsWith(shop.Protocol.PicturePath, StringComparison.Ordinal))
        {
            await Pictures.ServeAsync(context, path);
        }
        else
        {
            await NoteAndServeAsync(context);
        }
    }

    // Noted before it is sent: whoever has an answer finds its call noted, and the next call comes after it.
    private async Task NoteAndServeAsync(HttpContext context)
    {
        var atOnce = shop.Calls.Begin();
        var at = shop.Now;
        var request = await ReadAsync(context, at);
        Fault? fault = null;
        FaultedAnswer? answer = null;
        try
        {
            fault = shop.Faults.Strike(request.RawPath + "?" + request.RawQuery);
            answer = await AnswerAsync(context, request, fault, atOnce);
        }
        finally
        {
            var (key, shown) = shop.Protocol.Describe(request);
            shop.Calls.End(new PracticeCall(0, at, key, request.Method, shown, answer?.Status ?? 0, atOnce, fault?.Kind.ToString()));
        }

        await AnswerWriter.WriteAsync(context, answer);
    }

    private async Task<FaultedAnswer> AnswerAsync(HttpContext context, PracticeRequest request, Fault? fault, int atOnce)
    {
        if (atOnce > shop.Options.MaxConcurrentRequests)
        {
            return new FaultedAnswer(shop.Protocol.TooManyAtOnce()) { Date = shop.Now };
        }

        var begin = Stopwatch.GetTimestamp();
        var answer = await FaultedAnswer.MakeAsync(shop, request, fault, context.RequestAborted);
        var left = shop.Options.Latency - Stopwatch.GetElapsedTime(begin);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, context.RequestAborted);
        }

        return answer with { Date = shop.Now + answer.Skew };
    }

    private static async Task<PracticeRequest> ReadAsync(HttpContext context, DateTimeOffset now)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = question < 0 ? (target, "") : (target[..question], target[(question + 1)..]);
        return new PracticeRequest(
            context.Request.Method.ToUpperInvariant(), context.Request.Scheme, path, query, context.Request.Headers, await BodyAsync(context), now);
    }

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or 0)
        {
            return [];
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }
}
