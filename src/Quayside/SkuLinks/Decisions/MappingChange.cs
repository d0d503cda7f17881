using System.Text.Json.Serialization;

namespace Quayside.SkuLinks.Decisions;

/// <summary>One thing a person decides about what is sold from what. Touches no shop.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(LinkChange), "link")]
[JsonDerivedType(typeof(UnlinkChange), "unlink")]
[JsonDerivedType(typeof(KitChange), "kit")]
[JsonDerivedType(typeof(MergeChange), "merge")]
[JsonDerivedType(typeof(SplitChange), "split")]
[JsonDerivedType(typeof(RenameChange), "rename")]
public abstract record MappingChange
{
    /// <summary>true where a proposal was accepted: the link's origin is then <see cref="LinkOrigin.Rule"/>.</summary>
    public bool Proposed { get; init; }
}

/// <summary>The variation is sold from this item, in place of what it was linked to.</summary>
/// <param name="Quantity">Pieces of the item in one of the variation, above 0.</param>
public sealed record LinkChange(long VariationId, long StockItemId, decimal Quantity = 1) : MappingChange;

/// <summary>The variation is sold from nothing; no sync links it again.</summary>
public sealed record UnlinkChange(long VariationId) : MappingChange;

/// <summary>The variation is made of several items. Of one item it is a link with a quantity.</summary>
public sealed record KitChange(long VariationId, IReadOnlyList<KitComponent> Components) : MappingChange;

/// <param name="Quantity">Pieces of the item in one of the kit, above 0.</param>
public sealed record KitComponent(long StockItemId, decimal Quantity);

/// <summary>Several items turn out to be one. Whatever was sold from the first is sold from the last.</summary>
public sealed record MergeChange(IReadOnlyList<long> FromStockItemIds, long IntoStockItemId) : MappingChange;

/// <summary>Some of the variations sold from an item turn out to be another thing, which gets an item of its own.</summary>
public sealed record SplitChange(long StockItemId, IReadOnlyList<long> VariationIds, string NewMasterSku) : MappingChange
{
    /// <summary>Whether the item may be left with nothing that is sold from it.</summary>
    [JsonIgnore]
    internal bool MayTakeAll { get; init; }

    /// <summary>Whether the new master SKU was made up, and is nobody's SKU.</summary>
    [JsonIgnore]
    internal bool IsGenerated { get; init; }
}

/// <summary>The item is called otherwise, inside Quayside only.</summary>
public sealed record RenameChange(long StockItemId, string MasterSku) : MappingChange;

/// <summary>What becomes of orders that are open when a variation's link changes.</summary>
public enum OpenOrders
{
    /// <summary>They stay reserved on what they were reserved on; orders that come later follow the new link.</summary>
    FromNowOn,

    /// <summary>They move to the new link.</summary>
    Backwards,
}
