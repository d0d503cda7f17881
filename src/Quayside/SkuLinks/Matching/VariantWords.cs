using System.Collections.Frozen;
using System.Numerics;

namespace Quayside.SkuLinks.Matching;

/// <summary>Words that tell one variation of a product from another, in the languages shops write. Each group is one bit.</summary>
internal sealed class VariantWords
{
    public static VariantWords Colours { get; } = new(
        "black blk schwarz noir nero negro preto svart sort zwart czarny", "white wht weiss blanc bianco blanco branco vit hvid wit biely",
        "silver slv silber argent argento plata silber", "grey gray grau gris grigio anthracite anthrazit graphite charcoal slate",
        "blue blau bleu blu azul navy bla blauw", "red rot rouge rosso rojo vermelho rod rood crimson", "green grun vert verde gron groen olive",
        "yellow gelb jaune giallo amarillo gul geel", "orange arancio naranja", "pink rosa rose fuchsia", "purple violet lila violett viola lilac lavender",
        "brown braun brun marron marrone chocolate walnut", "beige cream ivory creme sand", "gold golden oro dore", "bronze copper kupfer",
        "stainless inox edelstahl steel", "titanium titan", "clear transparent crystal", "cyan cian", "magenta", "turquoise teal aqua turkis",
        "tricolor tricolour multicolor multicolour multipack colour color");

    public static VariantWords Sizes { get; } = new("xxs 2xs", "xs", "small", "medium", "large", "xl", "xxl 2xl", "xxxl 3xl", "4xl xxxxl", "jumbo king", "queen", "twin");

    public static VariantWords Editions { get; } = new(
        "upgrade upgrad upg update", "full", "academic education edu student students school", "oem", "retail", "mac macintosh macos osx", "win windows",
        "pro professional", "standard std", "deluxe dlx", "premium prem", "home", "basic", "plus", "lite", "mini", "max", "ultra", "refurbished renewed refurb reconditioned",
        "used", "left lh", "right rh", "mens men male herren uomo homme hombre gents man", "womens women ladies damen donna femme mujer wmns lady woman female",
        "kids junior boys girls child youth children", "kit", "set", "bundle", "case cover sleeve pouch bag", "cable cord lead", "charger adapter adaptor", "battery akku batterie",
        "replacement compatible remanufactured", "wireless bluetooth", "wired", "stand mount bracket", "lens", "body", "combo", "license licence", "server", "enterprise", "se", "4k uhd",
        "freestanding standing", "integrated builtin built", "box boxed", "tray", "xbox", "ps3 playstation ps2 ps4", "wii", "dvd", "cd", "2nd", "3rd", "ink toner cartridge",
        "filter", "refill", "decaf", "light diet zero", "organic bio", "sim", "lte 4g", "wifi");

    private readonly FrozenDictionary<string, int> _bits;
    private readonly string[] _names;

    private VariantWords(params string[] groups)
    {
        var bits = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < groups.Length; i++)
        {
            foreach (var word in groups[i].Split(' '))
            {
                bits.TryAdd(word, i);
            }
        }

        _bits = bits.ToFrozenDictionary(StringComparer.Ordinal);
        _names = [.. groups.Select(g => g.Split(' ')[0])];
    }

    /// <returns>0 for a word of no group.</returns>
    public ulong BitOf(string word) => _bits.TryGetValue(word, out var bit) ? 1UL << bit : 0;

    /// <summary>The groups by their first words, as a person reads them.</summary>
    public string Names(ulong mask)
    {
        var names = new List<string>();
        for (; mask != 0; mask &= mask - 1)
        {
            names.Add(_names[BitOperations.TrailingZeroCount(mask)]);
        }

        return string.Join(", ", names);
    }
}
