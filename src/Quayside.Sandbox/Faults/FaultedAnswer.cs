using System.Text;
using Quayside.Sandbox.WooCommerce;

namespace Quayside.Sandbox;

internal enum Cut
{
    No,
    BeforeAnything,
    HalfWay,
}

/// <summary>The shop's answer after the fault, if any, has had its way with it.</summary>
internal sealed record FaultedAnswer(WooAnswer Answer)
{
    private const string Notice = "<br />\n<b>Notice</b>:  Undefined index: practice in <b>/wp-content/plugins/practice.php</b> on line <b>42</b><br />\n";
    private const string Page = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1></body></html>";

    public Cut Cut { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Added to the Date header.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>What time it is in the shop.</summary>
    public DateTimeOffset Date { get; init; }

    public static async Task<FaultedAnswer> MakeAsync(PracticeShop shop, WooRequest request, Fault? fault, CancellationToken cancellation)
    {
        var server = shop.Server!;
        switch (fault?.Kind)
        {
            case null:
                return new(server.Answer(request));
            case FaultKind.TooManyRequests:
                return new(WooErrors.FromTheServerInFront(429, "Too Many Requests")) { RetryAfter = fault.RetryAfter };
            case FaultKind.ServerError:
                return new(WooErrors.Died(500, "internal_server_error", "<p>There has been a critical error on this website.</p>"));
            case FaultKind.BadGateway:
                return new(WooErrors.FromTheServerInFront(502, "Bad Gateway"));
            case FaultKind.Unavailable:
                return new(WooErrors.Died(503, "wp_die", "Briefly unavailable for scheduled maintenance. Check back in a minute.")) { RetryAfter = fault.RetryAfter };
            case FaultKind.Slow:
                await Task.Delay(fault.Delay, cancellation);
                return new(server.Answer(request));
            case FaultKind.CutConnection:
                return new(WooErrors.NoRoute) { Cut = Cut.BeforeAnything };
            case FaultKind.HalfBody:
                return new(server.Answer(request)) { Cut = Cut.HalfWay };
            case FaultKind.ClockSkew:
                return new(server.Answer(request with { Now = request.Now + fault.Skew })) { Skew = fault.Skew };
            case FaultKind.ExpiredKey:
                return new(server.Answer(request with { KeysAreRevoked = true }));
            case FaultKind.RowDeleted or FaultKind.RowAdded:
                Drift(shop, request, fault.Kind);
                return new(server.Answer(request));
            case FaultKind.RepeatedPage:
                return new(server.Answer(request with { AnsweredInstead = request.Query.With("page", "1") }));
            default:
                return new(Altered(server.Answer(request), fault.Kind));
        }
    }

    private static WooAnswer Altered(WooAnswer answer, FaultKind kind) => kind switch
    {
        FaultKind.TruncatedJson => answer with { Body = answer.Body[..(answer.Body.Length / 2)] },
        FaultKind.Html => new WooAnswer(200, Encoding.UTF8.GetBytes(Page)) { ContentType = "text/html; charset=UTF-8", Dressing = Dressing.Bare },
        FaultKind.NoticeBeforeJson => answer with { Body = (byte[])[.. Encoding.UTF8.GetBytes(Notice), .. answer.Body.Span] },
        FaultKind.MorePagesThanAnnounced when answer is { Total: { } total, TotalPages: > 1 and var pages } =>
            answer with { Total = total * (pages - 1) / pages, TotalPages = pages - 1 },
        _ => answer,
    };

    private static void Drift(PracticeShop shop, WooRequest request, FaultKind kind)
    {
        var orders = request.Route.Contains("/orders", StringComparison.Ordinal);
        var variations = request.Route.Contains("/variations", StringComparison.Ordinal);
        shop.Data.Edit(data =>
        {
            if (kind == FaultKind.RowDeleted)
            {
                _ = orders ? data.Orders.RemoveAll(order => order == data.Orders[0])
                    : variations ? Remove(data)
                    : data.Products.RemoveAll(product => product == data.Products[0]);
            }
            else
            {
                AddRow(data, orders, variations, request.Now);
            }
        });
    }

    private static int Remove(ShopData data) =>
        data.Variations.Count == 0 ? 0 : data.Variations[0].Parent.Variations.RemoveAll(variation => variation == data.Variations[0]);

    private static void AddRow(ShopData data, bool orders, bool variations, DateTimeOffset at)
    {
        if (orders)
        {
            data.Orders.Add(new PracticeOrder { Id = data.NextId(), Currency = "EUR", PlacedAt = at, ModifiedAt = at, Fees = { new PracticeFee(data.NextItemId(), "Added meanwhile", 1) } });
        }
        else if (variations && data.Products.Find(product => product.Type == "variable") is { } parent)
        {
            parent.Variations.Add(new PracticeVariation { Id = data.NextId(), Parent = parent, Choices = [.. parent.Options.Select(_ => (string?)null)], RegularPrice = 1, CreatedAt = at, ModifiedAt = at });
        }
        else
        {
            var id = data.NextId();
            data.Products.Add(new PracticeProduct { Id = id, Name = "Added meanwhile", Slug = $"added-{id}", RegularPrice = 1, CreatedAt = at, ModifiedAt = at });
        }
    }
}
