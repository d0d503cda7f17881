using System.Globalization;
using Quayside.Catalogue;
using Quayside.Inventory;

namespace Quayside.SkuLinks;

/// <summary>When an equal SKU key is the same thing, and when it is a conflict. Pure: it is given what the tables hold.</summary>
/// <param name="twiceInStore">Keys that two variations of the store at hand have.</param>
/// <param name="inConflict">Keys already known to be in conflict, over all stores.</param>
/// <param name="items">Stock items whose master SKU key may be asked for.</param>
internal sealed class SkuKeyRules(IEnumerable<string> twiceInStore, IEnumerable<string> inConflict, IEnumerable<StockItem> items)
{
    private readonly HashSet<string> _twice = new(twiceInStore, StringComparer.Ordinal);
    private readonly HashSet<string> _conflicts = new(inConflict, StringComparer.Ordinal);
    private readonly Dictionary<string, StockItem> _items = items.ToDictionary(i => i.MasterSkuKey, StringComparer.Ordinal);

    /// <summary>Why this variation cannot be taken for the thing that has its key; null when it can, or when nothing has it.</summary>
    public ConflictReason? ConflictOf(ListingVariation variation)
    {
        if (_twice.Contains(variation.SkuKey!))
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

    /// <summary>The first code that no item has; when all are taken, the last one with a number behind it.</summary>
    public string FirstFree(ReadOnlySpan<string?> codes)
    {
        var last = "";
        foreach (var code in codes)
        {
            if (code is not null && !_items.ContainsKey(SkuKey.Of(code)!))
            {
                return code;
            }

            last = code ?? last;
        }

        var number = 2;
        while (_items.ContainsKey(SkuKey.Of(Numbered(last, number))!))
        {
            number++;
        }

        return Numbered(last, number);
    }

    public void Remember(StockItem item) => _items[item.MasterSkuKey] = item;

    private static string Numbered(string code, int number) => string.Create(CultureInfo.InvariantCulture, $"{code}~{number}");
}
