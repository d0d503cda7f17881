namespace Quayside.SkuLinks.Matching;

/// <summary>How the makers' numbers of two products stand: part numbers, and models that are written as numbers.</summary>
/// <param name="SamePart">Both state one and the same part number.</param>
/// <param name="SameModel">One model number, or one's model number is the other's part number; never where part numbers differ.</param>
/// <param name="Differ">As they were written; null where they agree or one side has none of the kind.</param>
internal readonly record struct Numbers(bool SamePart, bool SameModel, Differing? Differ)
{
    public static Numbers Of(ProductFacts listing, ProductFacts master)
    {
        var samePart = listing.Mpn is { } part && part == master.Mpn;
        if (!samePart && listing.Mpn is { } one && master.Mpn is { } other)
        {
            return new Numbers(false, false, new Differing(one, other, listing.Product.Mpn!, master.Product.Mpn!));
        }

        var sameModel = listing.ModelNumber is { } model && (model == master.ModelNumber || model == master.Mpn);
        sameModel |= listing.Mpn is { } own && own == master.ModelNumber;
        return !samePart && !sameModel && listing.ModelNumber is { } mine && master.ModelNumber is { } theirs
            ? new Numbers(false, false, new Differing(mine, theirs, listing.Product.Model!, master.Product.Model!))
            : new Numbers(samePart, sameModel, null);
    }

    /// <summary>Whether a title says the number of the other product and its brand; a product with a number of its own says nothing of others'.</summary>
    public static bool Says(ProductFacts side, ProductFacts other) =>
        side.OwnNumber is null && (IsSaid(side, other.Mpn) || IsSaid(side, other.ModelNumber)) && (Brands.AreOne(side, other) ?? (Brands.Says(side, other.Brand) || Brands.Says(other, side.Brand)));

    private static bool IsSaid(ProductFacts side, string? number) => number is not null && side.SaidNumbers.Contains(FoldedText.Hash(number));
}

/// <summary>Two numbers that are not the same.</summary>
/// <param name="Listing">Letters and digits alone.</param>
/// <param name="Master">Letters and digits alone.</param>
/// <param name="ListingText">As it was written.</param>
/// <param name="MasterText">As it was written.</param>
internal readonly record struct Differing(string Listing, string Master, string ListingText, string MasterText)
{
    /// <summary>One is the other with something more.</summary>
    public bool HoldOneAnother => Listing.Contains(Master, StringComparison.Ordinal) || Master.Contains(Listing, StringComparison.Ordinal);
}
