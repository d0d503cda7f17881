using System.Globalization;
using Quayside.Inventory;

namespace Quayside.SkuLinks;

/// <summary>When an equal SKU key is the same thing, and when it is a conflict. Pure: it is given what the tables hold.</summary>
/// <param name="twiceInStore">Keys that two variations of the store at hand have.</param>
/// <param name="inConflict">Keys already known to be in conflict, over all stores.</param>
/// <param name="items">Stock items whose master SKU key may be asked for.</param>
internal sealed class SkuKeyRules(IReadOnlySet<string> twiceInStore, IEnumerable<string> inConflict, IEnumerable<StockItem> items)
{
    private readonly HashSet<string> _conflicts = new(inConflict, StringComparer.Ordinal);
    private readonly Dictionary<string, StockItem> _items = items.ToDictionary(i => i.MasterSkuKey, StringComparer.Ordinal);

    /// <summary>Why this variation cannot be taken for the thing that has its key; null when it can, or when nothing has it.</summary>
    public ConflictReason? ConflictOf(UnlinkedVariation variation)
    {
        if (twiceInStore.Contains(variation.SkuKey!))
        {
            return ConflictReason.TwiceInStore;
        }

        return ItemOf(variation.SkuKey!) switch
        {
            null => null,
            { Gtin: { } gtin } when variation.ValidGtin is { } other && other != gtin => ConflictReason.GtinDiffers,
            { PackSize: { } size } when variation.PackSize is { } other && other != size => ConflictReason.PackSizeDiffers,
            _ => null,
        };
    }

    /// <returns>true when the key was not in conflict before.</returns>
    public bool Mark(string key) => _conflicts.Add(key);

    public bool IsInConflict(string key) => _conflicts.Contains(key);

    /// <summary>Items by keys that they had before a person renamed them.</summary>
    public IReadOnlyDictionary<string, StockItem> Former { get; init; } = new Dictionary<string, StockItem>();

    /// <summary>The item a seller keeps under this key, or kept under it before renaming it. A made-up code is nobody's SKU, so it is
    /// never found by one.</summary>
    public StockItem? ItemOf(string key) => (_items.GetValueOrDefault(key) ?? Former.GetValueOrDefault(key)) is { IsGenerated: false } item ? item : null;

    /// <summary>The first choice, else the variation's own code, else that with a number behind it: the first that no item has.</summary>
    public string FirstFree(string code, UnlinkedVariation variation)
    {
        if (IsFree(code))
        {
            return code;
        }

        var own = variation.OwnCode;
        if (IsFree(own))
        {
            return own;
        }

        var number = 2;
        while (!IsFree(Numbered(own, number)))
        {
            number++;
        }

        return Numbered(own, number);
    }

    public void Remember(StockItem item) => _items[item.MasterSkuKey] = item;

    private bool IsFree(string code) => !_items.ContainsKey(SkuKey.Of(code)!);

    private static string Numbered(string code, int number) => string.Create(CultureInfo.InvariantCulture, $"{code}~{number}");
}
