namespace Quayside.SkuLinks.Matching;

/// <summary>What names two products the same or sets them apart, beyond what the trees weigh.</summary>
/// <param name="SameModelNumber">Of one brand; a model is stated less carefully than a part number.</param>
/// <param name="SaysNumber">One side's title says the number of the other, of the same brand, and has none of its own.</param>
/// <param name="PartNumberDiffers">Both state one, of one brand, and neither holds the other.</param>
/// <param name="IsOfOtherBrand">Both state one, and they are different; the words may hold both.</param>
/// <param name="Conflicts">Why they cannot be one thing, in words; empty where nothing contradicts.</param>
internal readonly record struct Evidence(
    bool SameGtin, bool GtinDiffers, bool SameAsin, bool SamePartNumber, bool SameModelNumber, bool SaysNumber, bool SharesPartNumberOfOtherBrand, bool PartNumberDiffers, bool IsOfOtherBrand, bool HasBrokenGtin, SkuAgreement Sku, IReadOnlyList<string> Conflicts)
{
    public bool HasConflict => Conflicts.Count > 0;

    public bool IsIdentified => (SameGtin || SameAsin || SamePartNumber || SameModelNumber) && !HasConflict;

    /// <summary>By a number that needs no words beside it.</summary>
    public bool HasSameNumber => SameGtin || SameAsin || SamePartNumber;

    public static Evidence Of(ProductFacts listing, ProductFacts master, SkuGrammar grammar)
    {
        var samePart = listing.Mpn is { } part && part == master.Mpn;
        var sameModel = (listing.ModelNumber is { } model && (model == master.ModelNumber || model == master.Mpn)) || (listing.Mpn is { } own && own == master.ModelNumber);
        var sameGtin = Array.Exists(listing.Gtins, g => master.Gtins.Contains(g));
        var brands = BrandsOf(listing, master);
        return new Evidence(
            sameGtin,
            !sameGtin && listing.Gtins.Length > 0 && master.Gtins.Length > 0,
            listing.Asin is { } asin && asin == master.Asin,
            samePart && brands == true,
            sameModel && brands == true,
            Says(listing, master) || Says(master, listing),
            samePart && brands == false,
            brands == true && !sameModel && PartsDiffer(listing.OwnNumber, master.OwnNumber),
            brands == false,
            listing.HasBrokenGtin || master.HasBrokenGtin,
            SkuOf(listing, master, grammar),
            VariantConflicts.Of(listing, master));
    }

    // true the same, false different, null where one is silent.
    private static bool? BrandsOf(ProductFacts listing, ProductFacts master) =>
        listing.Brand.Length == 0 || master.Brand.Length == 0 ? null
        : listing.Brand == master.Brand || listing.Brand.Contains(master.Brand, StringComparison.Ordinal) || master.Brand.Contains(listing.Brand, StringComparison.Ordinal)
        || VariantConflicts.IsInitials(listing.Brand, master.Product.Brand) || VariantConflicts.IsInitials(master.Brand, listing.Product.Brand);

    private static bool Says(ProductFacts side, ProductFacts other) =>
        side.OwnNumber is null && other.OwnNumber is { } number && SaidNumbers.IsLongEnough(number) && side.SaidNumbers.Contains(FoldedText.Hash(number))
        && (BrandsOf(side, other) ?? (SaysBrand(side, other.Brand) || SaysBrand(other, side.Brand)));

    private static bool SaysBrand(ProductFacts side, string brand) =>
        brand.Length > 1 && (side.FirstWord == brand || Array.Exists(side.Tokens, t => t.Text == brand) || side.Squashed.StartsWith(brand, StringComparison.Ordinal));

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
