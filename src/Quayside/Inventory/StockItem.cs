using Quayside.Organisations;

namespace Quayside.Inventory;

/// <summary>The physical thing counted, kept and picked, under the seller's own code for it.</summary>
public sealed class StockItem : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required string MasterSku { get; set; }

    /// <summary>Unique in the organisation.</summary>
    public required string MasterSkuKey { get; set; }

    public required int SkuKeyVersion { get; set; }

    /// <summary>true where no seller typed this code: it stands in for a blank SKU, or carries a suffix of ours beside a SKU that
    /// another item has. Never found by a SKU.</summary>
    public required bool IsGenerated { get; set; }

    /// <summary>The item that this one turned out to be; it is sold as nothing then, and its SKU leads there. null while it stands alone.</summary>
    public long? MergedIntoId { get; set; }

    public required string Title { get; set; }

    /// <summary>Fourteen digits; null when no linked variation has a valid one.</summary>
    public string? Gtin { get; set; }

    public int? PackSize { get; set; }

    public string? Image { get; set; }

    /// <summary>Units physically present; null while not known or not tracked. Always the sum of its movements.</summary>
    public decimal? OnHand { get; set; }

    /// <summary>Units of open orders of all linked stores. Always the sum of its movements.</summary>
    public decimal Reserved { get; set; }

    /// <summary>Of <see cref="OnHand"/>, what warehouses beside the main one hold: the sum of their <see cref="StockLevel"/>s.</summary>
    public decimal ElsewhereOnHand { get; set; }

    /// <summary>Of <see cref="Reserved"/>, what is promised from warehouses beside the main one.</summary>
    public decimal ElsewhereReserved { get; set; }

    /// <summary>The store whose figures opened the stock, and whose later readings move it.</summary>
    public long? OpenedByStoreId { get; set; }

    /// <summary>What that store implied when it was last read; the next reading applies the difference.</summary>
    public decimal? ImpliedOnHand { get; set; }

    public required string SearchText { get; set; }

    /// <summary>On hand less reserved; null while on hand is not known. Negative stays negative.</summary>
    public decimal? Available => OnHand - Reserved;
}
