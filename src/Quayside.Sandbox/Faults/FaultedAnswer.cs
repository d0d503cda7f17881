using System.Text;

namespace Quayside.Sandbox;

internal enum Cut
{
    No,
    BeforeAnything,
    HalfWay,
}

/// <summary>The shop's answer after the fault, if any, has had its way with it.</summary>
internal sealed record FaultedAnswer(PracticeAnswer Answer)
{
    private const string Page = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1></body></html>";

    public Cut Cut { get; init; }

    /// <summary>What is sent; 0 where the connection is cut before anything is.</summary>
    public int Status => Cut == Cut.BeforeAnything ? 0 : Answer.Status;

    /// <summary>Added to the Date header.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>What time it is in the shop.</summary>
    public DateTimeOffset Date { get; init; }

    public static async Task<FaultedAnswer> MakeAsync(PracticeShop shop, PracticeRequest request, Fault? fault, CancellationToken cancellation)
    {
        var protocol = shop.Protocol;
        switch (fault?.Kind)
        {
            case null:
                return new(protocol.Answer(request));
            case FaultKind.Slow:
                await Task.Delay(fault.Delay, cancellation);
                return new(protocol.Answer(request));
            case FaultKind.CutConnection:
                return new(protocol.TooManyAtOnce()) { Cut = Cut.BeforeAnything };
            case FaultKind.AnswerLost:
                return new(protocol.Answer(request)) { Cut = Cut.BeforeAnything };
            case FaultKind.AnswerLate:
                var done = protocol.Answer(request);
                await Task.Delay(fault.Delay, cancellation);
                return new(done);
            case FaultKind.HalfBody:
                return new(protocol.Answer(request)) { Cut = Cut.HalfWay };
            case FaultKind.TruncatedJson:
                var whole = protocol.Answer(request);
                return new(whole with { Body = whole.Body[..(whole.Body.Length / 2)] });
            case FaultKind.Html:
                return new(new PracticeAnswer(200, Encoding.UTF8.GetBytes(Page), "text/html; charset=UTF-8", []));
            case FaultKind.ClockSkew:
                return new(protocol.Answer(request with { Now = request.Now + fault.Skew })) { Skew = fault.Skew };
            case FaultKind.RowDeleted or FaultKind.RowAdded:
                Drift(shop, protocol.RowsOf(request), fault.Kind, request.Now);
                return new(protocol.Answer(request));
            default:
                return new(protocol.Struck(request, fault));
        }
    }

    private static void Drift(PracticeShop shop, PracticeRows rows, FaultKind kind, DateTimeOffset now) => shop.Data.Edit(data =>
    {
        if (kind == FaultKind.RowDeleted)
        {
            _ = rows switch
            {
                PracticeRows.Orders => data.Orders.RemoveAll(order => order == data.Orders[0]),
                PracticeRows.Variations => Remove(data),
                _ => data.Products.RemoveAll(product => product == data.Products[0]),
            };
        }
        else
        {
            AddRow(data, rows, now);
        }
    });

    private static int Remove(ShopData data) =>
        data.Variations.Count == 0 ? 0 : data.Variations[0].Parent.Variations.RemoveAll(variation => variation == data.Variations[0]);

    private static void AddRow(ShopData data, PracticeRows rows, DateTimeOffset at)
    {
        if (rows == PracticeRows.Orders)
        {
            data.Orders.Add(new PracticeOrder { Id = data.NextId(), Currency = "EUR", PlacedAt = at, ModifiedAt = at, Fees = { new PracticeFee(data.NextItemId(), "Added meanwhile", 1) } });
        }
        else if (rows == PracticeRows.Variations && data.Products.Find(product => product.Type == "variable") is { } parent)
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
