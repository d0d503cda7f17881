using System.Globalization;

namespace Quayside.Hosting;

/// <summary>What the person who runs Quayside decides. Read once, at the start.</summary>
/// <param name="DataDirectory">Full path: the SQLite file, the keys, the back-ups.</param>
/// <param name="Postgres">Connection string; null for SQLite.</param>
/// <param name="AllowPrivateAddresses">Whether a shop's address may be inside the server's own network.</param>
/// <param name="SyncEvery">How often stores are looked at for changes; zero for never by itself.</param>
public sealed record Settings(string DataDirectory, string? Postgres, bool AllowPrivateAddresses, TimeSpan SyncEvery)
{
    /// <summary>Where shops reach this Quayside from outside, such as https://oms.example; null when it was not told.</summary>
    public Uri? PublicAddress { get; init; }

    public const string DefaultUrl = "http://127.0.0.1:5080";

    public string SqliteFile => Path.Combine(DataDirectory, "quayside.db");

    public string KeysDirectory => Path.Combine(DataDirectory, "keys");

    public string BackupsDirectory => Path.Combine(DataDirectory, "backups");

    /// <exception cref="CannotStart">A setting that cannot be read.</exception>
    internal static Settings Read(IConfiguration configuration, bool isDemo) => new(
        Folder(configuration["DataDirectory"], isDemo),
        configuration.GetConnectionString("Quayside") is { Length: > 0 } postgres ? postgres : null,
        Flag(configuration, "Connections:AllowPrivateAddresses"),
        Minutes(configuration, "Sync:EveryMinutes", Stores.SyncSchedule.Usual))
    {
        PublicAddress = Address(configuration, "PublicAddress"),
    };

    // Never from the working directory by default: "dotnet run" and the published program are started in different ones.
    private static string Folder(string? given, bool isDemo)
    {
        if (string.IsNullOrWhiteSpace(given))
        {
            var share = Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return Path.Combine(share, isDemo ? "quayside-demo" : "quayside");
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.GetFullPath(given.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, given[2..]) : given);
    }

    // Messages of shops hold what buyers entered: in the clear only on this machine.
    private static Uri? Address(IConfiguration configuration, string name) => configuration[name] switch
    {
        null or "" => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Query.Length == 0 && address.Fragment.Length == 0
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) => address,
        var text => throw new CannotStart(
            $"The setting \"{name}\" is \"{text}\"; it has to be the https address under which shops reach this Quayside, such as https://oms.example."),
    };

    private static bool Flag(IConfiguration configuration, string name) => configuration[name] switch
    {
        null or "" => false,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw new CannotStart($"The setting \"{name}\" is \"{text}\"; it may be true or false."),
    };

    private static TimeSpan Minutes(IConfiguration configuration, string name, TimeSpan usual) => configuration[name] switch
    {
        null or "" => usual,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 0 and <= 1440 =>
            TimeSpan.FromMinutes(minutes),
        var text => throw new CannotStart($"The setting \"{name}\" is \"{text}\"; it may be a number of minutes from 0 (never) to 1440."),
    };
}
