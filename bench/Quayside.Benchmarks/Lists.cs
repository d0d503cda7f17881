using System.Diagnostics;
using System.Text.Json;

namespace Quayside.Benchmarks;

/// <summary>Paging, searching and filtering through the API while 100,000 variations lie there.</summary>
internal static class Lists
{
    private const int Requests = 200;

    private static readonly string[] Asked =
        ["listings", "listings?q=cotton", "listings?q=no-such-thing", "listings?link=linked", "listings?link=unlinked", "stock-items", "stock-items?q=cotton", "orders", "orders?q=a"];

    public static async Task RunAsync(BenchOptions options, string? server)
    {
        await using var shop = await SourceShop.StartAsync(options.Variations, options.Listings, options.Orders);
        await shop.WarmUpAsync();
        await using var place = await Place.CreateAsync(options, server);
        await using var quayside = await QuaysideServer.StartAsync(place);
        await quayside.SyncAsync(shop);

        Report.Heading($"{place.Engine}: lists over the API, {Requests} requests each, page after page");
        foreach (var list in Asked)
        {
            var took = await ReadAsync(quayside.Api, list);
            took.Sort();
            Report.Line(list, $"median {took[took.Count / 2]:F1} ms, p95 {took[took.Count * 95 / 100]:F1} ms, longest {took[^1]:F1} ms");
        }
    }

    private static async Task<List<double>> ReadAsync(HttpClient api, string list)
    {
        var took = new List<double>(Requests);
        string? next = null;
        for (var i = 0; i < Requests; i++)
        {
            var address = next is null ? list : $"{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={Uri.EscapeDataString(next)}";
            var begin = Stopwatch.GetTimestamp();
            var body = await api.GetByteArrayAsync(address);
            took.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            using var page = JsonDocument.Parse(body);
            next = page.RootElement.GetProperty("next").GetString();
        }

        return took;
    }
}
