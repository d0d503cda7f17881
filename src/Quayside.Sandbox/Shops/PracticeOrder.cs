namespace Quayside.Sandbox;

/// <summary>An order as a shop keeps it: its sums follow from its lines, see <see cref="OrderSums"/>.</summary>
public sealed class PracticeOrder
{
    public required long Id { get; init; }

    public string? Number { get; set; }

    public string Status { get; set; } = "processing";

    public required string Currency { get; set; }

    public required DateTimeOffset PlacedAt { get; set; }

    public required DateTimeOffset ModifiedAt { get; set; }

    public DateTimeOffset? PaidAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>0 is a guest.</summary>
    public long CustomerId { get; set; }

    public PracticeAddress Billing { get; set; } = PracticeAddress.None;

    public PracticeAddress ShipTo { get; set; } = PracticeAddress.None;

    public string PaymentMethod { get; set; } = "";

    public string PaymentTitle { get; set; } = "";

    public string CustomerNote { get; set; } = "";

    public string CreatedVia { get; set; } = "checkout";

    public PracticeTaxRate? Tax { get; set; }

    public List<PracticeOrderLine> Lines { get; init; } = [];

    public List<PracticeFee> Fees { get; init; } = [];

    public List<PracticeShipping> Shipping { get; init; } = [];

    public PracticeCoupon? Coupon { get; set; }

    public List<PracticeRefund> Refunds { get; init; } = [];

    public List<PracticeMeta> Meta { get; init; } = [];

    /// <summary>What was taken from stock for it and not given back; null for orders that were there from the start.</summary>
    internal (long Id, decimal Pieces)? Taken { get; set; }

    /// <summary>Some plugins turn the amounts, elsewhere text, into numbers.</summary>
    public bool AmountsAsNumbers { get; set; }
}

/// <param name="ProductId">0 when the product is gone.</param>
/// <param name="Subtotal">Before discounts and tax, for all pieces together; <paramref name="Total"/> after discounts.</param>
public sealed record PracticeOrderLine(long Id, string Name, long ProductId, long VariationId, decimal Quantity, decimal Subtotal, decimal Total);

public sealed record PracticeFee(long Id, string Name, decimal Total);

/// <param name="InstanceId">The zone's method; "" when it is not known any more.</param>
public sealed record PracticeShipping(long Id, string MethodId, string InstanceId, string Title, decimal Total);

/// <param name="Percent">Of the lines' subtotal.</param>
public sealed record PracticeCoupon(long Id, string Code, int Percent);

/// <param name="Rate">In percent: 21 is 21 %.</param>
/// <param name="LineId">The id of the order's tax line.</param>
public sealed record PracticeTaxRate(int Id, string Country, decimal Rate, long LineId);

/// <param name="Amount">Positive.</param>
public sealed record PracticeRefund(long Id, DateTimeOffset At, decimal Amount, decimal TaxAmount, string Reason, IReadOnlyList<PracticeRefundLine> Lines);

/// <param name="LineId">The order line that is refunded; quantity and totals are positive here.</param>
public sealed record PracticeRefundLine(long Id, long LineId, decimal Quantity, decimal Total, decimal Tax);

public sealed record PracticeAddress(string FirstName, string LastName, string Company, string Line1, string Line2, string City, string State, string Postcode, string Country, string Email, string Phone)
{
    public static PracticeAddress None { get; } = new("", "", "", "", "", "", "", "", "", "", "");
}
