using System.Globalization;

namespace Quayside.Benchmarks;

/// <summary>What to measure, on what, how large.</summary>
/// <param name="Work">Folder for databases; thrown away at the end.</param>
/// <param name="Postgres">Connection string of a server with the right to create databases; null leaves PostgreSQL out.</param>
internal sealed record BenchOptions(
    IReadOnlySet<string> Scenarios, bool Sqlite, string? Postgres, int Variations, int Listings, int Orders, int Products, string Work)
{
    public const string Usage = """
        bench/run [scenario ...] [--database sqlite|postgres] [--variations 100000] [--listings 20000] [--orders 1000] [--products 100000]
          scenarios  sync memory slow small limits matching; all of them where none is named
        """;

    /// <summary>null stands for SQLite, which needs none.</summary>
    public IEnumerable<string?> Servers => [.. Sqlite ? [null] : (string?[])[], .. Postgres is null ? [] : (string?[])[Postgres]];

    public bool Has(string scenario) => Scenarios.Contains(scenario);

    private static readonly string[] All = ["sync", "memory", "slow", "small", "limits", "matching"];

    /// <returns>null when the arguments make no sense.</returns>
    public static BenchOptions? Read(string[] args)
    {
        var scenarios = new HashSet<string>(StringComparer.Ordinal);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i++)
        {
            if (All.Contains(args[i]))
            {
                scenarios.Add(args[i]);
            }
            else if (args[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < args.Length)
            {
                values[args[i]] = args[++i];
            }
            else
            {
                return null;
            }
        }

        var database = values.GetValueOrDefault("--database");
        return new BenchOptions(
            scenarios.Count == 0 ? All.ToHashSet() : scenarios,
            database is null or "sqlite",
            database is null or "postgres" ? Environment.GetEnvironmentVariable("QUAYSIDE_BENCH_POSTGRES") : null,
            Number(values, "--variations", 100_000),
            Number(values, "--listings", 20_000),
            Number(values, "--orders", 1_000),
            Number(values, "--products", 100_000),
            Directory.CreateTempSubdirectory("quayside-bench-").FullName);
    }

    private static int Number(Dictionary<string, string> values, string name, int usual) =>
        values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
