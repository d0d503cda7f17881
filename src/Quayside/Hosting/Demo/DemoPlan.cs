using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Quayside.Sandbox;

namespace Quayside.Hosting.Demo;

/// <summary>What the practice stores of a demo are made from. Kept in the data folder from the first start on: with another seed,
/// time or port every product, order or address would be another one, and an interrupted sync would go on in another shop.</summary>
/// <param name="Listings">Of the large store; the other figures follow from it.</param>
/// <param name="Now">The moment the practice orders lead up to.</param>
/// <param name="Ports">By the key of the store.</param>
internal sealed record DemoPlan(int Seed, int Listings, DateTimeOffset Now, IReadOnlyDictionary<string, int> Ports)
{
    public const string SeedSetting = "Demo:Seed";
    public const string ListingsSetting = "Demo:Listings";

    /// <summary>Waited before each answer, as for a shop on the internet: without it nobody would see anything arrive.</summary>
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(150);

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    [JsonIgnore]
    public IReadOnlyList<ShopOptions> Shops =>
    [
        Shop(DemoStores.Large, "Harbour Supplies", 0) with { Listings = Listings, Orders = Listings * 5 / 6 },
        Shop(DemoStores.Small, "Lighthouse Living", 1) with
        {
            Listings = Listings / 5, Orders = Listings * 2 / 15, SharesGoodsWithSeed = Seed,
        },
        Shop(DemoStores.Marketplace, "Pontoon Picks", 3) with
        {
            Channel = "shopee", Currency = "SGD", Listings = Listings / 30, Orders = Listings / 15, SharesGoodsWithSeed = Seed,
        },
        Shop(DemoStores.Country, "Jetty Junction", 4) with
        {
            Channel = "lazada", Region = "MY", Currency = "MYR", Listings = Listings / 30, Orders = Listings / 15, SharesGoodsWithSeed = Seed,
        },
        Shop(DemoStores.Video, "Mooring Market", 5) with
        {
            Channel = "tiktokshop", Region = "PH", Currency = "PHP", Listings = Listings / 30, Orders = Listings / 15, SharesGoodsWithSeed = Seed,
        },
        Shop(DemoStores.New, "Slipway Store", 2) with { Listings = 0, Orders = 0 },
    ];

    /// <returns>null before the first start.</returns>
    /// <exception cref="CannotStart">The file cannot be read.</exception>
    public static DemoPlan? Find(Settings settings)
    {
        try
        {
            return File.Exists(FileOf(settings))
                ? JsonSerializer.Deserialize<DemoPlan>(File.ReadAllText(FileOf(settings)), Json)
                : null;
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CannotStart(
                $"{FileOf(settings)} cannot be read ({failure.Message.TrimEnd('.')}). Delete {settings.DataDirectory} to begin a new demo.");
        }
    }

    /// <exception cref="CannotStart">A setting that cannot be read.</exception>
    public static DemoPlan Make(IConfiguration configuration, TimeProvider clock) => new(
        Number(configuration, SeedSetting, 0, 1_000_000) ?? 7,
        Number(configuration, ListingsSetting, 10, 20_000) ?? 3_000,
        clock.GetUtcNow(),
        new Dictionary<string, int>());

    /// <exception cref="CannotStart">The settings name another seed or size than the stores were made with.</exception>
    public void Require(IConfiguration configuration, Settings settings)
    {
        Same(SeedSetting, Number(configuration, SeedSetting, 0, 1_000_000), Seed);
        Same(ListingsSetting, Number(configuration, ListingsSetting, 10, 20_000), Listings);

        void Same(string name, int? given, int made)
        {
            if (given is { } other && other != made)
            {
                throw new CannotStart(
                    $"The practice stores in {settings.DataDirectory} were made with {name}={made}. " +
                    "Leave the setting out, or begin another demo in another folder: --DataDirectory=/full/path.");
            }
        }
    }

    public void Save(Settings settings)
    {
        // Written aside and moved: a kill in the middle leaves the old file or the new one.
        var aside = FileOf(settings) + ".new";
        File.WriteAllText(aside, JsonSerializer.Serialize(this, Json));
        File.Move(aside, FileOf(settings), overwrite: true);
    }

    public static string FileOf(Settings settings) => Path.Combine(settings.DataDirectory, "demo.json");

    private ShopOptions Shop(string key, string name, int number) => new()
    {
        Key = key,
        Name = name,
        Seed = Seed + number,
        Now = Now,
        Port = Ports.GetValueOrDefault(key),
        Latency = Latency,
    };

    private static int? Number(IConfiguration configuration, string name, int least, int most) => configuration[name] switch
    {
        null or "" => null,
        var text when int.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most => value,
        var text => throw new CannotStart($"The setting \"{name}\" is \"{text}\"; it may be from {least} to {most}."),
    };
}
