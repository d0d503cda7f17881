using System.Collections.Frozen;

namespace Quayside.SkuLinks.Matching;

/// <summary>The makers' numbers that a title says of the thing itself: "Uniden 1360BK phone", and not "case for 1360BK".</summary>
internal static class SaidNumbers
{
    private const int Shortest = 5;

    /// <summary>So many words behind "for" still say what the thing is for.</summary>
    private const int Reach = 6;

    private static readonly char[] Between = [' ', '\t', '\n', '\r', '\u00A0', ',', ';', ':', '(', ')', '[', ']', '|', '"', '+'];

    private static readonly FrozenSet<string> Apart = ((string[])
    [
        "for", "fits", "fit", "fitting", "suits", "suitable", "compatible", "compat", "replaces", "replacement", "replace", "spare", "sparepart", "with", "works", "like", "includes", "including", "incl",
        "fur", "passend", "geeignet", "kompatibel", "kompatibler", "kompatible", "kompatibles", "ersatz", "ersatzteil", "mit", "inkl", "zu", "pour", "compatibles", "remplacement", "rechange", "avec",
        "para", "recambio", "repuesto", "con", "per", "compatibile", "ricambio", "voor", "geschikt", "met", "untuk", "buat", "cocok", "dla", "do",
    ]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether what follows this word is another thing than the one that is sold.</summary>
    public static bool SetsApart(string word) => Apart.Contains(word);

    /// <param name="lower">What <see cref="FoldedText.Lower"/> gives.</param>
    /// <returns>Hashes of <see cref="FoldedText.Squashed"/>, each once.</returns>
    public static uint[] In(string lower)
    {
        if (!lower.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return [];
        }

        var said = new HashSet<uint>();
        var apart = int.MaxValue;
        foreach (var word in lower.Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            var bare = FoldedText.Squashed(word);
            if (bare.Length == 0)
            {
                continue;
            }

            apart = SetsApart(bare) ? 0 : apart == int.MaxValue ? apart : apart + 1;
            if (apart > Reach && bare.Length >= Shortest && MakersNumber.Is(word, bare))
            {
                said.Add(FoldedText.Hash(bare));
            }
        }

        return [.. said];
    }
}
