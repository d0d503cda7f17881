using System.Globalization;
using Quayside.Catalogue;
using Quayside.Connectors;

namespace Quayside.Orders.Pages;

/// <summary>An order on its page, as it is being typed.</summary>
public sealed class OrderDraft
{
    /// <summary>One for each page: pressing twice takes one order.</summary>
    public string Key { get; } = Guid.NewGuid().ToString("N");

    public long StoreId { get; set; }

    public required Currency Currency { get; set; }

    public List<DraftLine> Lines { get; } = [];

    public string? BuyerName { get; set; }

    public string? BuyerEmail { get; set; }

    public string? BuyerPhone { get; set; }

    public PostalAddress To { get; set; } = Nowhere;

    public string? Shipping { get; set; }

    public string? Discount { get; set; }

    public string? Tax { get; set; }

    public Payment Payment { get; set; }

    public string? Note { get; set; }

    public static PostalAddress Nowhere { get; } = new(null, null, null, null, null, null, null, null, null);

    public static OrderDraft Of(OrderView order)
    {
        var draft = new OrderDraft
        {
            StoreId = order.StoreId,
            Currency = order.Total.Currency,
            BuyerName = order.Buyer.Name,
            BuyerEmail = order.Buyer.Email,
            BuyerPhone = order.Buyer.Phone,
            To = order.ShipTo ?? Nowhere,
            Shipping = Typed(order.ShippingTotal),
            Discount = Typed(order.DiscountTotal),
            Tax = order.TaxTotal is { } tax ? $"{tax}" : null,
            Payment = order.PaidAt is not null ? Payment.Paid : order.State == OrderState.AwaitingPayment ? Payment.Awaited : Payment.Later,
            Note = order.Note,
        };
        draft.Lines.AddRange(order.Lines.Select(l => new DraftLine
        {
            Id = l.Id,
            VariationId = l.VariationId,
            Title = l.Title,
            SellerSku = l.SellerSku,
            Image = Images.OfVariation(l.VariationId, l.Image),
            Quantity = l.Quantity.ToString("0.###", CultureInfo.InvariantCulture),
            Price = l.UnitPrice?.Text,
        }));
        return draft;
    }

    /// <returns>Without parts that hold nothing.</returns>
    public static PostalAddress Kept(PostalAddress to) => new(
        OurText.Of(to.Name), OurText.Of(to.Company), OurText.Of(to.Line1), OurText.Of(to.Line2), OurText.Of(to.City), OurText.Of(to.Region),
        OurText.Of(to.Postcode), OurText.Of(to.Country), OurText.Of(to.Phone));

    /// <summary>Takes over what an earlier order said of somebody.</summary>
    public void Take(EarlierBuyer buyer) => (BuyerName, BuyerEmail, BuyerPhone, To) =
        (buyer.Buyer.Name, buyer.Buyer.Email, buyer.Buyer.Phone, buyer.ShipTo ?? To);

    public OrderRequest Request() => new(StoreId, LineRequests())
    {
        Buyer = Buyer(),
        ShipTo = Address(),
        Shipping = TypedNumber.Amount(Shipping),
        Discount = TypedNumber.Amount(Discount),
        Tax = TypedNumber.Amount(Tax),
        Paid = Payment switch { Payment.Paid => true, Payment.Awaited => false, _ => null },
        Note = Note,
    };

    public OrderEdit Edit(OrderView order) => new()
    {
        ChangedAt = order.ChangedAt,
        Lines = order.Open ? LineRequests() : null,
        Buyer = Buyer(),
        ShipTo = Address(),
        Shipping = order.Open ? TypedNumber.Amount(Shipping) ?? 0 : null,
        Discount = order.Open ? TypedNumber.Amount(Discount) ?? 0 : null,
        Tax = order.Open ? TypedNumber.Amount(Tax) ?? (order.TaxTotal is null ? null : 0) : null,
        Paid = Payment == Of(order).Payment || Payment == Payment.Later ? null : Payment == Payment.Paid,
        PaidLater = Payment != Of(order).Payment && Payment == Payment.Later,
        Note = Note ?? "",
    };

    /// <summary>The first thing that was typed and is no number; null when all are.</summary>
    public string? NotANumber()
    {
        string?[] typed = [.. Lines.SelectMany(l => new[] { l.Quantity, l.Price }), Shipping, Discount, Tax];
        return typed.FirstOrDefault(t => !string.IsNullOrWhiteSpace(t) && TypedNumber.Amount(t) is null);
    }

    private BuyerRequest Buyer() => new(BuyerName, BuyerEmail, BuyerPhone);

    // An address without a name goes to the buyer.
    private AddressRequest Address() => To == Nowhere
        ? new AddressRequest()
        : new AddressRequest(To.Name ?? BuyerName, To.Company, To.Line1, To.Line2, To.City, To.Region, To.Postcode, To.Country, To.Phone);

    private List<OrderLineRequest> LineRequests() => Lines.ConvertAll(l => new OrderLineRequest(TypedNumber.Amount(l.Quantity) ?? 0)
    {
        Id = l.Id,
        VariationId = l.VariationId,
        UnitPrice = TypedNumber.Amount(l.Price),
    });

    private static string? Typed(Money amount) => amount.MinorUnits == 0 ? null : $"{amount}";
}

public sealed class DraftLine
{
    /// <summary>For the page: each row is its own.</summary>
    public Guid Row { get; } = Guid.NewGuid();

    public long? Id { get; init; }

    public long? VariationId { get; init; }

    public required string Title { get; init; }

    public string? SellerSku { get; init; }

    public string? Image { get; init; }

    public string? Quantity { get; set; } = "1";

    public string? Price { get; set; }
}

public enum Payment
{
    /// <summary>On delivery, or by invoice.</summary>
    Later,

    Paid,

    /// <summary>Nothing is done for it before.</summary>
    Awaited,
}

/// <summary>Numbers as people type them.</summary>
internal static class TypedNumber
{
    /// <summary>"12.50", "12,50", "1.234,50" and "1,234.50": the last separator is the decimal one.</summary>
    /// <returns>null when nothing, or no number, was typed.</returns>
    public static decimal? Amount(string? typed)
    {
        var text = string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c)));
        var last = text.LastIndexOfAny(['.', ',']);
        var plain = last < 0 ? text : string.Concat(text[..last].Where(c => c is not ('.' or ','))) + "." + text[(last + 1)..];
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }
}
