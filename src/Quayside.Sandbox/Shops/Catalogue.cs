using System.Text.Json.Nodes;

namespace Quayside.Sandbox;

/// <summary>Fills a shop with products and variations. Each product follows from seed and position alone.</summary>
internal sealed class Catalogue(ShopOptions options, ShopData data)
{
    private const int HugeProductAt = 5;
    private const int HugeProductVariations = 120;
    private static readonly DateTimeOffset Opening = new(2023, 4, 3, 8, 0, 0, TimeSpan.Zero);

    public void Fill()
    {
        var kinds = Enumerable.Range(0, options.Listings).Select(KindOf).ToArray();
        var left = options.Variations;
        var variablesLeft = kinds.Count(kind => kind == "variable");
        for (var index = 0; index < options.Listings; index++)
        {
            int? share = null;
            if (kinds[index] == "variable" && left is { } rest)
            {
                // Spread what is left evenly over the variable products that are left, so that the total is exact.
                share = rest / variablesLeft + (rest % variablesLeft > 0 ? 1 : 0);
                left = rest - share;
                variablesLeft--;
            }

            data.Products.Add(Product(index, kinds[index], share));
        }
    }

    // Marketplaces know neither groups of products nor products that are sold elsewhere.
    private bool IsOwnShop => options.Channel == "woocommerce";

    private string KindOf(int index)
    {
        if (options.Variations is 0)
        {
            return "simple";
        }

        if (index == HugeProductAt || (options.Variations > 0 && index == 0))
        {
            return "variable";
        }

        return Dice.For(options.Seed, "kind", index).Below(100) switch
        {
            < 30 => "variable",
            < 33 when options.Messy && IsOwnShop => "grouped",
            < 36 when options.Messy && IsOwnShop => "external",
            _ => "simple",
        };
    }

    private PracticeProduct Product(int index, string kind, int? variations)
    {
        var dice = Dice.For(options.Seed, "listing", index);
        var good = GoodAt(index, dice);
        var at = CreatedAt(index);
        var id = data.NextId();
        var product = new PracticeProduct
        {
            Id = id,
            Name = options.Messy ? SellerMess.Title(dice, good.Title) : good.Title,
            Slug = $"{Words.Slug(good.Title)}-{id}",
            Type = kind,
            Status = options.Messy ? StatusOf(dice) : "publish",
            Sku = options.Messy ? SellerMess.Sku(dice, good.Sku, EarlierSku(index)) : good.Sku,
            Gtin = kind == "simple" ? Gtin(dice, good, index) : "",
            Description = $"<p>{good.Title}. Made by {good.Brand}; shipped from our own shelf.</p>\n",
            Brand = dice.Chance(70) ? good.Brand : "",
            Category = dice.Chance(92) ? good.Category : "Uncategorized",
            Images = dice.Below(4),
            CreatedAt = at,
            ModifiedAt = Later(at, dice),
            RegularPrice = kind is "simple" or "external" ? Price(dice, good.Price) : null,
        };
        Finish(product, dice, good, index, variations);
        return product;
    }

    private void Finish(PracticeProduct product, Dice dice, Good good, int index, int? variations)
    {
        switch (product.Type)
        {
            case "variable":
                new VariationMaker(options, data).Fill(product, good, dice, index, variations ?? (index == HugeProductAt ? HugeProductVariations : dice.Between(2, 8)));
                break;
            case "grouped":
                product.Grouped.AddRange(data.Products.TakeLast(12).Where(other => other.Type == "simple").Take(3).Select(other => other.Id));
                break;
            case "external":
                product.ExternalUrl = $"https://partner.example/{product.Slug}";
                break;
            default:
                CountStock(product, dice, options.Messy);
                product.SalePrice = dice.Chance(10) && product.RegularPrice > 0 ? Math.Round(product.RegularPrice.Value * 0.8m, 2) : null;
                break;
        }

        if (options.Messy)
        {
            AddMeta(product, dice, good);
        }
    }

    private void AddMeta(PracticeProduct product, Dice dice, Good good)
    {
        if (dice.Chance(30))
        {
            product.Meta.Add(new PracticeMeta(data.NextMetaId(), "_original_id", JsonValue.Create(product.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        }

        if (dice.Chance(4))
        {
            product.Meta.Add(new PracticeMeta(data.NextMetaId(), "_ean", JsonValue.Create(good.Gtin)));
            product.Meta.Add(new PracticeMeta(data.NextMetaId(), "_feed_settings", new JsonObject { ["enabled"] = true, ["channels"] = new JsonArray("a", "b") }));
            product.MetaAsObject = dice.Chance(50);
        }
    }

    // About half of a second shop's goods are the first shop's; half of those keep the first shop's SKU.
    private Good GoodAt(int index, Dice dice)
    {
        if (options.SharesGoodsWithSeed is not { } other || !dice.Chance(50))
        {
            return Good.Of(options.Seed, index);
        }

        var shared = Good.Of(other, index);
        return dice.Chance(50) ? shared : shared with { Sku = $"{options.Key.ToUpperInvariant()}-{index:D5}" };
    }

    private string EarlierSku(int index) => Good.Of(options.Seed, Math.Max(0, index - 3)).Sku;

    private string Gtin(Dice dice, Good good, int index) => options.Messy ? SellerMess.Gtin(dice, good.Gtin, index) : good.Gtin;

    private decimal? Price(Dice dice, decimal price) => options.Messy && dice.Chance(2) ? null : Currencies.Decimals(options.Currency) == 0 ? Math.Round(price) * 100 : price;

    internal static void CountStock(PracticeSellable sellable, Dice dice, bool messy)
    {
        if (messy && dice.Chance(18))
        {
            sellable.UncountedStatus = dice.Chance(20) ? "outofstock" : "instock";
            return;
        }

        sellable.ManagesStock = true;
        sellable.Stock = dice.Chance(12) ? 0 : dice.Between(1, 250);
        if (messy && dice.Chance(4))
        {
            sellable.Backorders = dice.Chance(70) ? "notify" : "no";
            sellable.Stock = -dice.Between(1, 9);
        }
    }

    private static string StatusOf(Dice dice) => dice.Below(200) switch
    {
        < 8 => "draft",
        < 12 => "private",
        < 15 => "pending",
        < 16 => "trash",
        _ => "publish",
    };

    // A file of a hundred products is imported in one second, so that dates alone give no order.
    private DateTimeOffset CreatedAt(int index)
    {
        var imported = Opening.AddHours(index / 100 * 7);
        var yesterday = options.Now.AddTicks(-(options.Now.Ticks % TimeSpan.TicksPerSecond)).AddDays(-1);
        return imported < yesterday ? imported : yesterday;
    }

    private DateTimeOffset Later(DateTimeOffset at, Dice dice)
    {
        var days = Math.Max(1, (int)(options.Now - at).TotalDays);
        var later = at.AddDays(dice.Below(days)).AddSeconds(dice.Below(86_400));
        return later < options.Now ? later : at;
    }
}
