using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>One of the shops that a practice seller's sign-in leads to: its name and market, its numbers, and what it holds.</summary>
internal sealed class TikTokStore
{
    private const int ApartSeeds = 1000;
    private static readonly (string Region, string Currency)[] Markets =
        [("SG", "SGD"), ("MY", "MYR"), ("PH", "PHP"), ("TH", "THB"), ("GB", "GBP"), ("US", "USD"), ("VN", "VND"), ("ID", "IDR")];

    private TikTokStore(ShopOptions options, ShopData data, string sellerType)
    {
        (Options, Data, SellerType) = (options, data, sellerType);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"tiktok shop {options.StoreId ?? options.Key} {options.Seed}"));
        var mark = (BitConverter.ToUInt32(hash) % 100_000).ToString("D5", CultureInfo.InvariantCulture);
        Ids = new TikTokIds(mark);
        Id = $"7494{mark}{BitConverter.ToUInt32(hash, 4):D10}";
        Cipher = $"ROW_5eed{Convert.ToHexStringLower(hash, 8, 10)}";
        Code = $"{options.Region}LC5EED{mark}";
        Shelves = new TikTokShelves(data);
    }

    public ShopOptions Options { get; }

    public ShopData Data { get; }

    public TikTokIds Ids { get; }

    public TikTokShelves Shelves { get; }

    public string Id { get; }

    /// <summary>A handle for calls; <see cref="Id"/> is who the shop is.</summary>
    public string Cipher { get; }

    public string Code { get; }

    public string SellerType { get; }

    /// <summary>The practice shop itself, and the seller's others in other markets, which sell partly the same goods.</summary>
    public static IReadOnlyList<TikTokStore> Of(PracticeShop shop)
    {
        var (own, count) = (shop.Options, shop.Options.TikTok.Shops);
        var elsewhere = Markets.Where(market => market.Region != own.Region).ToList();
        return [.. Enumerable.Range(0, count).Select(number =>
        {
            var options = number == 0 ? own : own with
            {
                Key = string.Create(CultureInfo.InvariantCulture, $"{own.Key}-{number}"),
                Name = $"{own.Name} {elsewhere[(number - 1) % elsewhere.Count].Region}",
                Region = elsewhere[(number - 1) % elsewhere.Count].Region,
                Currency = elsewhere[(number - 1) % elsewhere.Count].Currency,
                Seed = own.Seed + (ApartSeeds * number),
                SharesGoodsWithSeed = own.Seed,
                StoreId = null,
            };
            return new TikTokStore(options, number == 0 ? shop.Data : ShopSeed.Make(options), count > 1 ? "CROSS_BORDER" : "LOCAL");
        })];
    }

    public JsonObject Describe() => new()
    {
        ["id"] = Id,
        ["name"] = Options.Name,
        ["region"] = Options.Region,
        ["seller_type"] = SellerType,
        ["cipher"] = Cipher,
        ["code"] = Code,
    };

    /// <summary>An amount in the currency's smallest unit.</summary>
    public decimal Money(decimal amount) => Math.Round(amount, Currencies.Decimals(Options.Currency));

    /// <summary>An amount as text, without zeros that say nothing: "117.5".</summary>
    public string Amount(decimal amount) => Money(amount).ToString("0.##", CultureInfo.InvariantCulture);
}
