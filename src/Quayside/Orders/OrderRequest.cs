using System.Text.Json.Serialization;
using Quayside.Connectors;

namespace Quayside.Orders;

/// <summary>An order to be taken for an offline store. Amounts are in the store's currency, in major units (12.50), as a number or as text.</summary>
/// <param name="Lines">1 to 500.</param>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
public sealed record OrderRequest(long StoreId, IReadOnlyList<OrderLineRequest> Lines)
{
    public BuyerRequest? Buyer { get; init; }

    public AddressRequest? ShipTo { get; init; }

    /// <summary>0 when left out.</summary>
    public decimal? Shipping { get; init; }

    /// <summary>Off the sum of the lines, spread over them to the last cent; 0 when left out.</summary>
    public decimal? Discount { get; init; }

    /// <summary>On top of lines and shipping; left out, the prices are as charged.</summary>
    public decimal? Tax { get; init; }

    /// <summary>ISO 4217; only to be held against the store's own.</summary>
    public string? Currency { get; init; }

    /// <summary>true: it is paid. false: it waits for the payment. Left out: it is worked on without, to be paid on delivery or by invoice.</summary>
    public bool? Paid { get; init; }

    /// <summary>The caller's own number, at most 64 characters, unique in the store; one is made when left out.</summary>
    public string? Number { get; init; }

    /// <summary>At most 2,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>The carrier for this order; left out, the store's default.</summary>
    public long? CarrierId { get; init; }

    /// <summary>When the buyer placed it; now when left out. Before the store was opened it is history: it moves no stock and is done.</summary>
    public DateTimeOffset? PlacedAt { get; init; }
}

/// <summary>One variation and how many of it. It is named by its id or by its SKU.</summary>
/// <param name="Quantity">More than 0, at most 1,000,000, three decimals.</param>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
public sealed record OrderLineRequest(decimal Quantity)
{
    /// <summary>When an order is changed: a line that it has. Left out, the line is a new one.</summary>
    public long? Id { get; init; }

    public long? VariationId { get; init; }

    /// <summary>The seller SKU of one of the store's variations, or the master SKU of the stock item that it sells.</summary>
    public string? Sku { get; init; }

    /// <summary>What history calls something that the store does not sell; only of a file.</summary>
    internal string? Title { get; init; }

    /// <summary>For one piece, before discounts; what the line had, or the variation's own price, when left out.</summary>
    public decimal? UnitPrice { get; init; }
}

public sealed record BuyerRequest(string? Name = null, string? Email = null, string? Phone = null)
{
    internal static Buyer Kept(BuyerRequest? buyer) => new(OurText.Of(buyer?.Name), OurText.Of(buyer?.Email), OurText.Of(buyer?.Phone));
}

/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record AddressRequest(
    string? Name = null, string? Company = null, string? Line1 = null, string? Line2 = null, string? City = null,
    string? Region = null, string? Postcode = null, string? Country = null, string? Phone = null)
{
    /// <returns>null when nothing is said.</returns>
    internal static PostalAddress? Kept(AddressRequest? to) => to is null || to == new AddressRequest() ? null : Filled(new PostalAddress(
        OurText.Of(to.Name), OurText.Of(to.Company), OurText.Of(to.Line1), OurText.Of(to.Line2), OurText.Of(to.City), OurText.Of(to.Region),
        OurText.Of(to.Postcode), OurText.Of(to.Country)?.ToUpperInvariant(), OurText.Of(to.Phone)));

    private static PostalAddress? Filled(PostalAddress to) =>
        to == new PostalAddress(null, null, null, null, null, null, null, null, null) ? null : to;
}

/// <summary>What a person typed, as it is kept.</summary>
internal static class OurText
{
    /// <returns>Trimmed, without U+0000, which no database text holds; null when nothing is left.</returns>
    public static string? Of(string? typed) =>
        typed?.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } text ? text : null;
}
