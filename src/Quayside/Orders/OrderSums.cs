using System.Globalization;
using Quayside.Connectors;

namespace Quayside.Orders;

/// <summary>The sums of an order that is taken here, in minor units. Pure.</summary>
/// <param name="Lines">Of each line, after discounts.</param>
internal sealed record OrderSums(IReadOnlyList<long> Lines, long Shipping, long Discount, long? Tax, long Total)
{
    /// <param name="gross">What each line comes to before discounts.</param>
    /// <returns>Refused: order.discount (more than the lines come to), order.amount (below 0, or too large to be counted).</returns>
    public static Outcome<OrderSums> Of(IReadOnlyList<long> gross, decimal shipping, decimal discount, decimal? tax, Currency currency)
    {
        if (shipping < 0 || discount < 0 || tax < 0)
        {
            return new Refusal("order.amount", "Shipping, discount and tax are 0 or more.");
        }

        try
        {
            var off = Money.FromMajor(discount, currency).MinorUnits;
            if (off > gross.Aggregate(0L, (sum, line) => checked(sum + line)))
            {
                return new Refusal("order.discount", "The discount is more than the lines come to.");
            }

            var spread = Spread(off, gross);
            var lines = gross.Select((line, i) => line - spread[i]).ToList();
            var (carried, taxed) = (Money.FromMajor(shipping, currency).MinorUnits, tax is { } t ? Money.FromMajor(t, currency).MinorUnits : (long?)null);
            return new OrderSums(lines, carried, off, taxed, checked(lines.Sum() + carried + (taxed ?? 0)));
        }
        catch (OverflowException)
        {
            return new Refusal("order.amount", "The amounts are too large to be counted.");
        }
    }

    /// <summary>What so many pieces cost, rounded half-even to the currency's smallest unit; null when that is too large to be counted.</summary>
    public static long? Gross(decimal unitPrice, decimal quantity, Currency currency)
    {
        try
        {
            return Money.FromMajor(unitPrice * quantity, currency).MinorUnits;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>A price as it is kept: no zeros that say nothing, but the currency's own decimals.</summary>
    public static string PriceText(decimal price, Currency currency) =>
        price.ToString("0." + new string('0', currency.Digits) + new string('#', 8), CultureInfo.InvariantCulture);

    /// <summary>An amount in parts that are to each other as the lines are, and together exactly the amount: what rounding leaves goes to
    /// the lines that it cut most, the first of equals first.</summary>
    internal static long[] Spread(long amount, IReadOnlyList<long> lines)
    {
        var sum = lines.Aggregate((Int128)0, (total, line) => total + line);
        if (sum == 0)
        {
            return new long[lines.Count];
        }

        var parts = lines.Select(l => (long)((Int128)amount * l / sum)).ToArray();
        var cut = Enumerable.Range(0, parts.Length).OrderByDescending(i => (Int128)amount * lines[i] % sum);
        foreach (var i in cut.Take((int)(amount - parts.Sum())))
        {
            parts[i]++;
        }

        return parts;
    }
}
