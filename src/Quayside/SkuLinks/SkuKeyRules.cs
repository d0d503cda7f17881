using System.Globalization;

namespace Quayside.SkuLinks;

/// <summary>When an equal SKU key is the same thing, and when it is a conflict. Pure: it is told what the tables hold.</summary>
/// <param name="twiceInStore">Keys that two variations of the store at hand have.</param>
internal sealed class SkuKeyRules(IReadOnlySet<string> twiceInStore)
{
    private readonly HashSet<string> _conflicts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownItem> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownItem> _former = new(StringComparer.Ordinal);

    /// <summary>Keys known to be in conflict, over all stores.</summary>
    public void LearnConflicts(IEnumerable<string> keys) => _conflicts.UnionWith(keys);

    /// <summary>Items whose master SKU key may be asked for.</summary>
    public void LearnItems(IEnumerable<KnownItem> items)
    {
        foreach (var item in items)
        {
            _items[item.MasterSkuKey] = item;
        }
    }

    /// <summary>Items by keys that they had before a person renamed them.</summary>
    public void LearnFormer(IEnumerable<KeyValuePair<string, KnownItem>> items)
    {
        foreach (var (key, item) in items)
        {
            _former[key] = item;
        }
    }

    /// <summary>Whether a new item may not get this key, as far as was learned.</summary>
    public bool IsSpokenFor(string key) => IsTaken(key) || _conflicts.Contains(key);

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

    /// <summary>The item a seller keeps under this key, or kept under it before renaming it. A made-up code is nobody's SKU, so it is
    /// never found by one.</summary>
    public KnownItem? ItemOf(string key) => (_items.GetValueOrDefault(key) ?? _former.GetValueOrDefault(key)) is { IsGenerated: false } item ? item : null;

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

    private bool IsFree(string code) => !IsTaken(SkuKey.Of(code)!);

    // A name that an item had before a rename stays its own: whoever undoes the rename finds it free.
    private bool IsTaken(string key) => _items.ContainsKey(key) || _former.ContainsKey(key);

    private static string Numbered(string code, int number) => string.Create(CultureInfo.InvariantCulture, $"{code}~{number}");
}
