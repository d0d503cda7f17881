namespace Quayside.Benchmarks;

/// <summary>A source that is slow and lets few in: the wire should be what one waits for.</summary>
internal static class SlowSource
{
    private const int LatencyMilliseconds = 200;
    private const int AtATime = 5;
    private const double MostTimesWire = 1.15;

    public static async Task RunAsync(BenchOptions options, string? server)
    {
        await using var shop = await SourceShop.StartAsync(
            options.Variations, options.Listings, options.Orders,
            "--latency-ms", $"{LatencyMilliseconds}", "--concurrency", $"{AtATime}");
        await shop.WarmUpAsync();
        await using var place = await Place.CreateAsync(options, server);
        await using var quayside = await QuaysideServer.StartAsync(place);
        var figures = await quayside.SyncAsync(shop);
        var wire = figures.Requests * LatencyMilliseconds / 1000.0 / AtATime;

        Report.Heading($"{place.Engine}: a source that answers in {LatencyMilliseconds} ms, {AtATime} at a time");
        Report.Line("initial sync", $"{figures.Took.TotalSeconds:F2} s, {figures.Requests:N0} requests");
        Report.Phases(figures.Phases);
        Report.Line("requests alone", $"{wire:F2} s");
        Report.Ratio("sync / requests", figures.Took.TotalSeconds / wire, MostTimesWire);
    }
}
