using System.Text.Json.Nodes;

namespace Quayside.Sandbox;

/// <summary>Something with a SKU that can be bought: a simple product or a variation. Change it inside <see cref="ShopData.Edit"/>.</summary>
public abstract class PracticeSellable
{
    public required long Id { get; init; }

    /// <summary>publish, draft, pending, private, future or trash.</summary>
    public string Status { get; set; } = "publish";

    /// <summary>As stored. A variation without one answers with its parent's.</summary>
    public string Sku { get; set; } = "";

    public string Gtin { get; set; } = "";

    public decimal? RegularPrice { get; set; }

    public decimal? SalePrice { get; set; }

    public bool ManagesStock { get; set; }

    /// <summary>Units for sale; null when the shop does not count them. Negative when oversold.</summary>
    public decimal? Stock { get; set; }

    /// <summary>no, notify or yes.</summary>
    public string Backorders { get; set; } = "no";

    /// <summary>What an uncounted product says of itself: instock, outofstock, onbackorder.</summary>
    public string UncountedStatus { get; set; } = "instock";

    public required DateTimeOffset CreatedAt { get; set; }

    public required DateTimeOffset ModifiedAt { get; set; }

    public List<PracticeMeta> Meta { get; init; } = [];

    public decimal? Price => SalePrice ?? RegularPrice;

    public bool OnSale => SalePrice is not null;

    public string StockStatus => (ManagesStock, Stock) switch
    {
        (false, _) => UncountedStatus,
        (true, > 0) => "instock",
        _ => Backorders == "no" ? "outofstock" : "onbackorder",
    };
}

public sealed class PracticeProduct : PracticeSellable
{
    /// <summary>As the shop stores it: HTML, so "&amp;amp;" where the seller typed "&amp;".</summary>
    public required string Name { get; set; }

    public required string Slug { get; set; }

    /// <summary>simple, variable, grouped or external.</summary>
    public string Type { get; set; } = "simple";

    public string Description { get; set; } = "";

    public string Brand { get; set; } = "";

    public string Category { get; set; } = "Uncategorized";

    public List<PracticeOption> Options { get; init; } = [];

    public List<PracticeVariation> Variations { get; init; } = [];

    public List<long> Grouped { get; init; } = [];

    public string ExternalUrl { get; set; } = "";

    public int Images { get; set; }

    /// <summary>Some shops send meta_data as an object with numbers for keys: PHP does so when an array has gaps.</summary>
    public bool MetaAsObject { get; set; }
}

public sealed class PracticeVariation : PracticeSellable
{
    public required PracticeProduct Parent { get; init; }

    /// <summary>One value for each of the parent's options, in their order; null is "any".</summary>
    public required IReadOnlyList<string?> Choices { get; init; }

    public bool HasImage { get; set; }

    public string ShownSku => Sku.Length > 0 ? Sku : Parent.Sku;

    /// <summary>True when the parent counts for all its variations and this one does not count for itself.</summary>
    public bool SharesStock => !ManagesStock && Parent.ManagesStock;
}

/// <param name="TaxonomyId">0 for an option that only this product has.</param>
public sealed record PracticeOption(int TaxonomyId, string Name, IReadOnlyList<string> Values);

public sealed record PracticeMeta(long Id, string Key, JsonNode? Value);
