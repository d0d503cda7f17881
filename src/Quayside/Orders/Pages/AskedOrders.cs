using System.Globalization;
using Quayside.Connectors;
using Quayside.Ui;

namespace Quayside.Orders.Pages;

/// <summary>The orders that an address asks for, in the words of its parameters.</summary>
/// <param name="Show">open, attention or done; null for all.</param>
/// <param name="From">First day where the viewer lives, yyyy-MM-dd.</param>
/// <param name="To">Last day.</param>
internal sealed record AskedOrders(
    string? Query, string? Show, string? Reason, long? StoreId, string? State, string? From, string? To, long? StockItemId)
{
    public AttentionReason? AttentionReason => Parsed<AttentionReason>(Reason);

    public OrderFilter Filter(Viewer viewer) => new(
        StoreId,
        Parsed<OrderState>(State),
        Show switch { "open" => true, "done" => false, _ => null },
        Show == "attention",
        Day(From) is { } from ? viewer.StartOf(from) : null,
        Day(To) is { } to ? viewer.StartOf(to.AddDays(1)) : null,
        Query,
        StockItemId,
        AttentionReason);

    private static T? Parsed<T>(string? word)
        where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
