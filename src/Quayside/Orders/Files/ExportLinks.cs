using Microsoft.AspNetCore.WebUtilities;
using Quayside.Hosting.Spreadsheets;

namespace Quayside.Orders.Files;

/// <summary>Addresses of files of the orders that a filter names.</summary>
internal static class ExportLinks
{
    public static string Orders(OrderFilter filter, SheetFormat format) => QueryHelpers.AddQueryString(
        "/files/orders",
        new Dictionary<string, string?>
        {
            ["format"] = format.ToString().ToLowerInvariant(),
            ["storeId"] = filter.StoreId is { } store ? FormattableString.Invariant($"{store}") : null,
            ["state"] = filter.State?.ToString(),
            ["open"] = filter.Open?.ToString().ToLowerInvariant(),
            ["attention"] = filter.Attention ? "true" : null,
            ["reason"] = filter.Reason?.ToString(),
            ["from"] = filter.From?.UtcDateTime.ToString("O"),
            ["to"] = filter.To?.UtcDateTime.ToString("O"),
            ["q"] = filter.Query,
            ["stockItemId"] = filter.StockItemId is { } item ? FormattableString.Invariant($"{item}") : null,
        }.Where(p => !string.IsNullOrEmpty(p.Value)).ToDictionary());
}
