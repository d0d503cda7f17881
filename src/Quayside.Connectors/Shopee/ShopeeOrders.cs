using System.Globalization;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Shopee;

/// <summary>Reads orders: lists of order numbers over spans of at most fifteen days, then details fifty at a time.</summary>
internal static class ShopeeOrders
{
    private const string ListPath = "/api/v2/order/get_order_list";
    private const string DetailPath = "/api/v2/order/get_order_detail";
    private const int PageSize = 100;

    // PENDING is a status of its own only for whoever says so.
    private const string Pending = "&request_order_status_pending=true";

    // Without being named here, these do not come.
    private const string Fields = "&response_optional_fields=buyer_user_id,buyer_username,estimated_shipping_fee,recipient_address,actual_shipping_fee,"
        + "goods_to_declare,note,note_update_time,item_list,pay_time,dropshipper,dropshipper_phone,split_up,buyer_cancel_reason,cancel_by,cancel_reason,"
        + "actual_shipping_fee_confirmed,buyer_cpf_id,fulfillment_flag,pickup_done_time,package_list,shipping_carrier,payment_method,total_amount,"
        + "invoice_data,order_chargeable_weight_gram,return_request_due_date,edt,payment_info";

    private static readonly string First = new ShopeeOrderPlace(0, "").ToString();

    /// <summary>Orders placed in the window, with their parcels' numbers.</summary>
    public static Task<Page<ChannelOrder>> ReadAsync(ShopeeClient client, OrderWindow window, string? cursor, CancellationToken cancellation) =>
        ReadAsync<ChannelOrder>(
            client, "create_time", ShopeeTimes.Parts(window.From, window.To), cursor,
            async (ids, part) => Own(await OrdersAsync(client, ids, cancellation), order => order.PlacedAt, part),
            cancellation);

    /// <summary>Orders changed in the window, whenever they were placed. One that changed again meanwhile comes as it is now.</summary>
    public static Task<Page<ChannelOrder>> ReadChangesAsync(
        ShopeeClient client, ChangeWindow window, string? cursor, CancellationToken cancellation) =>
        ReadAsync(
            client, "update_time", ShopeeTimes.Parts(window.From, window.To), cursor, (ids, _) => OrdersAsync(client, ids, cancellation), cancellation);

    /// <summary>Ids of what <see cref="ReadAsync(ShopeeClient, OrderWindow, string?, CancellationToken)"/> reads. Shopee's list says no times, so
    /// the details are asked for without their optional fields.</summary>
    public static Task<Page<ListedOrder>> ListAsync(ShopeeClient client, OrderWindow window, string? cursor, CancellationToken cancellation) =>
        ReadAsync<ListedOrder>(
            client, "create_time", ShopeeTimes.Parts(window.From, window.To), cursor,
            async (ids, part) => Own(await ListedAsync(client, ids, cancellation), order => order.PlacedAt, part),
            cancellation);

    /// <summary>Chosen ones, at most fifty; what Shopee does not have is absent.</summary>
    public static async Task<Page<ChannelOrder>> ByIdAsync(ShopeeClient client, IReadOnlyList<string> ids, CancellationToken cancellation) =>
        new(await OrdersAsync(client, string.Join(',', ids), cancellation), "", false, null);

    /// <summary>When the newest order of the last fifteen days was placed; null when there is none.</summary>
    public static async Task<DateTimeOffset?> NewestAsync(ShopeeClient client, CancellationToken cancellation)
    {
        var part = (From: client.Now - ShopeeTimes.Longest, To: client.Now);
        using var answer = await ListAsync(client, "create_time", part, "", cancellation);

        // Order numbers begin with the day; in which order the list is, is not told.
        var newest = Ids(answer).OrderByDescending(id => id, StringComparer.Ordinal).Take(ShopeeCursor.IdsAtOnce).ToList();
        return newest.Count == 0 ? null : (await ListedAsync(client, string.Join(',', newest), cancellation)).Max(r => r.Value?.PlacedAt);
    }

    private static async Task<Page<T>> ReadAsync<T>(
        ShopeeClient client,
        string field,
        IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> parts,
        string? cursor,
        Func<string, (DateTimeOffset From, DateTimeOffset To), Task<List<Record<T>>>> details,
        CancellationToken cancellation)
        where T : class
    {
        var at = ShopeeCursor.Parse(cursor, First);
        if (at.Batches.Count > 0)
        {
            var batch = ShopeeOrderPlace.Parse(at.Batches[0]);
            return at.WithoutFirst().PageBefore(await details(batch.Rest, PartOf(batch, parts)));
        }

        var place = ShopeeOrderPlace.Parse(at.Next!);
        using var answer = await ListAsync(client, field, PartOf(place, parts), place.Rest, cancellation);
        var more = answer.Response.IsTrue("more"u8) && answer.Response.Filled("next_cursor"u8) is not null;
        var next = more ? place with { Rest = answer.Response.Filled("next_cursor"u8)! } : new ShopeeOrderPlace(place.Part + 1, "");
        return ShopeeCursor.Listed(Ids(answer), next.Part < parts.Count ? next.ToString() : null, (place with { Rest = "" }).ToString()).PageBefore<T>([]);
    }

