using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Quayside.SkuLinks.Matching;

/// <summary>What keeps a proposal that reads well from being ticked beforehand: signs that the two are things of one family, or a thing and what belongs to it.</summary>
internal static partial class TickGuards
{
    private const int ShortestWord = 3;
    private const int LongestFigure = 4;

    private static readonly Measure[] Measures = Enum.GetValues<Measure>();

    /// <summary>What is sold for other things, and in what state, in the languages shops write.</summary>
    private static readonly FrozenSet<string> Parts = Words(
        "case cover sleeve pouch folio bumper hulle etui funda coque custodia casing", "battery akku batterie bateria batteria baterai", "charger ladegerat chargeur cargador caricatore",
        "cable cord kabel cavo cordon", "adapter adaptor adaptateur adaptador", "filter filtre filtro", "seal gasket dichtung turdichtung joint guarnizione junta", "strap armband bracelet correa",
        "ink toner cartridge cartridges tinte patrone encre tinta cartouche", "lid deckel couvercle tapa coperchio", "tank wassertank deposito", "blade klinge lame", "pads polster",
        "lamp bulb lampe", "brush brushes bursten kohlebursten brosse", "hose schlauch tuyau", "basket korb panier cesta", "handle griff griffleiste poignee", "keyboard tastatur clavier teclado",
        "spare sparepart replacement ersatz ersatzteil ersatzakku remplacement rechange recambio repuesto ricambio", "holder mount bracket stand halterung soporte", "leads", "drawer",
        "refurbished renewed refurb reconditioned generaluberholt reconditionne used gebraucht occasion usado usato damaged", "remanufactured kompatibel kompatibler");

    private static readonly FrozenSet<string> Empty = ((string[])
    [
        "new", "neu", "nouveau", "nuevo", "nuovo", "the", "and", "und", "avec", "con", "mit", "with", "for", "fur", "pour", "para", "per", "les", "des", "der", "die", "das", "auto", "off", "set", "pack",
        "original", "genuine", "oem",
    ]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a word of both tells what it is: neither brand nor model, no colour, no word that says nothing. A phone and its cord share brand and number.</summary>
    public static bool NameOneKind(ProductFacts listing, ProductFacts master) =>
        Array.Exists(listing.Tokens, t => t.Kind == TokenKind.Word && IsTelling(t.Text, listing) && IsTelling(t.Text, master) && master.Tokens.AsSpan().BinarySearch(t) >= 0);

    /// <summary>Whether one says that it is a part, an accessory or not new, and the other says nothing of the kind.</summary>
    public static bool ArePartAndWhole(ProductFacts listing, ProductFacts master) => IsPart(listing) != IsPart(master);

    /// <summary>Whether they state another measure of the same sort, or each a figure that the other does not: a size, a year, how long and wide.</summary>
    public static bool AreFiguresApart(ProductFacts listing, ProductFacts master) =>
        Array.Exists(Measures, m => PairFeatures.Compare(listing.Quantities, master.Quantities, m) < 0) || (HasFigureOfItsOwn(listing, master) && HasFigureOfItsOwn(master, listing));

    private static bool IsTelling(string word, ProductFacts of) => word.Length >= ShortestWord && !Empty.Contains(word) && VariantWords.Colours.BitOf(word) == 0 && VariantWords.Sizes.BitOf(word) == 0
        && !of.Brand.Contains(word, StringComparison.Ordinal) && !of.Model.Contains(word, StringComparison.Ordinal);

    private static bool IsPart(ProductFacts facts) => Array.Exists(facts.Tokens, t => Parts.Contains(t.Text));

    private static bool HasFigureOfItsOwn(ProductFacts side, ProductFacts other) => Array.Exists(side.Tokens, t => IsFigure(t) && !other.Says(t));

    private static bool IsFigure(in Token token) => (token.Kind == TokenKind.Number && token.Text.Length <= LongestFigure) || Size().IsMatch(token.Text);

    private static FrozenSet<string> Words(params string[] groups) => groups.SelectMany(g => g.Split(' ')).ToFrozenSet(StringComparer.Ordinal);

    // "90x200", "w32", "l34", "m6x40".
    [GeneratedRegex(@"^[a-z]?\d{1,4}x\d{1,4}(?:x\d{1,4})?[a-z]{0,2}$|^[wl]\d\d$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Size();
}
