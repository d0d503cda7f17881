using System.Diagnostics;
using System.Globalization;
using Quayside.SkuLinks.Matching;

namespace Quayside.Benchmarks;

/// <summary>The matcher's whole pipeline beside plain 3-gram blocking on the same products in the same run.</summary>
internal static class Matching
{
    private const double LeastRatio = 0.25;
    private const int Single = 2000;

    public static void Run(int count)
    {
        Report.Heading($"matching, {count:N0} masters x {count:N0} listings");
        var data = new MatchingData(count).Make();
        Warm(data);
        var before = PeakMegabytes();
        var clock = Stopwatch.StartNew();
        var index = MasterIndex.Build(data.Masters);
        var built = clock.Elapsed;
        var results = new Matcher(MatchModel.BuiltIn).Match(index, data.Listings);
        var pipeline = count / clock.Elapsed.TotalSeconds;
        Report.Line("whole pipeline", $"{pipeline:F0} listings/s, of which the index {built.TotalSeconds:F1} s; {results.Count(r => r.SureMasterId is not null)} sure");
        Report.Line("memory at its highest", $"{PeakMegabytes():F0} MB (products themselves and program {before:F0} MB; at most 1500)");
        OneByOne(data, index);
        var plain = PlainRate(data);
        Report.Line("plain 3-gram blocking", $"{plain:F0} listings/s");
        Report.Line("ratio", $"{pipeline / plain:F2} (at least {LeastRatio:F2}) {(pipeline / plain >= LeastRatio ? "kept" : "MISSED")}");
    }

    // Code that has not run yet is not what is measured.
    private static void Warm(MatchingData data) =>
        new Matcher(MatchModel.BuiltIn).Match(MasterIndex.Build(data.Masters.Take(2000)), data.Listings.Take(2000));

    private static void OneByOne(MatchingData data, MasterIndex index)
    {
        var matcher = new Matcher(MatchModel.BuiltIn);
        Report.Line("one new listing", $"p95 {P95(Single, i => matcher.Match(index, [data.Listings[i]])):F1} ms (aim 15)");
        Report.Line("one master changed", $"p95 {P95(Single, i => index.Put(data.Masters[i] with { Title = data.Masters[i].Title + " new" })):F2} ms (aim 2)");
    }

    private static double P95(int times, Action<int> work)
    {
        var took = new double[times];
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            work(i);
            took[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(took);
        return took[times * 95 / 100];
    }

    private static double PlainRate(MatchingData data)
    {
        var clock = Stopwatch.StartNew();
        new PlainBlocking([.. data.Masters.Select(m => m.Title!)]).Find([.. data.Listings.Select(l => l.Title!)]);
        return data.Listings.Count / clock.Elapsed.TotalSeconds;
    }

    private static double PeakMegabytes() =>
        double.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
}
