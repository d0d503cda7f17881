using System.Globalization;

namespace Quayside.Benchmarks;

/// <summary>Marketplaces that hold to their limits: a first sync should take what these alone force, and little more.</summary>
internal static class RateLimits
{
    private const int LatencyMilliseconds = 200;
    private const double MostTimesLimit = 1.1;

    private static readonly Limited[] All =
    [
        new("shopee", 600, 6000, CallsPerSecond: 10, AtATime: null, new Dictionary<string, string> { ["partnerId"] = "partner id", ["partnerKey"] = "partner key" }),
        new("lazada", 5000, 20_000, CallsPerSecond: null, AtATime: 5, new Dictionary<string, string> { ["appKey"] = "app key", ["appSecret"] = "app secret" }),
        new("tiktokshop", 2000, 20_000, CallsPerSecond: 50, AtATime: null, new Dictionary<string, string> { ["appKey"] = "app key", ["appSecret"] = "app secret", ["serviceId"] = "service id" }),
    ];

    public static async Task RunAsync(BenchOptions options, string? server)
    {
        foreach (var channel in All)
        {
            await RunAsync(options, server, channel);
        }
    }

    private static async Task RunAsync(BenchOptions options, string? server, Limited channel)
    {
        string[] rate = channel.CallsPerSecond is { } most ? ["--calls-per-second", most.ToString(CultureInfo.InvariantCulture)] : [];
        string[] concurrency = channel.AtATime is { } atATime ? ["--concurrency", atATime.ToString(CultureInfo.InvariantCulture)] : [];
        await using var shop = await Marketplace.StartAsync(
            channel.Key, channel.Listings, channel.Orders, channel.App, ["--latency-ms", $"{LatencyMilliseconds}", .. rate, .. concurrency]);
        await using var place = await Place.CreateAsync(options, server);
        await using var quayside = await QuaysideServer.StartAsync(place);
        var session = await quayside.SyncAsync(channel.Key, await shop.SignInAsync(quayside.Api));

        var took = session.GetProperty("finishedAt").GetDateTimeOffset() - session.GetProperty("startedAt").GetDateTimeOffset();
        var requests = session.GetProperty("requests").GetInt64();
        var force = requests / channel.PerSecond;
        Report.Heading($"{place.Engine}, {channel.Key}: {channel.PerSecond:0} requests a second, {LatencyMilliseconds} ms an answer");
        Report.Line("initial sync", $"{took.TotalSeconds:F2} s, {requests:N0} requests");
        Report.Line("the limit alone", $"{force:F2} s");
        Report.Ratio("sync / limit", took.TotalSeconds / force, MostTimesLimit);
    }

    /// <param name="Key">The channel's.</param>
    /// <param name="CallsPerSecond">As its page in docs/connectors has it; null where it states none.</param>
    /// <param name="AtATime">Calls that are answered at once, where that is the limit.</param>
    /// <param name="App">As <see cref="Marketplace.StartAsync"/>.</param>
    private sealed record Limited(
        string Key, int Listings, int Orders, int? CallsPerSecond, int? AtATime, IReadOnlyDictionary<string, string> App)
    {
        public double PerSecond => CallsPerSecond ?? AtATime!.Value * 1000.0 / LatencyMilliseconds;
    }
}
