using Quayside.Hosting.Spreadsheets;

namespace Quayside.Orders.Files;

/// <summary>A file of orders: how it is understood, and what it does or did.</summary>
/// <param name="Columns">What each column is taken for.</param>
/// <param name="DecimalComma">Whether its numbers are read as 1.234,50.</param>
/// <param name="Rows">Rows that were read.</param>
/// <param name="Taken">Orders that are new: would be taken, or were.</param>
/// <param name="Historical">Of them, those from before the store was opened: they move no stock.</param>
/// <param name="Known">Orders whose number the store has already; they are left as they are.</param>
/// <param name="RefusedOrders">Orders that are left out as a whole, since a row of them is refused.</param>
/// <param name="Refused">Their rows, each with its reason.</param>
/// <param name="Samples">The first orders that are new.</param>
/// <param name="IsApplied">false: nothing was written.</param>
public sealed record OrderFileView(
    IReadOnlyList<FileColumn> Columns, bool DecimalComma, int Rows, int Taken, int Historical, int Known, int RefusedOrders,
    IReadOnlyList<RefusedRow> Refused, IReadOnlyList<OrderSample> Samples, bool IsApplied)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string> Header { get; init; } = [];
}

/// <param name="Number">The order's.</param>
/// <param name="Total">With its currency, as people read it.</param>
public sealed record OrderSample(string Number, string? Buyer, int Lines, string Total, bool Historical);

/// <summary>How a file is to be understood, as a person said.</summary>
/// <param name="Columns">Fields by header; an empty field is a column that is not taken; what is not named is guessed.</param>
/// <param name="DecimalComma">null to have it told by the numbers.</param>
public sealed record OrderFileLayout(IReadOnlyDictionary<string, string> Columns, bool? DecimalComma = null);
