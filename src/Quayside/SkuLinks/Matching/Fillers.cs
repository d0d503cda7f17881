using System.Collections.Frozen;

namespace Quayside.SkuLinks.Matching;

/// <summary>What people type where a form wants something and they have nothing.</summary>
internal static class Fillers
{
    private static readonly FrozenSet<string> Words = ((string[])
    [
        "na", "none", "null", "nil", "nan", "unknown", "undefined", "various", "generic", "unbranded", "nobrand", "nobrandname", "noname", "notapplicable", "doesnotapply", "notavailable",
        "notspecified", "noapplicable", "nonapplicable", "noaplica", "nichtzutreffend", "nichtvorhanden", "keine", "keineangabe", "ohne", "sinmarca", "nessuno", "nessunamarca",
        "sansmarque", "markenlos", "tbd", "tba", "tbc", "default", "empty", "test", "mpn", "sku", "brand", "seebrand", "seedescription", "seetitle", "missing",
    ]).ToFrozenSet(StringComparer.Ordinal);

    /// <param name="squashed">What <see cref="FoldedText.Squashed"/> gives.</param>
    public static bool IsOne(string squashed) => Words.Contains(squashed) || (squashed.Length > 1 && !squashed.AsSpan().ContainsAnyExcept(squashed[0]));

    /// <returns>The text as it is compared, and nothing where it says nothing.</returns>
    public static string Without(string squashed) => IsOne(squashed) ? "" : squashed;
}
