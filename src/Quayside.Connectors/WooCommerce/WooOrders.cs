using System.Globalization;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.WooCommerce;

/// <summary>Reads orders by the time they were placed.</summary>
internal static class WooOrders
{
    public static async Task<Page<ChannelOrder>> ReadAsync(
        WooClient client, OrderWindow window, WooCursor at, CancellationToken cancellation) =>
        await ReadAsync(client, List(window, client.Shop), at, cancellation);

    /// <summary>By the time of their last change. Those in the bin come, too, where the shop told its statuses.</summary>
    public static async Task<Page<ChannelOrder>> ReadChangesAsync(
        WooClient client, ChangeWindow window, WooCursor at, CancellationToken cancellation) =>
        await ReadAsync(client, WooChanges.Of(Statused(client.Shop, withBin: true), window), at, cancellation);

    /// <summary>The ids of what <see cref="ReadAsync(WooClient, OrderWindow, WooCursor, CancellationToken)"/> reads.</summary>
    public static async Task<Page<ListedOrder>> ListAsync(
        WooClient client, OrderWindow window, WooCursor at, CancellationToken cancellation)
    {
        var list = List(window, client.Shop).With("_fields", "id,status,total,date_created_gmt,date_modified_gmt");
        using var rows = await WooFeed.ReadAsync(client, list, at, cancellation);
        var records = new WooRecords<ListedOrder>(WooCursor.Orders, at.Page);
        foreach (var answer in rows.All)
        {
            Add(answer, records, Listed);
        }

        return at.Sized(rows).ToPage(records, rows, rows.Total(at.Page), null) with { Feed = WooCursor.Orders };
    }

    /// <summary>Chosen ones; those in the bin are absent.</summary>
    public static async Task<Page<ChannelOrder>> ByIdAsync(WooClient client, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var list = WooFeed.Paged(Statused(client.Shop, withBin: false).With("include", string.Join(',', ids)), 1);
        using var answer = await WooFeed.ListAsync(client, list, cancellation);
        var records = new WooRecords<ChannelOrder>(WooCursor.Orders, 1);
        Add(answer, records, Map);
        return new Page<ChannelOrder>(records.All, "", More: false, Expected: null) { Feed = WooCursor.Orders };
    }

    private static async Task<Page<ChannelOrder>> ReadAsync(
        WooClient client, WooRequest list, WooCursor at, CancellationToken cancellation)
    {
        if (at.List != WooCursor.Orders)
        {
            throw new ConnectorException(FailureKind.Refused, "That is not a place in the orders. Start the sync anew.");
        }

        using var rows = await WooFeed.ReadAsync(client, list, at, cancellation);
        var records = new WooRecords<ChannelOrder>(WooCursor.Orders, at.Page);
        foreach (var answer in rows.All)
        {
            Add(answer, records, Map);
        }

        return at.Sized(rows).ToPage(records, rows, rows.Total(at.Page), null) with { Feed = WooCursor.Orders };
    }

    public static async Task<Page<ChannelOrder>> OneAsync(WooClient client, string id, CancellationToken cancellation)
    {
        var records = new WooRecords<ChannelOrder>(WooCursor.Orders, 1);
        using var answer = await client.AskAsync(WooRequest.Of("wc/v3/orders/" + id), cancellation);
        if (!WooErrors.IsGone(answer))
        {
            WooErrors.Ensure(answer, client.Shop);
            if (!WooMapOrder.IsDraft(answer.Json.Text("status"u8)))
            {
                records.Add(answer.Json, answer.RawOf(answer.Json), row => WooMapOrder.Order(new WooOrder(row)), _ => false);
            }
        }

        return new Page<ChannelOrder>(records.All, "", More: false, Expected: null) { Feed = WooCursor.Orders };
    }

    /// <summary>When the newest order was placed; null when there is none.</summary>
    public static async Task<DateTimeOffset?> NewestAsync(WooClient client, CancellationToken cancellation)
    {
        var newest = WooRequest.Of(
            "wc/v3/orders", ("per_page", "1"), ("orderby", "date"), ("order", "desc"), ("status", client.Shop.Statuses ?? "any"), ("_fields", "id,date_created_gmt"));
        using var answer = await WooFeed.ListAsync(client, newest, cancellation);
        return answer.Rows.Any() ? new WooOrder(answer.Rows.First()).Created : null;
    }

    // "after" and "before" exclude their own second and know no fractions: from 10:00:00 is after 09:59:59.
    private static WooRequest List(OrderWindow window, WooShop shop) => Statused(shop, withBin: false)
        .With("after", Text(Second(window.From).AddSeconds(-1)))
        .With("before", Text(Second(window.To)))
        .With("dates_are_gmt", "true");

    private static WooRequest Statused(WooShop shop, bool withBin) => WooRequest.Of(
        "wc/v3/orders",
        ("status", shop.Statuses is not { } known ? "any" : withBin ? $"{known},{WooMapOrder.Bin}" : known),
        ("orderby", "id"),
        ("order", "asc"));

    private static ChannelOrder Map(JsonElement row) => WooMapOrder.Order(new WooOrder(row));

    private static ListedOrder Listed(JsonElement row)
    {
        var order = new WooOrder(row);
        return new ListedOrder(
            order.Id ?? throw new FormatException("The order has no id."),
            order.Created ?? throw new FormatException("The order has no time."),
            order.Modified,
            WooMapOrder.Mark(order));
    }

    public static string Text(DateTime second) => second.ToString("s", CultureInfo.InvariantCulture);

    /// <summary>The first whole second that is not before the time.</summary>
    public static DateTime Second(DateTimeOffset time)
    {
        var rest = time.UtcTicks % TimeSpan.TicksPerSecond;
        return new DateTime(rest == 0 ? time.UtcTicks : time.UtcTicks - rest + TimeSpan.TicksPerSecond, DateTimeKind.Utc);
    }

    // Where the shop did not tell its statuses, "any" may bring drafts of checkouts: they are in its total and are no orders.
    private static void Add<T>(WooAnswer answer, WooRecords<T> records, Func<JsonElement, T> map)
        where T : class
    {
        foreach (var row in answer.Rows)
        {
            if (IsDraft(row))
            {
                records.Pass();
            }
            else
            {
                records.Add(row, answer.RawOf(row), map, IsInBin);
            }
        }
    }

    private static bool IsDraft(JsonElement row) =>
        row.Field("status"u8) is { ValueKind: JsonValueKind.String } status && WooMapOrder.IsDraft(status.GetString());

    // It counts as nothing: what was thrown away before we ever saw it is not kept.
    private static bool IsInBin(JsonElement row) =>
        row.Field("status"u8) is { ValueKind: JsonValueKind.String } status && status.ValueEquals(WooMapOrder.Bin);
}
