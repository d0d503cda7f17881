namespace Quayside.SkuLinks.Matching;

/// <summary>How sellers write one SKU in several ways: case, spaces and separators, and what a store puts before or behind.</summary>
internal sealed class SkuGrammar
{
    private const int ShortestSku = 4;

    // What sellers commonly put before or behind a SKU to say where it is sold.
    private static readonly string[] CommonPrefixes = ["amz", "amazon", "ebay", "lzd", "lazada", "shp", "shopee", "shopify", "tts", "tiktok", "woo", "wc", "etsy", "wmt", "fba", "fbm", "fbl"];
    private static readonly string[] CommonSuffixes = ["sg", "my", "th", "vn", "ph", "id", "uk", "us", "de", "fr", "eu", "au", "fba", "fbm", "new", "copy", "amz", "ebay"];

    private readonly Dictionary<string, HashSet<string>> _prefixes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _suffixes = new(StringComparer.Ordinal);

    /// <summary>Letters and digits alone; null where too little is left to say anything.</summary>
    public static string? Normalised(string? sku) => Fillers.Without(FoldedText.Squashed(sku)) is { Length: >= 3 } key ? key : null;

    /// <summary>Remembers what stands around the master's SKU in a confirmed link's seller SKU.</summary>
    public void Learn(string? store, string? listingSku, string? masterSku)
    {
        var (listing, master) = (Normalised(listingSku), Normalised(masterSku));
        if (store is null || listing is null || master is not { Length: >= ShortestSku } || listing.Length == master.Length)
        {
            return;
        }

        var at = listing.IndexOf(master, StringComparison.Ordinal);
        if (at >= 0)
        {
            Remember(_prefixes, store, listing[..at]);
            Remember(_suffixes, store, listing[(at + master.Length)..]);
        }
    }

    /// <summary>The SKUs this one may stand for, likeliest first: itself, then without what is known or common to be put around it.</summary>
    public IEnumerable<(string Key, bool IsSame)> Readings(string? store, string? sku)
    {
        if (Normalised(sku) is not { } key)
        {
            yield break;
        }

        yield return (key, true);
        var parts = Parts(sku!);
        var bare = Trimmed(parts);
        if (bare is { Length: >= ShortestSku } && bare != key)
        {
            yield return (bare, false);
        }

        foreach (var reading in Learned(store, key))
        {
            yield return (reading, false);
        }
    }

    private IEnumerable<string> Learned(string? store, string key)
    {
        if (store is null)
        {
            yield break;
        }

        foreach (var prefix in Of(_prefixes, store))
        {
            foreach (var suffix in Of(_suffixes, store))
            {
                if (key.Length - prefix.Length - suffix.Length >= ShortestSku && prefix.Length + suffix.Length > 0
                    && key.StartsWith(prefix, StringComparison.Ordinal) && key.EndsWith(suffix, StringComparison.Ordinal))
                {
                    yield return key[prefix.Length..^suffix.Length];
                }
            }
        }
    }

    // "AMZ-ABC123-SG" is abc123; "ABC123_2" too. Only whole parts go, never letters of the code itself.
    private static string? Trimmed(string[] parts)
    {
        var (from, to) = (0, parts.Length);
        while (from < to - 1 && CommonPrefixes.Contains(parts[from]))
        {
            from++;
        }

        while (to > from + 1 && (CommonSuffixes.Contains(parts[to - 1]) || (to == parts.Length && parts[to - 1].Length == 1 && char.IsAsciiDigit(parts[to - 1][0]))))
        {
            to--;
        }

        return from == 0 && to == parts.Length ? null : string.Concat(parts[from..to]);
    }

    private static string[] Parts(string sku) =>
        FoldedText.Lower(sku).Split(['-', '_', ' ', '/', '.', ':', '#', '~'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<string> Of(Dictionary<string, HashSet<string>> learned, string store) =>
        learned.TryGetValue(store, out var known) ? known.Append("").Distinct().OrderByDescending(p => p.Length).ThenBy(p => p, StringComparer.Ordinal) : [""];

    private static void Remember(Dictionary<string, HashSet<string>> learned, string store, string around)
    {
        if (around.Length > 0)
        {
            (learned.TryGetValue(store, out var known) ? known : learned[store] = new HashSet<string>(StringComparer.Ordinal)).Add(around);
        }
    }
}
