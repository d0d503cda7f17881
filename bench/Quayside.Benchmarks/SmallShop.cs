using System.Diagnostics;

namespace Quayside.Benchmarks;

/// <summary>The shop most sellers have: against a client that just reads everything, one request after the other.</summary>
internal static class SmallShop
{
    private const int LatencyMilliseconds = 300; // a good shared host
    private const int MostRequests = 12;
    private const double MostTimesPlain = 1.5;

    private static readonly string[] Plain =
    [
        "products?per_page=100&page=1", "products?per_page=100&page=2", "products?per_page=100&page=3",
        "variations?per_page=100", "orders?per_page=100&page=1", "orders?per_page=100&page=2",
        "shipping/zones", "system_status",
    ];

    public static async Task RunAsync(BenchOptions options, string? server)
    {
        await using var shop = await SourceShop.StartAsync(variations: 10, listings: 261, orders: 171, "--latency-ms", $"{LatencyMilliseconds}");
        await shop.WarmUpAsync();
        var plain = await PlainAsync(shop);
        await using var place = await Place.CreateAsync(options, server);
        await using var quayside = await QuaysideServer.StartAsync(place);
        var figures = await quayside.SyncAsync(shop);

        Report.Heading($"{place.Engine}: 261 products, 10 variations, {figures.Stored("orders")} orders, {LatencyMilliseconds} ms an answer");
        Report.Line("plain client", $"{plain.TotalSeconds:F2} s, {Plain.Length} requests");
        Report.Line("initial sync", $"{figures.Took.TotalSeconds:F2} s, {figures.Requests} requests");
        Report.Ratio("requests / 12", (double)figures.Requests / MostRequests, 1);
        Report.Ratio("sync / plain client", figures.Took / plain, MostTimesPlain);
    }

    private static async Task<TimeSpan> PlainAsync(SourceShop shop)
    {
        var begin = Stopwatch.GetTimestamp();
        foreach (var list in Plain)
        {
            await shop.ReadPlainlyAsync(list);
        }

        return Stopwatch.GetElapsedTime(begin);
    }
}
