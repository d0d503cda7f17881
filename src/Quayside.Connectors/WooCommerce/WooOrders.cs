using System.Globalization;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.WooCommerce;

/// <summary>Reads orders by the time they were placed.</summary>
internal static class WooOrders
{
    public static async Task<Page<ChannelOrder>> ReadAsync(
        WooClient client, OrderWindow window, WooCursor at, CancellationToken cancellation)
    {
        if (at.List != WooCursor.Orders)
        {
            throw new ConnectorException(FailureKind.Refused, "That is not a place in the orders. Start the sync anew.");
        }

        using var rows = await WooFeed.ReadAsync(client, List(window, at.Shop), at, cancellation);
        var records = new WooRecords<ChannelOrder>(WooCursor.Orders, at.Page);
        foreach (var answer in rows.All)
        {
            Add(answer, records);
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
    private static WooRequest List(OrderWindow window, WooShop shop) => WooRequest.Of(
        "wc/v3/orders",
        ("status", shop.Statuses ?? "any"),
        ("after", Second(window.From).AddSeconds(-1).ToString("s", CultureInfo.InvariantCulture)),
        ("before", Second(window.To).ToString("s", CultureInfo.InvariantCulture)),
        ("dates_are_gmt", "true"),
        ("orderby", "id"),
        ("order", "asc"));

    /// <summary>The first whole second that is not before the time.</summary>
    private static DateTime Second(DateTimeOffset time)
    {
        var rest = time.UtcTicks % TimeSpan.TicksPerSecond;
        return new DateTime(rest == 0 ? time.UtcTicks : time.UtcTicks - rest + TimeSpan.TicksPerSecond, DateTimeKind.Utc);
    }

    // Where the shop did not tell its statuses, "any" may bring drafts of checkouts: they are in its total and are no orders.
    private static void Add(WooAnswer answer, WooRecords<ChannelOrder> records)
    {
        foreach (var row in answer.Rows)
        {
            if (IsDraft(row))
            {
                records.Pass();
            }
            else
            {
                records.Add(row, answer.RawOf(row), order => WooMapOrder.Order(new WooOrder(order)), _ => false);
            }
        }
    }

    private static bool IsDraft(System.Text.Json.JsonElement row) =>
        row.Field("status"u8) is { ValueKind: System.Text.Json.JsonValueKind.String } status && WooMapOrder.IsDraft(status.GetString());
}
