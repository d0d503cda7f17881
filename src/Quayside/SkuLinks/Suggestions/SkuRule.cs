namespace Quayside.SkuLinks.Suggestions;

/// <summary>What a store puts before or behind a SKU: "AMZ-…" or "…-SG". Variations with the same rule can be decided together.</summary>
internal static class SkuRule
{
    private const int Longest = 12;

    /// <returns>null when the one is not the other with something before or behind it.</returns>
    public static string? Of(string? sku, string? proposed)
    {
        if (SkuKey.Of(sku) is not { } key || SkuKey.Of(proposed) is not { } core || key.Length <= core.Length || core.Length < 3)
        {
            return null;
        }

        var at = key.IndexOf(core, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var (before, behind) = (key[..at], key[(at + core.Length)..]);
        return before.Length + behind.Length > Longest ? null : $"{before.ToUpperInvariant()}…{behind.ToUpperInvariant()}";
    }
}
