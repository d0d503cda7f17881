using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Lazada;

/// <summary>One of the two lists, by the time its rows were made or last changed.</summary>
/// <param name="Path">The call.</param>
/// <param name="PageSize">The most that Lazada gives at once.</param>
/// <param name="Reach">Rows that can be paged through by offset; a list that holds more is cut into spans of time.</param>
/// <param name="After">Name of the parameter for a span's begin; whether that second itself is included is documented and not relied on.</param>
/// <param name="Before">Name of the parameter for its end.</param>
internal sealed record LazadaList(string Name, string Path, int PageSize, int Reach, string After, string Before)
{
    // Documented: limit 100, offset at most 5000. Not documented: how old the oldest order may be.
    public static readonly LazadaList OrdersByCreation = new("orders", "/orders/get", 100, 5000, "created_after", "created_before");
    public static readonly LazadaList OrdersByChange = OrdersByCreation with { Name = "orderChanges", After = "update_after", Before = "update_before" };

    // Documented: limit 50, offset at most 10000.
    public static readonly LazadaList ProductsByCreation = new("products", "/products/get", 50, 10_000, "create_after", "create_before");
    public static readonly LazadaList ProductsByChange = ProductsByCreation with { Name = "productChanges", After = "update_after", Before = "update_before" };

    /// <summary>Before this, Lazada had nothing: where a span without a begin is cut.</summary>
    public static readonly long Earliest = new DateTimeOffset(2012, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    private bool IsOfOrders => Path == OrdersByCreation.Path;

    private bool IsByChange => After == OrdersByChange.After;

    public LazadaRequest Request(LazadaSpan span, int offset, int limit, LazadaCountry country)
    {
        var request = IsOfOrders
            ? LazadaRequest.Of(Path, ("sort_by", IsByChange ? "updated_at" : "created_at"), ("sort_direction", "ASC"))
            : LazadaRequest.Of(Path, ("filter", "all"));
        if (span.From is { } from)
        {
            // A second earlier: so it makes no difference whether the bound itself is included.
            request = request.With(After, Text(from - 1, country));
        }

        if (span.To is { } to)
        {
            request = request.With(Before, Text(to, country));
        }

        return request.With("offset", offset).With("limit", limit);
    }

    /// <exception cref="ConnectorException">Unreadable: there is no list.</exception>
    public IReadOnlyList<JsonElement> RowsOf(LazadaAnswer answer)
    {
        var data = answer.Data;
        var rows = IsOfOrders ? data.Field("orders"u8) : data.Field("products"u8);
        return rows switch
        {
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
            null or { ValueKind: JsonValueKind.Null } when TotalOf(answer) == 0 => [],
            _ => throw LazadaErrors.NotTheList(),
        };
    }

    /// <summary>Rows of the whole list; null where the answer does not say, as older ones.</summary>
    public long? TotalOf(LazadaAnswer answer)
    {
        try
        {
            return (long?)(IsOfOrders ? answer.Data.Number("countTotal"u8) : answer.Data.Number("total_products"u8));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The time by which a row lies in a span; null when it cannot be read.</summary>
    public DateTimeOffset? TimeOf(JsonElement row, LazadaCountry country)
    {
        try
        {
            return (IsOfOrders, IsByChange) switch
            {
                (true, false) => new LazadaOrder(row).Created(country.Offset),
                (true, true) => new LazadaOrder(row).Updated(country.Offset),
                (false, false) => new LazadaProduct(row).Created(country.Offset),
                (false, true) => new LazadaProduct(row).Updated(country.Offset),
            };
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private string Text(long second, LazadaCountry country) =>
        IsOfOrders ? LazadaTimes.Iso(second, country.Offset) : LazadaTimes.Compact(second, country.Offset);
}

/// <summary>Seconds of the epoch, from (inclusive) to (exclusive); open where null.</summary>
internal readonly record struct LazadaSpan(long? From, long? To)
{
    public static LazadaSpan Of(DateTimeOffset from, DateTimeOffset to) => new(LazadaTimes.Second(from), LazadaTimes.Second(to));

    /// <summary>Whether a row of this time belongs here; one without a readable time belongs everywhere.</summary>
    public bool Holds(DateTimeOffset? time) =>
        time is not { } at || ((From is not { } from || at >= DateTimeOffset.FromUnixTimeSeconds(from)) && (To is not { } to || at < DateTimeOffset.FromUnixTimeSeconds(to)));
}
