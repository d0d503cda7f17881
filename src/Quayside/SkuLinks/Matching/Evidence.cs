namespace Quayside.SkuLinks.Matching;

/// <summary>What names two products the same or sets them apart, beyond what the trees weigh.</summary>
/// <param name="Conflicts">Why they cannot be one thing, in words; empty where nothing contradicts.</param>
internal readonly record struct Evidence(
    bool SameGtin, bool GtinDiffers, bool SameAsin, bool SamePartNumber, bool SharesPartNumberOfOtherBrand, bool HasBrokenGtin, SkuAgreement Sku, IReadOnlyList<string> Conflicts)
{
    public bool HasConflict => Conflicts.Count > 0;

    public bool IsIdentified => (SameGtin || SameAsin || SamePartNumber) && !HasConflict;

    public static Evidence Of(ProductFacts listing, ProductFacts master, SkuGrammar grammar)
    {
        var samePart = listing.Mpn is { } part && part == master.Mpn;
        var brands = BrandsOf(listing, master);
        return new Evidence(
            listing.Gtin is { } gtin && gtin == master.Gtin,
            listing.Gtin is { } one && master.Gtin is { } other && one != other,
            listing.Asin is { } asin && asin == master.Asin,
            samePart && brands == true,
            samePart && brands == false,
            listing.HasBrokenGtin || master.HasBrokenGtin,
            SkuOf(listing, master, grammar),
            VariantConflicts.Of(listing, master));
    }

    // true the same, false different, null where one is silent.
    private static bool? BrandsOf(ProductFacts listing, ProductFacts master) =>
        listing.Brand.Length == 0 || master.Brand.Length == 0 ? null
        : listing.Brand == master.Brand || listing.Brand.Contains(master.Brand, StringComparison.Ordinal) || master.Brand.Contains(listing.Brand, StringComparison.Ordinal);

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
