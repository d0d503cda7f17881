namespace Quayside.SkuLinks.Matching;

/// <summary>What a master or a listing says of itself. Every field but the id may be absent.</summary>
public sealed record MatchProduct
{
    public required string Id { get; init; }

    public string? Sku { get; init; }

    /// <summary>As written: any form of GTIN or ISBN, also with its leading zeros lost or a wrong check digit.</summary>
    public string? Gtin { get; init; }

    public string? Mpn { get; init; }

    public string? Brand { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Model { get; init; }

    public string? Category { get; init; }

    /// <summary>Which store shows it. Listings of one store compete for a master; a master has none.</summary>
    public string? Store { get; init; }

    public decimal? Price { get; init; }

    public string? Currency { get; init; }

    public IReadOnlyList<(string Name, string Value)> Options { get; init; } = [];

    /// <summary>Pieces in one pack where it is known; else it is read from the words.</summary>
    public int? PackSize { get; init; }
}
