using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.TikTokShop;

/// <summary>One page of the search for products. It gives out no more than ten thousand: a catalogue that has more is read in spans of time.</summary>
internal static class TikTokProductList
{
    public const string Created = "create_time";
    public const string Updated = "update_time";

    private const string SearchPath = "/product/202502/products/search";
    private const string PageSize = "100";
    private const int Reach = 10_000;

    /// <exception cref="ConnectorException">Not read; the same place may be read again.</exception>
    public static async Task<TikTokProductRows> ReadAsync(TikTokClient client, TikTokProductPlace at, CancellationToken cancellation)
    {
        while (true)
        {
            var answer = await client.AskAsync(Request(at, at.Token), cancellation);
            var isTooLong = answer.Code == TikTokErrors.TooMany || (at.Token.Length == 0 && answer.Total > Reach);
            if (isTooLong || (answer.Code == TikTokErrors.UnknownPage && at.Token.Length > 0))
            {
                Findings.Met("tiktokshop.products_search", answer.Code == TikTokAnswer.Well ? "tells more than it gives out" : $"code {answer.Code}");
                var parts = ((answer.Total ?? Reach) / (Reach * 4 / 5)) + 1;
                answer.Dispose();
                at = isTooLong ? TikTokProductPlace.First(at.Field, at.Spans.Cut(parts, client.Now) ?? throw TikTokErrors.TooDense()) : at.Begin;
                continue;
            }

            var rows = new TikTokProductRows(at, answer);
            try
            {
                TikTokErrors.Ensure(answer);
                if (answer.Total < at.Total)
                {
                    // What left the list since moved the rows behind it forward, over the edge of the page that was read before.
                    rows.AddEarlier(await client.GetAsync(Request(at, at.Before), cancellation));
                }

                return rows;
            }
            catch
            {
                rows.Dispose();
                throw;
            }
        }
    }

    /// <summary>How many products the shop has; null when TikTok Shop does not say.</summary>
    public static async Task<long?> CountAsync(TikTokClient client, CancellationToken cancellation)
    {
        var request = TikTokRequest.Search(SearchPath, json => json.WriteString("status", "ALL"), ("page_size", "1"));
        using var answer = await client.AskAsync(request, cancellation);
        if (answer.Code == TikTokErrors.TooMany)
        {
            return null;
        }

        TikTokErrors.Ensure(answer);
        _ = answer.Rows("products"u8);
        return answer.Total;
    }

    /// <summary>A product as the list shows it, by one of its SKUs: there are some that it alone shows.</summary>
    public static Task<TikTokAnswer> FindAsync(TikTokClient client, string skuId, CancellationToken cancellation) => client.GetAsync(
        TikTokRequest.Search(
            SearchPath,
            json =>
            {
                json.WriteString("status", "ALL");
                json.WriteStartArray("sku_ids");
                json.WriteStringValue(skuId);
                json.WriteEndArray();
            },
            ("page_size", PageSize)),
        cancellation);

    private static TikTokRequest Request(TikTokProductPlace at, string token) => TikTokRequest.Search(
        SearchPath,
        json =>
        {
            json.WriteString("status", "ALL");
            if (at.Spans.From is { } from)
            {
                json.WriteNumber($"{at.Field}_ge", from);
            }

            if (at.Spans.To is { } to)
            {
                json.WriteNumber($"{at.Field}_le", to - 1); // its own second included
            }
        },
        ("page_size", PageSize), ("page_token", token));
}

/// <summary>Rows of the list. They live as long as it does.</summary>
internal sealed class TikTokProductRows(TikTokProductPlace at, TikTokAnswer answer) : IDisposable
{
    private TikTokAnswer? _earlier;

    /// <summary>Each product once, those of the page before that were read again first.</summary>
    public IEnumerable<(string Id, JsonElement Row, TikTokAnswer Answer)> All => Of(_earlier).Concat(Of(answer)).DistinctBy(r => r.Id);

    /// <summary>Where the list goes on; null at its end.</summary>
    public TikTokProductPlace? Next => at.After(answer.Rows("products"u8).Count > 0 ? answer.NextPage : null, answer.Total);

    public static string? IdOf(JsonElement row) => row.ValueKind == JsonValueKind.Object ? Reading.Safely(() => row.Id("id"u8), null) : null;

    public void AddEarlier(TikTokAnswer earlier) => _earlier = earlier;

    public void Dispose()
    {
        answer.Dispose();
        _earlier?.Dispose();
    }

    private static IEnumerable<(string Id, JsonElement Row, TikTokAnswer Answer)> Of(TikTokAnswer? page) =>
        page?.Rows("products"u8).Select((row, n) => (IdOf(row) ?? $"a product without an id, {n + 1}", row, page)) ?? [];
}