    private static (DateTimeOffset From, DateTimeOffset To) PartOf(
        ShopeeOrderPlace place, IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> parts) => place.Part < parts.Count
        ? parts[place.Part]
        : throw new ConnectorException(FailureKind.Refused, "That is not a place in these orders. Start the sync anew.");

    private static Task<ShopeeAnswer> ListAsync(
        ShopeeClient client, string field, (DateTimeOffset From, DateTimeOffset To) part, string cursor, CancellationToken cancellation)
    {
        var times = ShopeeTimes.Query("time_from", "time_to", part.From, part.To);
        var query = string.Create(CultureInfo.InvariantCulture, $"time_range_field={field}&{times}&page_size={PageSize}&cursor={Uri.EscapeDataString(cursor)}{Pending}");
        return client.GetAsync(ListPath, query, cancellation);
    }

    private static IEnumerable<string> Ids(ShopeeAnswer answer) =>
        answer.Response.Items("order_list"u8).Select(order => order.Filled("order_sn"u8)?.Trim()).OfType<string>();

    private static async Task<List<Record<ChannelOrder>>> OrdersAsync(ShopeeClient client, string ids, CancellationToken cancellation)
    {
        var answers = await ShopeeBatch.AskAsync(client, DetailPath, "order_sn_list", ids, "order_list", Pending + Fields, cancellation);
        try
        {
            var rows = Rows(answers);
            var numbers = await ShopeeParcels.NumbersAsync(client, rows.Select(r => r.Row), cancellation);
            return [.. rows.Select(r => Reading.Record(IdOf(r.Row), r.Raw, () => ShopeeMapOrder.Order(r.Row, numbers), [IdOf(r.Row)]))];
        }
        finally
        {
            answers.ForEach(a => a.Dispose());
        }
    }

    private static async Task<List<Record<ListedOrder>>> ListedAsync(ShopeeClient client, string ids, CancellationToken cancellation)
    {
        var answers = await ShopeeBatch.AskAsync(client, DetailPath, "order_sn_list", ids, "order_list", Pending, cancellation);
        try
        {
            return [.. Rows(answers).Select(r => Reading.Record(IdOf(r.Row), ReadOnlyMemory<byte>.Empty, () => ShopeeMapOrder.Listed(r.Row), [IdOf(r.Row)]))];
        }
        finally
        {
            answers.ForEach(a => a.Dispose());
        }
    }

    private static List<(JsonElement Row, ReadOnlyMemory<byte> Raw)> Rows(List<ShopeeAnswer> answers) =>
        [.. answers.SelectMany(a => a.Response.Items("order_list"u8).Select(row => (row, a.RawOf(row))))];

    private static string IdOf(JsonElement row) =>
        Reading.Safely(() => row.Filled("order_sn"u8)?.Trim(), null) ?? "an order without a number";

    // What lies on the edge of two spans is listed by both and belongs to the later one.
    private static List<Record<T>> Own<T>(List<Record<T>> records, Func<T, DateTimeOffset> placedAt, (DateTimeOffset From, DateTimeOffset To) part)
        where T : class
    {
        if (records.RemoveAll(r => r.Value is { } order && placedAt(order) >= part.To) > 0)
        {
            Findings.Met("shopee.time_to", "included");
        }

        records.RemoveAll(r => r.Value is { } order && placedAt(order) < part.From);
        return records;
    }
}

/// <summary>A place in the lists of order numbers, or numbers that one of them listed.</summary>
/// <param name="Part">Which span of the window.</param>
/// <param name="Rest">Shopee's own cursor, "" for the span's beginning; or the numbers, joined by commas.</param>
internal readonly record struct ShopeeOrderPlace(int Part, string Rest)
{
    /// <exception cref="ConnectorException">Refused: not one of ours.</exception>
    public static ShopeeOrderPlace Parse(string text)
    {
        var end = text.IndexOf('/', StringComparison.Ordinal);
        return end > 0 && int.TryParse(text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var part)
            ? new ShopeeOrderPlace(part, text[(end + 1)..])
            : throw new ConnectorException(FailureKind.Refused, "That is not a place in these orders. Start the sync anew.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Part}/{Rest}");
}
