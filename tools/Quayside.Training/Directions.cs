using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>What common sense fixes whatever one set of data says: more in common never speaks against, a contradiction never for.</summary>
internal static class Directions
{
    private static readonly string[] Rising =
    [
        "cosine", "cosine gap", "cosine z", "listing covered", "master covered", "shared of all", "rarest shared", "second rarest shared", "top three of listing shared",
        "top three of master shared", "shared codes", "rarest shared code", "shared numbers", "quantities agree", "storage", "length", "volume or mass", "power", "frequency",
        "other quantity", "colour", "size", "editions shared", "pack", "brand", "first words", "model", "same text",
        "pair", "gap in listing", "share in listing", "cosine gap in listing", "gap in store", "paired by trees", "paired by cosine",
        "said of it alone", "rarest said of it alone", "numbers said of it alone", "lead in words", "not said of best other", "left in best other",
        "alike at master", "lead in alike", "votes of alike", "numbered words alike", "said by siblings of it alone",
    ];

    private static readonly string[] Falling =
    [
        "cosine rank", "rarest left in listing", "rarest left in master", "weight left in listing", "weight left in master", "codes left in listing", "codes left in master",
        "codes left in both", "numbers left in listing", "numbers left in master", "numbers left in both", "quantities differ", "editions of listing", "editions of master",
        "rank in listing", "said of others", "rarest said of others", "numbers said of others", "left in it alone", "rarest left in it alone", "numbers left in it alone",
        "said of best other", "left beyond best other",
        "unsaid by siblings", "numbered words apart", "rarest numbered word apart", "said by siblings of others",
    ];

    public static sbyte[] Of(int width) =>
        [.. PairFeatures.Names.Concat(Rivals.Names).Take(width).Select(n => (sbyte)(Rising.Contains(n) ? 1 : Falling.Contains(n) ? -1 : 0))];
}
