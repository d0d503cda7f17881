using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Quayside.Sandbox.WooCommerce;

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
        else if (path.StartsWith("/wp-content/uploads/", StringComparison.Ordinal))
        {
            await Pictures.ServeAsync(context, path);
        }
        else
        {
            await NoteAndServeAsync(context);
        }
    }

    private async Task NoteAndServeAsync(HttpContext context)
    {
        var atOnce = shop.Calls.Begin();
        var at = shop.Now;
        var request = Read(context, at) with { Body = await BodyAsync(context) };
        Fault? fault = null;
        var status = 0;
        try
        {
            fault = shop.Faults.Strike(request.RawPath + "?" + request.Query.Raw);
            status = await ServeAsync(context, request, fault, atOnce);
        }
        finally
        {
            var key = WooSignIn.SentKey(request);
            var shown = key is null ? null : "…" + key[^Math.Min(7, key.Length)..];
            shop.Calls.End(new PracticeCall(0, at, shown, request.Method, Shown(request), status, atOnce, fault?.Kind.ToString()));
        }
    }

    /// <returns>The status that was sent; 0 when the connection was cut.</returns>
    private async Task<int> ServeAsync(HttpContext context, WooRequest request, Fault? fault, int atOnce)
    {
        if (atOnce > shop.Options.MaxConcurrentRequests)
        {
            var refused = new FaultedAnswer(WooErrors.FromTheServerInFront(429, "Too Many Requests")) { RetryAfter = TimeSpan.FromSeconds(1) };
            return await AnswerWriter.WriteAsync(context, refused with { Date = shop.Now }, shop.Addresses!.Root);
        }

        if (shop.Options.Latency > TimeSpan.Zero)
        {
            await Task.Delay(shop.Options.Latency, context.RequestAborted);
        }

        var answer = await FaultedAnswer.MakeAsync(shop, request, fault, context.RequestAborted);
        return await AnswerWriter.WriteAsync(context, answer with { Date = shop.Now + answer.Skew }, shop.Addresses!.Root);
    }

    private static WooRequest Read(HttpContext context, DateTimeOffset now)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = question < 0 ? (target, "") : (target[..question], target[(question + 1)..]);
        return new WooRequest(
            context.Request.Method.ToUpperInvariant(),
            context.Request.Scheme,
            path,
            new PhpQuery(query),
            context.Request.Headers.Authorization.FirstOrDefault(),
            now);
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

    private static string Shown(WooRequest request)
    {
        var kept = request.Query.Raw.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !part.StartsWith("consumer_", StringComparison.Ordinal) && !part.StartsWith("oauth_", StringComparison.Ordinal));
        var query = string.Join('&', kept);
        return query.Length > 0 ? $"{request.RawPath}?{query}" : request.RawPath;
    }
}
