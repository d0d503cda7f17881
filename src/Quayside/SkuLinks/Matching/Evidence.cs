namespace Quayside.SkuLinks.Matching;

/// <summary>What names two products the same or sets them apart, beyond what the trees weigh.</summary>
/// <param name="PartNumberDiffers">Both state one, of one brand, and neither holds the other.</param>
/// <param name="Conflicts">Why they cannot be one thing, in words; empty where nothing contradicts.</param>
internal readonly record struct Evidence(
    bool SameGtin, bool GtinDiffers, bool SameAsin, bool SamePartNumber, bool SharesPartNumberOfOtherBrand, bool PartNumberDiffers, bool HasBrokenGtin, SkuAgreement Sku, IReadOnlyList<string> Conflicts)
{
    public bool HasConflict => Conflicts.Count > 0;

    public bool IsIdentified => (SameGtin || SameAsin || SamePartNumber) && !HasConflict;

    public static Evidence Of(ProductFacts listing, ProductFacts master, SkuGrammar grammar)
    {
        var samePart = listing.Mpn is { } part && part == master.Mpn;
        var sameGtin = Array.Exists(listing.Gtins, g => master.Gtins.Contains(g));
        var brands = BrandsOf(listing, master);
        return new Evidence(
            sameGtin,
            !sameGtin && listing.Gtins.Length > 0 && master.Gtins.Length > 0,
            listing.Asin is { } asin && asin == master.Asin,
            samePart && brands == true,
            samePart && brands == false,
            brands == true && PartsDiffer(listing.Mpn, master.Mpn),
            listing.HasBrokenGtin || master.HasBrokenGtin,
            SkuOf(listing, master, grammar),
            VariantConflicts.Of(listing, master));
    }

    // true the same, false different, null where one is silent.
    private static bool? BrandsOf(ProductFacts listing, ProductFacts master) =>
        listing.Brand.Length == 0 || master.Brand.Length == 0 ? null
        : listing.Brand == master.Brand || listing.Brand.Contains(master.Brand, StringComparison.Ordinal) || master.Brand.Contains(listing.Brand, StringComparison.Ordinal)
        || VariantConflicts.IsInitials(listing.Brand, master.Product.Brand) || VariantConflicts.IsInitials(master.Brand, listing.Product.Brand);

    private static bool PartsDiffer(string? listing, string? master) =>
        listing is not null && master is not null && !listing.Contains(master, StringComparison.Ordinal) && !master.Contains(listing, StringComparison.Ordinal);

    private static SkuAgreement SkuOf(ProductFacts listing, ProductFacts master, SkuGrammar grammar)
    {
        if (master.Sku is not { } sku)
        {
            return SkuAgreement.None;
        }

        foreach (var (key, isSame) in grammar.Readings(listing.Product.Store, listing.Product.Sku))
        {
            if (key == sku)
            {
                return isSame ? SkuAgreement.Same : SkuAgreement.Around;
            }
        }

        return SkuAgreement.None;
    }
}

internal enum SkuAgreement
{
    None,

    /// <summary>The same once what the store puts before or behind is taken away.</summary>
    Around,

    /// <summary>The same but for case and separators.</summary>
    Same,
}
