using Quayside.Connectors;
using Quayside.Organisations;

namespace Quayside.Inventory;

/// <summary>A place that holds stock and ships, beside the main warehouse.</summary>
/// <remarks>The main warehouse has no row: it holds what the others do not, so that a seller with one place has nothing to set up and
/// what shops show is always about the whole (docs/decisions/0009).</remarks>
public sealed class Warehouse : IBelongToOrganisation
{
    /// <summary>What the one without a row is called; no other may be.</summary>
    public const string MainName = "Main warehouse";

    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required string Name { get; set; }

    /// <summary>Name normalised like a SKU key; unique in the organisation.</summary>
    public required string NameKey { get; set; }

    public PostalAddress? Address { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was closed; it holds nothing then. null while it is in use.</summary>
    public DateTimeOffset? ClosedAt { get; set; }
}

/// <summary>What one warehouse beside the main one holds of one stock item. Always the sum of that warehouse's movements.</summary>
public sealed class StockLevel : IBelongToOrganisation
{
    public required long StockItemId { get; init; }

    public required long WarehouseId { get; init; }

    public required long OrganisationId { get; init; }

    public decimal OnHand { get; set; }

    public decimal Reserved { get; set; }

    /// <summary>On hand less reserved. Negative stays negative.</summary>
    public decimal Available => OnHand - Reserved;
}
