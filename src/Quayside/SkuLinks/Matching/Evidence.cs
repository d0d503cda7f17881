namespace Quayside.SkuLinks.Matching;

/// <summary>What names two products the same or sets them apart, beyond what the trees weigh.</summary>
internal readonly record struct Evidence
{
    public required bool SameGtin { get; init; }

    public required bool GtinDiffers { get; init; }

    public required bool HasBrokenGtin { get; init; }

    public required bool SameAsin { get; init; }

    /// <summary>Of one brand.</summary>
    public required bool SamePartNumber { get; init; }

    public required bool SharesPartNumberOfOtherBrand { get; init; }

    /// <summary>Of one brand, and no part numbers that differ; a model is stated less carefully than a part number.</summary>
    public required bool SameModelNumber { get; init; }

    /// <summary>One side's title says the number of the other, of the same brand, and no field of its own says one.</summary>
    public required bool SaysNumber { get; init; }

    /// <summary>Both state one, and they are not the same; one may be the other with a letter more. null otherwise.</summary>
    public required Differing? Differing { get; init; }

    /// <summary>The same of one brand, where neither holds the other.</summary>
    public required bool PartNumberDiffers { get; init; }

    /// <summary>Both state one, and they are different; the words may hold both.</summary>
    public required bool IsOfOtherBrand { get; init; }

    public required SkuAgreement Sku { get; init; }

    /// <summary>Why they cannot be one thing, in words; empty where nothing contradicts.</summary>
    public required IReadOnlyList<string> Conflicts { get; init; }

    public bool HasConflict => Conflicts.Count > 0;

    /// <summary>By a number that is given out once.</summary>
    public bool HasGivenNumber => SameGtin || SameAsin;

    /// <summary>By a number that the maker gave.</summary>
    public bool HasMakersNumber => SamePartNumber || SameModelNumber || SaysNumber;

    public bool IsIdentified => (HasGivenNumber || SamePartNumber || SameModelNumber) && !HasConflict;

    public static Evidence Of(ProductFacts listing, ProductFacts master, SkuGrammar grammar)
    {
        var numbers = Numbers.Of(listing, master);
        var sameGtin = Array.Exists(listing.Gtins, g => master.Gtins.Contains(g));
        var isOneBrand = Brands.AreOne(listing, master);
        return new Evidence
        {
            SameGtin = sameGtin,
            GtinDiffers = !sameGtin && listing.Gtins.Length > 0 && master.Gtins.Length > 0,
            HasBrokenGtin = listing.HasBrokenGtin || master.HasBrokenGtin,
            SameAsin = listing.Asin is { } asin && asin == master.Asin,
            SamePartNumber = numbers.SamePart && isOneBrand == true,
            SharesPartNumberOfOtherBrand = numbers.SamePart && isOneBrand == false,
            SameModelNumber = numbers.SameModel && isOneBrand == true,
            SaysNumber = Numbers.Says(listing, master) || Numbers.Says(master, listing),
            Differing = numbers.Differ,
            PartNumberDiffers = isOneBrand == true && numbers.Differ is { } differ && !differ.HoldOneAnother,
            IsOfOtherBrand = isOneBrand == false,
            Sku = SkuOf(listing, master, grammar),
            Conflicts = VariantConflicts.Of(listing, master),
        };
    }

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
