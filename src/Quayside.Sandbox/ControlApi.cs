using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Quayside.Sandbox;

/// <summary>The sandbox's own small API on each shop's port, under /_sandbox/.</summary>
internal sealed class ControlApi(PracticeShop shop)
{
    private const int MostCalls = 1000;
    private readonly LifeApi _life = new(shop);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public async Task ServeAsync(HttpContext context)
    {
        // A web page somewhere must not steer the sandbox through its visitor's browser.
        if (context.Request.Headers.Origin.Count > 0)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        try
        {
            await AnswerAsync(context);
        }
        catch (JsonException problem)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = problem.Message }, Json, context.RequestAborted);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var cancellation = context.RequestAborted;
        switch ($"{context.Request.Method} {context.Request.Path.Value!["/_sandbox".Length..]}")
        {
            case "GET /state":
                break;
            case "GET /calls":
                await context.Response.WriteAsJsonAsync(Calls(context.Request.Query["after"]), Json, cancellation);
                return;
            case "PUT /faults":
                SetFaults(await context.Request.ReadFromJsonAsync<List<FaultBody>>(Json, cancellation) ?? []);
                break;
            case "PUT /shop":
                Reseed(await context.Request.ReadFromJsonAsync<SizeBody>(Json, cancellation) ?? new SizeBody(null, null, null, null));
                break;
            case "POST /deliver":
                var told = await context.Request.ReadFromJsonAsync<DeliverBody>(Json, cancellation) ?? new DeliverBody("", 0);
                await context.Response.WriteAsJsonAsync(new { statuses = await shop.Webhooks.DeliverAsync(told.Topic, told.Id, cancellation) }, Json, cancellation);
                return;
            case "POST /consent":
                var consent = await context.Request.ReadFromJsonAsync<ConsentBody>(Json, cancellation);
                await context.Response.WriteAsJsonAsync(new { to = consent is null ? null : shop.Consent(consent.Address) }, Json, cancellation);
                return;
            case "PUT /clock":
                shop.ClockAhead = TimeSpan.FromSeconds((await context.Request.ReadFromJsonAsync<ClockBody>(Json, cancellation) ?? new ClockBody(0)).AheadSeconds);
                break;
            case "POST /life":
                var happened = await context.Request.ReadFromJsonAsync<LifeBody>(Json, cancellation);
                await context.Response.WriteAsJsonAsync(new { id = happened is null ? null : _life.Let(happened) }, Json, cancellation);
                return;
            case "POST /reset":
                Reset();
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
        }

        await context.Response.WriteAsJsonAsync(State(), Json, cancellation);
    }

    private object State() => new
    {
        shop.Options.Key,
        shop.Options.Name,
        shop.Options.Channel,
        shop.Options.Seed,
        shop.Options.Now,
        clockAheadSeconds = shop.ClockAhead.TotalSeconds,
        listings = shop.Data.Products.Count,
        variations = shop.Data.Read(data => data.Variations.Count),
        orders = shop.Data.Orders.Count,
        faults = shop.Faults.Current.Select(FaultBody.Of),
        calls = new { shop.Calls.Total, shop.Calls.Writes, shop.Calls.MostAtOnce },
    };

    private object Calls(string? after)
    {
        _ = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return new { items = shop.Calls.All.Where(call => call.Number > number).Take(MostCalls) };
    }

    private void SetFaults(List<FaultBody> bodies)
    {
        var faults = bodies.Select(body => body.ToFault()).ToList();
        shop.Faults.Clear();
        faults.ForEach(shop.Faults.Add);
    }

    private void Reseed(SizeBody body) => shop.Reseed(
        body.Listings ?? shop.Options.Listings,
        body.Orders ?? shop.Options.Orders,
        body.Seed ?? shop.Options.Seed,
        body.Variations ?? shop.Options.Variations);

    private void Reset()
    {
        shop.Faults.Clear();
        shop.Calls.Clear();
        shop.Reseed(shop.Options.Listings, shop.Options.Orders, shop.Options.Seed, shop.Options.Variations);
    }

    private sealed record DeliverBody(string Topic, long Id);

    private sealed record ConsentBody(Uri Address);

    private sealed record ClockBody(double AheadSeconds);

    private sealed record SizeBody(int? Listings, int? Orders, int? Seed, int? Variations);

    private sealed record FaultBody(FaultKind Kind, string? PathContains, int? Skip, int? Times, double? RetryAfterSeconds, double? DelaySeconds, double? SkewSeconds)
    {
        public static FaultBody Of(Fault fault) =>
            new(fault.Kind, fault.PathContains, fault.Skip, fault.Times, fault.RetryAfter?.TotalSeconds, fault.Delay.TotalSeconds, fault.Skew.TotalSeconds);

        public Fault ToFault()
        {
            var usual = new Fault(Kind);
            return usual with
            {
                PathContains = PathContains,
                Skip = Skip ?? 0,
                Times = Times,
                RetryAfter = RetryAfterSeconds is { } wait ? TimeSpan.FromSeconds(wait) : usual.RetryAfter,
                Delay = DelaySeconds is { } delay ? TimeSpan.FromSeconds(delay) : usual.Delay,
                Skew = SkewSeconds is { } skew ? TimeSpan.FromSeconds(skew) : usual.Skew,
            };
        }
    }
}
