namespace Quayside.SkuLinks.Matching;

/// <summary>Whether two products are of one brand, which shops write in many ways.</summary>
internal static class Brands
{
    private const int ShortestBeginning = 3;
    private const int ShortestGlued = 5;

    /// <summary>true for "Avery" and "Avery Dennison", false for "Ace" and "Brightwork" and for "for Brightwork"; null where one is silent or begins as the other does ("Oki", "Okidata").</summary>
    public static bool? AreOne(ProductFacts listing, ProductFacts master)
    {
        if (listing.Brand.Length == 0 || master.Brand.Length == 0)
        {
            return null;
        }

        if (listing.Brand == master.Brand || Holds(listing.BrandWords, master.BrandWords) || Holds(master.BrandWords, listing.BrandWords)
            || VariantConflicts.IsInitials(listing.Brand, master.Product.Brand) || VariantConflicts.IsInitials(master.Brand, listing.Product.Brand))
        {
            return true;
        }

        return Begins(listing.Brand, master.Brand) || Begins(master.Brand, listing.Brand) ? null : false;
    }

    /// <summary>Whether a product's words name the brand.</summary>
    public static bool Says(ProductFacts side, string brand) => brand.Length > 1
        && (Array.Exists(side.Tokens, t => t.Text == brand) || (brand.Length >= ShortestGlued && side.Squashed.StartsWith(brand, StringComparison.Ordinal)));

    /// <summary>The words of a brand as they are compared.</summary>
    public static string[] WordsOf(string? brand) => brand is null ? [] : FoldedText.Lower(brand).Split([' ', '\t', ',', '.', '/', '&', '-', '(', ')'], StringSplitOptions.RemoveEmptyEntries);

    // What is made for a brand is not of it.
    private static bool Holds(string[] longer, string[] shorter)
    {
        if (shorter.Length == 0 || shorter.Length >= longer.Length || SaidNumbers.SetsApart(longer[0]))
        {
            return false;
        }

        for (var at = 0; at + shorter.Length <= longer.Length; at++)
        {
            if (longer.AsSpan(at, shorter.Length).SequenceEqual(shorter))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Begins(string one, string other) => other.Length >= ShortestBeginning && one.StartsWith(other, StringComparison.Ordinal);
}
