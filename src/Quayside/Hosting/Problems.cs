using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Organisations.Pages;

namespace Quayside.Hosting;

/// <summary>Refusals as RFC 9457 problem details with a stable "code".</summary>
internal static partial class Problems
{
    // Every code that a use case refuses with has its line here; a test reads the sources for others.
    private static readonly Dictionary<string, int> StatusOf = new(StringComparer.Ordinal)
    {
        ["cursor.invalid"] = 400,
        ["limit.invalid"] = 400,
        ["request.invalid"] = 400,
        ["key.invalid"] = 401,
        ["key.missing"] = 401,
        ["forbidden"] = 403,
        ["not_found"] = 404,
        ["sync.none"] = 404,
        ["method.not_allowed"] = 405,
        ["first_run.over"] = 409,
        ["idempotency.in_progress"] = 409,
        ["sku_change.decided"] = 409,
        ["store.already_connected"] = 409,
        ["store.connected"] = 409,
        ["store.disconnected"] = 409,
        ["store.needs_reauth"] = 409,
        ["store.other_seller"] = 409,
        ["sync.running"] = 409,
        ["user.changed"] = 409,
        ["user.exists"] = 409,
        ["user.last_owner"] = 409,
        ["order.move"] = 409,
        ["order.paid"] = 409,
        ["parcel.too_many"] = 409,
        ["return.too_many"] = 409,
        ["stock.not_on_hand"] = 409,
        ["request.too_large"] = 413,
        ["request.media_type"] = 415,
        ["bulk.carrier"] = 422,
        ["bulk.move"] = 422,
        ["bulk.orders"] = 422,
        ["carrier.apart"] = 422,
        ["carrier.name"] = 422,
        ["carrier.name_is_channels"] = 409,
        ["carrier.name_taken"] = 409,
        ["carrier.regions"] = 422,
        ["carrier.same"] = 422,
        ["carrier.services"] = 422,
        ["carrier.texts"] = 422,
        ["carrier.tracking_url"] = 422,
        ["carrier.used"] = 409,
        ["authorisation.failed"] = 422,
        ["authorisation.late"] = 422,
        ["authorisation.missing"] = 422,
        ["authorisation.not_offered"] = 422,
        ["authorisation.shop"] = 422,
        ["authorisation.unknown"] = 422,
        ["authorisation.used"] = 409,
        ["channel.unknown"] = 422,
        ["draft.incomplete"] = 422,
        ["draft.none"] = 422,
        ["draft.size"] = 422,
        ["file.busy"] = 409,
        ["file.columns"] = 422,
        ["file.none"] = 404,
        ["first_run.code"] = 422,
        ["idempotency.key_reused"] = 422,
        ["idempotency.key_too_long"] = 422,
        ["key.name"] = 422,
        ["kit.components"] = 422,
        ["link.quantity"] = 422,
        ["listing.components"] = 422,
        ["listing.gtin"] = 422,
        ["listing.image"] = 422,
        ["listing.observed"] = 409,
        ["listing.open_orders"] = 409,
        ["listing.opening"] = 422,
        ["listing.options"] = 422,
        ["listing.price"] = 422,
        ["listing.sku"] = 422,
        ["listing.sku_taken"] = 409,
        ["listing.status"] = 422,
        ["listing.text"] = 422,
        ["listing.title"] = 422,
        ["listing.variations"] = 422,
        ["order.carrier_is_channels"] = 409,
        ["older_orders.here"] = 409,
        ["older_orders.not_offered"] = 422,
        ["older_orders.too_early"] = 409,
        ["older_orders.window"] = 422,
        ["mapping.size"] = 422,
        ["merge.items"] = 422,
        ["organisation.name"] = 422,
        ["parcel.carrier"] = 422,
        ["parcel.lines"] = 422,
        ["parcel.text"] = 422,
        ["return.historical"] = 422,
        ["return.lines"] = 422,
        ["setting.missing"] = 422,
        ["order.amount"] = 422,
        ["order.carrier"] = 422,
        ["order.changed"] = 409,
        ["order.closed"] = 409,
        ["order.currency"] = 422,
        ["order.discount"] = 422,
        ["order.line"] = 422,
        ["order.lines"] = 422,
        ["order.note"] = 422,
        ["order.number"] = 422,
        ["order.number_taken"] = 409,
        ["order.observed"] = 422,
        ["order.payment"] = 422,
        ["order.placed_at"] = 422,
        ["order.price"] = 422,
        ["order.quantity"] = 422,
        ["order.shipped"] = 422,
        ["order.sku"] = 422,
        ["order.text"] = 422,
        ["order.variation"] = 422,
        ["sheet.columns"] = 422,
        ["sheet.unreadable"] = 422,
        ["split.variations"] = 422,
        ["stock.quantity"] = 422,
        ["stock.same_warehouse"] = 422,
        ["stock.short"] = 422,
        ["stock.text"] = 422,
        ["stock.unknown"] = 409,
        ["stock_item.merged"] = 409,
        ["stock_item.sku"] = 422,
        ["stock_item.sku_taken"] = 409,
        ["store.check_failed"] = 422,
        ["store.not_offline"] = 409,
        ["store.currency"] = 422,
        ["store.country"] = 422,
        ["store.every_minutes"] = 422,
        ["store.history_days"] = 422,
        ["store.name"] = 422,
        ["store.offline"] = 409,
        ["suggestion.decided"] = 409,
        ["template.invalid"] = 422,
        ["template.nothing"] = 422,
        ["user.email"] = 422,
        ["user.password"] = 422,
        ["warehouse.closed"] = 409,
        ["warehouse.exists"] = 409,
        ["warehouse.in_use"] = 409,
        ["warehouse.name"] = 422,
        ["warehouse.not_empty"] = 409,
        ["webhooks.no_address"] = 422,
        ["webhooks.not_offered"] = 422,
        ["webhooks.topics"] = 422,
        ["internal"] = 500,
    };

