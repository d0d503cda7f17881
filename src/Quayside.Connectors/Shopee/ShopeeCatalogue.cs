using System.Globalization;
using System.Text;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Shopee;

/// <summary>Reads the catalogue: the list of item ids, base info fifty at a time, and the models of each item that has some.</summary>
internal static class ShopeeCatalogue
{
    private const string ListPath = "/api/v2/product/get_item_list";
    private const string BaseInfoPath = "/api/v2/product/get_item_base_info";
    private const string ModelsPath = "/api/v2/product/get_model_list";
    private const int PageSize = 100;

    // Rows read again beyond those that went missing, for the ones that go missing meanwhile.
    private const int Slack = 10;

    /// <summary>Where the list of items begins.</summary>
    public const string First = "0";

    /// <summary>What a seller threw away and what Shopee did is left out: it can be asked for during ninety days and is not for sale.</summary>
    private const string Statuses = "item_status=NORMAL&item_status=UNLIST&item_status=BANNED&item_status=REVIEWING";

    /// <param name="window">Only what changed in it; null for everything.</param>
    public static async Task<Page<T>> ReadAsync<T>(
        ShopeeClient client, ChangeWindow? window, string? cursor, Func<ShopeeItem, IEnumerable<Record<T>>> map, CancellationToken cancellation)
        where T : class
    {
        var at = ShopeeCursor.Parse(cursor, First);
        if (at.Batches.Count == 0)
        {
            return (await ListAsync(client, window, ShopeeItemPlace.Parse(at.Next!), cancellation)).PageBefore<T>([]);
        }

        return at.WithoutFirst().PageBefore(await ItemsAsync(client, at.Batches[0], map, cancellation));
    }

    /// <summary>Chosen items, at most fifty; what is no longer there, and what was thrown away, is absent.</summary>
    public static async Task<Page<CatalogueRecord>> ByIdAsync(ShopeeClient client, IReadOnlyList<string> ids, CancellationToken cancellation) =>
        new(await ItemsAsync(client, string.Join(',', ids), ShopeeMapListing.Records, cancellation), "", false, null);

    /// <summary>How many items there are that are not thrown away.</summary>
    public static async Task<long?> CountAsync(ShopeeClient client, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(ListPath, $"offset=0&page_size=1&{Statuses}", cancellation);
        return (long?)answer.Response.Number("total_count"u8);
    }

    private static async Task<ShopeeCursor> ListAsync(
        ShopeeClient client, ChangeWindow? window, ShopeeItemPlace place, CancellationToken cancellation)
    {
        using var answer = await ListAsync(client, window, place.Offset, cancellation);
        var ids = Ids(answer).ToList();
        var total = (long?)answer.Response.Number("total_count"u8);
        if (place.Total is { } before && total < before && place.Offset > 0)
        {
            // What was deleted since moved the rows behind it forward, over the edge of pages that were read already.
            var again = Math.Max(0, place.Offset - (before - total.Value) - Slack);
            using var earlier = await ListAsync(client, window, again, cancellation);
            ids.InsertRange(0, Ids(earlier));
        }

        var next = answer.Response.IsTrue("has_next_page"u8)
            ? new ShopeeItemPlace((long)answer.Response.Number("next_offset"u8).Need("next_offset"), place.Total ?? total).ToString()
            : null;
        return ShopeeCursor.Listed(ids, next);
    }

    private static Task<ShopeeAnswer> ListAsync(ShopeeClient client, ChangeWindow? window, long offset, CancellationToken cancellation)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"offset={offset}&page_size={PageSize}&{Statuses}");
        return client.GetAsync(ListPath, window is { } span ? $"{query}&{ShopeeTimes.Query("update_time_from", "update_time_to", span.From, span.To)}" : query, cancellation);
    }

    private static IEnumerable<string> Ids(ShopeeAnswer answer) =>
        answer.Response.Items("item"u8).Select(item => item.Id("item_id"u8)).OfType<string>();

    private static async Task<List<Record<T>>> ItemsAsync<T>(
        ShopeeClient client, string ids, Func<ShopeeItem, IEnumerable<Record<T>>> map, CancellationToken cancellation)
        where T : class
    {
        var answers = await ShopeeBatch.AskAsync(client, BaseInfoPath, "item_id_list", ids, "item_list", "", cancellation);
        try
        {
            var rows = answers.SelectMany(a => a.Response.Items("item_list"u8).Select(row => (Answer: a, Row: row))).ToList();
            var items = await Task.WhenAll(rows.Select(r => ItemAsync(client, r.Answer, r.Row, cancellation)));
            return [.. items.OfType<ShopeeItem>().SelectMany(map)];
        }
        finally
        {
            answers.ForEach(a => a.Dispose());
        }
    }

    /// <returns>null when it is gone, or thrown away.</returns>
    private static async Task<ShopeeItem?> ItemAsync(ShopeeClient client, ShopeeAnswer answer, JsonElement row, CancellationToken cancellation)
    {
        var id = Reading.Safely(() => row.Id("item_id"u8), null);
        if (Reading.Safely(() => row.Text("item_status"u8), null) is "SELLER_DELETE" or "SHOPEE_DELETE")
        {
            return null;
        }

        if (id is null || !Reading.Safely(() => row.IsTrue("has_model"u8), false))
        {
            return new ShopeeItem(id, row, default, answer.RawOf(row).ToArray());
        }

        var models = await client.AskAsync(ModelsPath, $"item_id={id}", null, cancellation);
        if (ShopeeErrors.IsNotFound(models))
        {
            models.Dispose();
            return null;
        }

        if (models.Error != "")
        {
            throw client.Failed(models);
        }

        using (models)
        {
            return new ShopeeItem(id, row, models.Response.Clone(), Joined(answer.RawOf(row).Span, models.RawOf(models.Response).Span));
        }
    }

    // One record is what two calls say of one item.
    private static byte[] Joined(ReadOnlySpan<byte> item, ReadOnlySpan<byte> models) =>
        [.. Encoding.UTF8.GetBytes("{\"item\":"), .. item, .. Encoding.UTF8.GetBytes(",\"models\":"), .. models, (byte)'}'];
}

/// <summary>A place in the list of items, and how many there were when reading began.</summary>
internal readonly record struct ShopeeItemPlace(long Offset, long? Total)
{
    /// <exception cref="ConnectorException">Refused: not one of ours.</exception>
    public static ShopeeItemPlace Parse(string text)
    {
        var parts = text.Split('/');
        return long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? new ShopeeItemPlace(offset, parts.Length > 1 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? total : null)
            : throw new ConnectorException(FailureKind.Refused, "That is not a place in the catalogue. Start the sync anew.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Offset}/{Total}");
}

/// <summary>An item with its models, as two calls show them.</summary>
/// <param name="Models">The answer's "response"; undefined for an item without models.</param>
internal sealed record ShopeeItem(string? Id, JsonElement Json, JsonElement Models, ReadOnlyMemory<byte> Raw);
