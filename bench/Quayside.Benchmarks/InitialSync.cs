namespace Quayside.Benchmarks;

/// <summary>A whole shop from the wire into the tables, against writing the same rows raw; memory and requests of the same run.</summary>
internal static class InitialSync
{
    private const double MostTimesRaw = 3;
    private const double MostMegabytes = 400;
    private const double MostGrowth = 1.3;
    private const double RequestsAllowed = 1.02;

    public static async Task RunAsync(BenchOptions options, string? server, bool withSmall)
    {
        await using var shop = await SourceShop.StartAsync(options.Variations, options.Listings, options.Orders);
        await shop.WarmUpAsync();
        await using var place = await Place.CreateAsync(options, server);
        var (figures, idle, peak) = await SyncAsync(place, shop);
        var raw = await RawWrite.MeasureAsync(place, options, server);

        Report.Heading($"{place.Engine}: initial sync of {options.Variations:N0} variations, {options.Listings:N0} listings");
        Report.Line("stored", $"{figures.Stored("listings"):N0} variations, {figures.Stored("orders"):N0} orders; {raw.Rows:N0} rows in all tables");
        Report.Line("initial sync", $"{figures.Took.TotalSeconds:F2} s (processor: Quayside {figures.Cpu.TotalSeconds:F2} s, source {figures.SourceCpu.TotalSeconds:F2} s)");
        Report.Phases(figures.Phases);

        Report.Line("raw write", $"{raw.Took.TotalSeconds:F2} s, {raw.RowsPerSecond:N0} rows/s");
        Report.Ratio("sync / raw", figures.Took / raw.Took, MostTimesRaw);
        var least = await Requests.LeastAsync(place);
        Report.Line("requests", $"{figures.Requests:N0}, minimum {least:N0}");
        Report.Ratio("requests / minimum", (double)figures.Requests / least, RequestsAllowed);
        Report.Line("peak memory", $"{peak:F0} MB, idle {idle:F0} MB");
        Report.Ratio("peak / 400 MB", peak / MostMegabytes, 1);
        if (withSmall)
        {
            await GrowthAsync(options, server, peak);
        }
    }

    private static async Task GrowthAsync(BenchOptions options, string? server, double peak)
    {
        await using var shop = await SourceShop.StartAsync(options.Variations / 10, options.Listings / 10, options.Orders / 10);
        await using var place = await Place.CreateAsync(options, server);
        var (_, _, small) = await SyncAsync(place, shop);
        Report.Line("peak, a tenth", $"{small:F0} MB");
        Report.Ratio("peak / tenth", peak / small, MostGrowth);
    }

    private static async Task<(SyncFigures Figures, double Idle, double Peak)> SyncAsync(Place place, SourceShop shop)
    {
        await using var server = await QuaysideServer.StartAsync(place);
        var idle = server.PeakMegabytes;
        var figures = await server.SyncAsync(shop);
        return (figures, idle, server.PeakMegabytes);
    }
}
