namespace Quayside.SkuLinks.Matching;

/// <summary>Masters by what names them exactly: GTIN, ASIN, part number, SKU, model and the codes in their titles.</summary>
internal sealed class KeyIndex
{
    /// <summary>A key that more masters share names none of them.</summary>
    public const int MostSharers = 40;

    private readonly Dictionary<uint, List<int>> _slots = [];

    public void Add(int slot, ProductFacts master)
    {
        foreach (var key in KeysOf(master))
        {
            (_slots.TryGetValue(key, out var slots) ? slots : _slots[key] = new List<int>(1)).Add(slot);
        }
    }

    public void Remove(int slot, ProductFacts master)
    {
        foreach (var key in KeysOf(master))
        {
            _slots.GetValueOrDefault(key)?.Remove(slot);
        }
    }

    public void Clear() => _slots.Clear();

    public IReadOnlyList<int> Find(uint key) => _slots.TryGetValue(key, out var slots) && slots.Count <= MostSharers ? slots : [];

    public static uint OfGtin(string gtin) => FoldedText.Hash("g:" + gtin);

    public static uint OfAsin(string asin) => FoldedText.Hash("a:" + asin);

    public static uint OfSku(string sku) => FoldedText.Hash("s:" + sku);

    /// <summary>Everything a product can be found by; the same for masters and listings.</summary>
    public static HashSet<uint> KeysOf(ProductFacts facts)
    {
        var keys = new HashSet<uint>();
        foreach (var gtin in facts.Gtins)
        {
            keys.Add(OfGtin(gtin));
        }

        if (facts.Asin is { } asin)
        {
            keys.Add(OfAsin(asin));
        }

        if (facts.Sku is { } sku)
        {
            keys.Add(OfSku(sku));
        }

        if (facts.Mpn is { } mpn)
        {
            keys.Add(FoldedText.Hash(mpn));
        }

        if (facts.Model.Length >= 3)
        {
            keys.Add(FoldedText.Hash(facts.Model));
        }

        foreach (var token in facts.Tokens)
        {
            if (token.Is(TokenKind.Code) && token.Text.Length >= 4)
            {
                keys.Add(token.Hash);
            }
        }

        return keys;
    }
}
