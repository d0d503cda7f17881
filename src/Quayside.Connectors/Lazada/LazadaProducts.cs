using System.Text.Json;

namespace Quayside.Connectors.Lazada;

/// <summary>Reads products, each with all its SKUs.</summary>
internal static class LazadaProducts
{
    public static async Task<Page<CatalogueRecord>> ReadAsync(LazadaClient client, LazadaCursor at, CancellationToken cancellation)
    {
        using var rows = await LazadaFeed.ReadAsync(client, at, cancellation);
        var records = new LazadaRecords<CatalogueRecord>(Place(rows.At));
        var now = client.Now;
        foreach (var (answer, row) in rows.All.Where(r => IsHere(r.Row, rows.At, client.Country)))
        {
            records.Add(row, answer.RawOf(row), Id, json => LazadaMapListing.Listing(json, client.Country, now), LazadaMapListing.SkuIds);
        }

        return rows.ToPage(records, null, client.Country);
    }

    /// <summary>The same list, for the ids alone: it costs as many requests as reading it whole.</summary>
    public static async Task<Page<ListedListing>> ListAsync(LazadaClient client, LazadaCursor at, CancellationToken cancellation)
    {
        using var rows = await LazadaFeed.ReadAsync(client, at, cancellation);
        var records = new LazadaRecords<ListedProduct>(Place(rows.At));
        foreach (var (answer, row) in rows.All.Where(r => IsHere(r.Row, rows.At, client.Country)))
        {
            records.Add(row, ReadOnlyMemory<byte>.Empty, Id, json => new ListedProduct([.. LazadaMapListing.Listed(json, client.Country)]));
        }

        var page = rows.ToPage(records, null, client.Country);
        return new Page<ListedListing>([.. page.Records.SelectMany(Flat)], page.Cursor, page.More, null) { Ahead = page.Ahead };
    }

    public static async Task<Page<CatalogueRecord>> ByIdAsync(LazadaClient client, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(ids.Select(id => ReadOneAsync(client, id, cancellation)));
        return new Page<CatalogueRecord>([.. found.OfType<Record<CatalogueRecord>>()], "", More: false, Expected: null);
    }

    /// <summary>How many products the store has; null when Lazada does not say.</summary>
    public static async Task<long?> CountAsync(LazadaClient client, CancellationToken cancellation)
    {
        var list = LazadaList.ProductsByCreation;
        using var answer = await client.GetAsync(list.Request(new LazadaSpan(null, null), 0, 1, client.Country), cancellation);
        _ = list.RowsOf(answer);
        return list.TotalOf(answer);
    }

    private static async Task<Record<CatalogueRecord>?> ReadOneAsync(LazadaClient client, string id, CancellationToken cancellation)
    {
        using var answer = await client.AskAsync(LazadaRequest.Of("/product/item/get", ("item_id", id)), cancellation);
        if (LazadaErrors.IsGone(answer))
        {
            return null;
        }

        LazadaErrors.Ensure(answer);
        if (answer.Data.ValueKind != JsonValueKind.Object)
        {
            throw LazadaErrors.NotTheList();
        }

        var records = new LazadaRecords<CatalogueRecord>(id);
        var now = client.Now;
        records.Add(answer.Data, answer.RawOf(answer.Data), _ => id, json => LazadaMapListing.Listing(json, client.Country, now), LazadaMapListing.SkuIds);
        return records.All[0];
    }

    private static string? Id(JsonElement row) => new LazadaProduct(row).Id;

    private static bool IsHere(JsonElement row, LazadaCursor at, LazadaCountry country) => at.Span.Holds(at.List.TimeOf(row, country));

    private static string Place(LazadaCursor at) => $"products from {at.Offset + 1}";

    private static IEnumerable<Record<ListedListing>> Flat(Record<ListedProduct> product) => product.Value is { } value
        ? value.All.Select(one => new Record<ListedListing>(one.Id, ReadOnlyMemory<byte>.Empty, one, null))
        : [new Record<ListedListing>(product.ChannelId, product.Raw, null, product.Problem)];

    private sealed record ListedProduct(IReadOnlyList<ListedListing> All);
}
