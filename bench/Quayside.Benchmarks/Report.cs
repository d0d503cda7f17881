using System.Diagnostics;

namespace Quayside.Benchmarks;

/// <summary>Figures as a person reads them: one a line, ratios with what was promised.</summary>
internal static class Report
{
    public static void Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1];
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        Line("machine", $"{Environment.ProcessorCount} processors, {model ?? "unknown"}; load before the run {load}");
    }

    public static void Heading(string text) => Console.WriteLine($"\n{text}");

    public static void Line(string name, FormattableString figure) =>
        Console.WriteLine($"  {name,-22} {FormattableString.Invariant(figure)}");

    public static void Phases(IReadOnlyList<Phase> phases)
    {
        foreach (var (phase, next) in phases.Zip(phases.Skip(1)))
        {
            Line($"  {phase.Name}", $"{Stopwatch.GetElapsedTime(phase.Began, next.Began).TotalSeconds:F1} s, processor {(next.CpuThen - phase.CpuThen).TotalSeconds:F1} s");
        }
    }

    public static void Ratio(string name, double ratio, double most) =>
        Line(name, $"{ratio:F2} (at most {most:F2}) {(ratio <= most ? "kept" : "MISSED")}");
}
