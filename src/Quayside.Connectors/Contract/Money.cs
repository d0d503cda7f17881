using System.Globalization;

namespace Quayside.Connectors;

/// <summary>An amount in one currency, counted in that currency's smallest unit: 1250 is 12.50 in EUR and 1250 in JPY.</summary>
/// <remarks>There is no operator between two currencies: converting takes a rate and a date, and this type has neither.</remarks>
public readonly record struct Money(long MinorUnits, Currency Currency)
{
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The sum does not fit; it never wraps.</exception>
    public static Money operator +(Money left, Money right) =>
        left.Currency == right.Currency
            ? left with { MinorUnits = checked(left.MinorUnits + right.MinorUnits) }
            : throw new InvalidOperationException($"Cannot add {right.Currency.Code} to {left.Currency.Code}.");

    /// <summary>Takes an amount in major units (12.50), rounding half-even to the currency's smallest unit.</summary>
    /// <exception cref="OverflowException">The amount does not fit into 64 bits of minor units.</exception>
    public static Money FromMajor(decimal amount, Currency currency) => new(
        checked((long)decimal.Round(amount * currency.UnitsPerMajor, 0, MidpointRounding.ToEven)), currency);

    /// <summary>Reads the decimal text that channels send, such as "12.50", rounding half-even ("3.825" is 3.82 EUR).</summary>
    /// <exception cref="FormatException">Not a number.</exception>
    public static Money Parse(string amount, Currency currency) => FromMajor(
        decimal.Parse(amount, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture), currency);

    /// <summary>The amount in major units with the currency's own number of decimals, such as "12.50".</summary>
    public override string ToString() => ((decimal)MinorUnits / Currency.UnitsPerMajor)
        .ToString("F" + Currency.Digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

/// <summary>What one piece costs, as the channel wrote it: shops send more decimals than a coin has ("3.825").</summary>
/// <param name="Text">Decimal text with a point, exactly as received.</param>
public sealed record UnitPrice(string Text, Currency Currency);