    /// <summary>Codes and their HTTP status; a code without a line is 422.</summary>
    public static IReadOnlyDictionary<string, int> Codes => StatusOf;

    public static ProblemHttpResult ToProblem(this Refusal refusal)
    {
        var status = StatusOf.GetValueOrDefault(refusal.Code, StatusCodes.Status422UnprocessableEntity);
        var extensions = new Dictionary<string, object?> { ["code"] = refusal.Code };
        if (refusal.StoreId is { } storeId)
        {
            extensions["storeId"] = storeId.ToString(CultureInfo.InvariantCulture);
        }

        if (refusal.Shortages.Count > 0)
        {
            extensions["shortages"] = refusal.Shortages;
        }

        return TypedResults.Problem(refusal.Message, statusCode: status, extensions: extensions);
    }

    /// <summary>The result as 200, or the refusal.</summary>
    public static Results<Ok<T>, ProblemHttpResult> ToAnswer<T>(this Outcome<T> outcome)
        where T : class => outcome.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(outcome.Value);

    public static Results<NoContent, ProblemHttpResult> ToAnswer(this Refusal? refusal) =>
        refusal is null ? TypedResults.NoContent() : refusal.ToProblem();

    public static Task WriteAsync(HttpContext context, Refusal refusal) => refusal.ToProblem().ExecuteAsync(context);

    /// <summary>What the framework refused by itself: under /api a problem with a code, also for what went wrong; else a page.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api =>
        {
            api.UseExceptionHandler(handler => handler.Run(context => WriteAsync(context, OfStatus(500))));
            api.UseStatusCodePages(context => WriteAsync(context.HttpContext, OfStatus(context.HttpContext.Response.StatusCode)));
            api.Use((context, next) => UnreadableAsync(context, next, bad => WriteAsync(
                context, bad.StatusCode == StatusCodes.Status400BadRequest ? new Refusal("request.invalid", Words(bad)) : OfStatus(bad.StatusCode))));
        });
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api"), pages => pages.Use((context, next) => UnreadableAsync(
            context, next, bad => new RazorComponentResult<StaleFormPage> { StatusCode = bad.StatusCode }.ExecuteAsync(context))));
    }

    // A caller's mistake is an answer, not an error of ours to log.
    private static async Task UnreadableAsync(HttpContext context, RequestDelegate next, Func<BadHttpRequestException, Task> answer)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await answer(bad);
        }
    }

    // The framework's own sentences name C# types; what a caller needs is which value was meant.
    private static string Words(BadHttpRequestException bad) => bad.Message.Contains("no body was provided", StringComparison.Ordinal)
        ? "The request needs a body, sent as application/json."
        : bad.InnerException is System.Text.Json.JsonException json
        ? $"The body cannot be read{(json.Path is { Length: > 1 } path ? $" at {path}" : "")}."
        : Parameter().Match(bad.Message) is { Success: true } match
            ? $"\"{match.Groups["name"].Value}\" cannot be \"{match.Groups["value"].Value}\"."
            : bad.Message;

    [GeneratedRegex("""^Failed to bind parameter "(\S+ )*(?<name>\w+)" from "(?<value>.*)"\.$""")]
    private static partial Regex Parameter();

    private static Refusal OfStatus(int status) => status switch
    {
        404 => new Refusal("not_found", "There is nothing at this address."),
        405 => new Refusal("method.not_allowed", "This address does not take this method."),
        413 => new Refusal("request.too_large", "The body is too large."),
        415 => new Refusal("request.media_type", "Send the body as application/json."),
        >= 500 => new Refusal("internal", "Quayside failed. Its log says why; nothing half-made was kept."),
        _ => new Refusal("request.invalid", "The request cannot be read."),
    };
}
