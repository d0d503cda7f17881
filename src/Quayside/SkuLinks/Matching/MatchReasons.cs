using System.Globalization;

namespace Quayside.SkuLinks.Matching;

/// <summary>The evidence for and against a pair, in a seller's words.</summary>
internal static class MatchReasons
{
    public const string SameSku = "same SKU";

    private const int MostWords = 4;

    public static List<MatchReason> Of(in Evidence evidence, in Side listing, in Side master, MatchHints? learned)
    {
        var reasons = new List<MatchReason>();
        Identifiers(reasons, evidence, listing.Facts, master.Facts);
        if (learned?.IsDecided(master.Facts.Id, listing.Facts.Id) is { } decided)
        {
            reasons.Insert(0, new MatchReason(decided, decided ? "you linked these" : "you rejected this link"));
        }

        Words(reasons, listing, master);
        reasons.AddRange(evidence.Conflicts.Select(c => new MatchReason(false, c)));
        Agreements(reasons, listing.Facts, master.Facts);
        Price(reasons, listing.Facts, master.Facts);
        return reasons;
    }

    private static void Identifiers(List<MatchReason> reasons, in Evidence evidence, ProductFacts listing, ProductFacts master)
    {
        void Add(bool applies, bool speaks, string text)
        {
            if (applies)
            {
                reasons.Add(new MatchReason(speaks, text));
            }
        }

        Add(evidence.SameGtin, true, "same GTIN");
        Add(evidence.SameAsin, true, "same ASIN");
        Add(evidence.SamePartNumber, true, "same brand and part number");
        Add(evidence.SameModelNumber, true, "same brand and model number");
        Add(evidence.SaysNumber, true, "one says the other's brand and number");
        Add(evidence.SharesPartNumberOfOtherBrand, false, $"same part number of another brand: {listing.Product.Brand} / {master.Product.Brand}");
        if (evidence.Differing is { } differ)
        {
            reasons.Add(new MatchReason(false, $"part number differs: {differ.ListingText} / {differ.MasterText}"));
        }

        Add(evidence.GtinDiffers, false, $"GTIN differs: {listing.Product.Gtin} / {master.Product.Gtin}");
        Add(listing.HasBrokenGtin, false, $"the listing's GTIN {listing.Product.Gtin} has a wrong check digit");
        Add(master.HasBrokenGtin, false, $"the master's GTIN {master.Product.Gtin} has a wrong check digit");
        Add(evidence.Sku == SkuAgreement.Same, true, SameSku);
        Add(evidence.Sku == SkuAgreement.Around, true, $"same SKU but for what stands around it: {listing.Product.Sku} / {master.Product.Sku}");
        if (VariantConflicts.KitOf(listing, master) is { } count)
        {
            reasons.Add(new MatchReason(true, string.Create(CultureInfo.InvariantCulture, $"reads as {count} of it: a kit")));
        }
    }

    // The rarest words say most.
    private static void Words(List<MatchReason> reasons, Side listing, Side master)
    {
        var shared = new List<(float Weight, string Text)>();
        for (var i = 0; i < listing.Facts.Tokens.Length; i++)
        {
            var token = listing.Facts.Tokens[i];
            if (master.Facts.Tokens.AsSpan().BinarySearch(token) >= 0)
            {
                shared.Add((listing.Weights[i] + (token.Is(TokenKind.Code) ? 1 : 0), token.Text));
            }
        }

        if (shared.Count > 0)
        {
            var words = shared.OrderByDescending(s => s.Weight).ThenBy(s => s.Text, StringComparer.Ordinal).Take(MostWords).Select(s => s.Text);
            reasons.Add(new MatchReason(true, "both say " + string.Join(", ", words)));
        }
    }

    private static void Agreements(List<MatchReason> reasons, ProductFacts listing, ProductFacts master)
    {
        if ((listing.Colours & master.Colours) is var colours and not 0)
        {
            reasons.Add(new MatchReason(true, "same colour: " + VariantWords.Colours.Names(colours)));
        }

        if ((listing.Sizes & master.Sizes) is var sizes and not 0)
        {
            reasons.Add(new MatchReason(true, "same size: " + VariantWords.Sizes.Names(sizes)));
        }

        if (listing.Pack is > 1 and var pack && pack == master.Pack)
        {
            reasons.Add(new MatchReason(true, string.Create(CultureInfo.InvariantCulture, $"same pack: {pack}")));
        }
    }

    private static void Price(List<MatchReason> reasons, ProductFacts listing, ProductFacts master)
    {
        if (listing.Product.Price is not { } price || master.Product.Price is not { } other || !PriceText.AreOfOneCurrency(listing.Product, master.Product))
        {
            return;
        }

        var apart = MathF.Abs(listing.LogPrice - master.LogPrice);
        if (apart < 0.1f)
        {
            reasons.Add(new MatchReason(true, string.Create(CultureInfo.InvariantCulture, $"price {price:0.##} / {other:0.##}")));
        }
        else if (apart > 0.7f)
        {
            reasons.Add(new MatchReason(false, string.Create(CultureInfo.InvariantCulture, $"price differs: {price:0.##} / {other:0.##}")));
        }
    }
}
