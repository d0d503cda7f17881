using System.Collections.Frozen;

namespace Quayside.SkuLinks.Matching;

/// <summary>The makers' numbers that a title says of the thing itself: "Uniden 1360BK phone", and not "case for 1360BK".</summary>
internal static class SaidNumbers
{
    private const int Shortest = 5;
    private const int LeastDigits = 2;

    /// <summary>So many words behind "for" still say what the thing is for.</summary>
    private const int Reach = 6;

    private static readonly char[] Between = [' ', '\t', ',', ';', ':', '(', ')', '[', ']', '|', '"'];

    private static readonly FrozenSet<string> Apart = ((string[])
    [
        "for", "fits", "fit", "compatible", "replaces", "replacement", "replace", "with", "w", "works", "like", "and", "plus", "includes", "including",
        "fur", "passend", "mit", "pour", "compatibles", "avec", "para", "con", "per", "compatibile", "voor", "met", "untuk", "dla",
    ]).ToFrozenSet(StringComparer.Ordinal);

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
            apart = Apart.Contains(bare) ? 0 : apart == int.MaxValue ? apart : apart + 1;
            if (apart > Reach && IsLongEnough(bare))
            {
                said.Add(FoldedText.Hash(bare));
            }
        }

        return [.. said];
    }

    /// <summary>A shorter number may be anything.</summary>
    public static bool IsLongEnough(string squashed) => squashed.Length >= Shortest && squashed.Count(char.IsAsciiDigit) >= LeastDigits;
}
