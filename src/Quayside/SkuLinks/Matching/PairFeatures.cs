using System.Numerics;

namespace Quayside.SkuLinks.Matching;

/// <summary>What is measured on one listing and one master, without looking at anyone else.</summary>
internal static class PairFeatures
{
    public const float Unknown = -9;

    public static readonly string[] Names =
    [
        "cosine", "cosine rank", "cosine gap", "cosine z",
        "listing covered", "master covered", "shared of all", "rarest shared", "second rarest shared", "rarest left in listing",
        "rarest left in master", "weight left in listing", "weight left in master", "top three of listing shared", "top three of master shared",
        "soft matches", "shared codes", "rarest shared code", "codes left in listing", "codes left in master", "codes left in both", "nearest code",
        "nearest code lengths", "shared numbers", "numbers left in listing", "numbers left in master", "numbers left in both",
        "quantities agree", "quantities differ", "storage", "length", "volume or mass", "power", "frequency", "other quantity",
        "colour", "size", "editions shared", "editions of listing", "editions of master", "pack", "brand", "first words", "model",
        "category", "price distance", "price difference", "words of listing", "words of master", "length ratio",
        "master in description", "listing in description", "descriptions alike", "same text", "same store",
        "numbered words alike", "numbered words apart", "rarest numbered word apart",
    ];

    public static int Count => Names.Length;

    public static void Fill(Span<float> into, in Side listing, in Side master, float medianPrice)
    {
        var at = 4;
        Words(into, ref at, listing, master);
        Quantities(into, ref at, listing.Facts.Quantities, master.Facts.Quantities);
        Variants(into, ref at, listing.Facts, master.Facts);
        Names_(into, ref at, listing.Facts, master.Facts);
        Price(into, ref at, listing.Facts, master.Facts, medianPrice);
        Lengths(into, ref at, listing.Facts, master.Facts);
        Descriptions(into, ref at, listing, master);
        into[at++] = listing.Facts.Squashed == master.Facts.Squashed ? 1 : 0;
        into[at++] = listing.Facts.Product.Store is { } store && master.Facts.Product.Store is { } other && store == other ? 1 : 0;
        (into[at++], into[at++], into[at]) = NumberedWords.Compare(listing, master);
    }

    private static void Words(Span<float> into, ref int at, in Side listing, in Side master)
    {
        var overlap = WordOverlap.Of(listing, master);
        overlap.Write(into, ref at);
    }

    private static void Quantities(Span<float> into, ref int at, Quantity[] listing, Quantity[] master)
    {
        Span<float> group = stackalloc float[6];
        group.Clear();
        var (agree, differ) = (0, 0);
        foreach (var measure in Measures)
        {
            var verdict = Compare(listing, master, measure);
            if (verdict != 0)
            {
                agree += verdict > 0 ? 1 : 0;
                differ += verdict < 0 ? 1 : 0;
                ref var slot = ref group[GroupOf(measure)];
                slot = slot < 0 || verdict < 0 ? -1 : 1;
            }
        }

        into[at++] = agree;
        into[at++] = differ;
        foreach (var value in group)
        {
            into[at++] = value;
        }
    }

    private static readonly Measure[] Measures = Enum.GetValues<Measure>();

    private static int GroupOf(Measure measure) => measure switch
    {
        Measure.Storage => 0,
        Measure.Length => 1,
        Measure.Volume or Measure.Mass => 2,
        Measure.Power or Measure.Voltage or Measure.Charge => 3,
        Measure.Frequency or Measure.Turns => 4,
        _ => 5,
    };

    /// <returns>1 where a value is the same, −1 where both name the measure and no value is the same, 0 where one is silent.</returns>
    public static int Compare(Quantity[] listing, Quantity[] master, Measure measure)
    {
        var (inListing, inMaster) = (false, false);
        foreach (var quantity in listing)
        {
            if (quantity.Measure != measure)
            {
                continue;
            }

            inListing = true;
            foreach (var other in master)
            {
                inMaster |= other.Measure == measure;
                if (quantity.Equals(other, roughly: true))
                {
                    return 1;
                }
            }
        }

        return inListing && inMaster ? -1 : 0;
    }

    private static void Variants(Span<float> into, ref int at, ProductFacts listing, ProductFacts master)
    {
        into[at++] = Agreement(listing.Colours, master.Colours);
        into[at++] = Agreement(listing.Sizes, master.Sizes);
        into[at++] = BitOperations.PopCount(listing.Editions & master.Editions);
        into[at++] = BitOperations.PopCount(listing.Editions & ~master.Editions);
        into[at++] = BitOperations.PopCount(master.Editions & ~listing.Editions);
        into[at++] = (listing.Pack, master.Pack) switch
        {
            (null, null) => 0,
            ({ } a, { } b) => a == b ? 1 : -1,
            ({ } a, null) => a == 1 ? 0 : -0.3f,
            (null, { } b) => b == 1 ? 0 : -0.5f,
        };
    }

    // 1 the same, −1 none in common, in between where one says more than the other.
    private static float Agreement(ulong listing, ulong master) => (listing, master) switch
    {
        (0, 0) => 0,
        (_, 0) => -0.2f,
        (0, _) => -0.4f,
        _ when listing == master => 1,
        _ => (listing & master) != 0 ? 0.5f : -1,
    };

    private static void Names_(Span<float> into, ref int at, ProductFacts listing, ProductFacts master)
    {
        into[at++] = Named(listing.Brand, master.Brand, listing.Squashed, master.Squashed);
        into[at++] = (master.Squashed.Contains(listing.FirstWord, StringComparison.Ordinal) ? 1 : 0)
            + (listing.Squashed.Contains(master.FirstWord, StringComparison.Ordinal) ? 1 : 0) + (listing.FirstWord == master.FirstWord ? 1 : 0);
        into[at++] = Named(listing.Model, master.Model, listing.Squashed, master.Squashed);
        into[at++] = Alike(listing.CategoryWords, master.CategoryWords);
    }

    private static float Named(string listing, string master, string listingText, string masterText)
    {
        if (listing.Length > 0 && master.Length > 0)
        {
            return listing == master ? 1
                : listing.Contains(master, StringComparison.Ordinal) || master.Contains(listing, StringComparison.Ordinal) ? 0.8f
                : listingText.Contains(master, StringComparison.Ordinal) || masterText.Contains(listing, StringComparison.Ordinal) ? 0.6f : -1;
        }

        return listing.Length > 0 ? (masterText.Contains(listing, StringComparison.Ordinal) ? 0.7f : -0.5f)
            : master.Length > 0 ? (listingText.Contains(master, StringComparison.Ordinal) ? 0.7f : -0.5f) : 0;
    }

    private static void Price(Span<float> into, ref int at, ProductFacts listing, ProductFacts master, float median)
    {
        var difference = listing.LogPrice - master.LogPrice;
        into[at++] = float.IsNaN(difference) ? Unknown : MathF.Abs(difference - median);
        into[at++] = float.IsNaN(difference) ? Unknown : Math.Clamp(difference - median, -4, 4);
    }

    private static void Lengths(Span<float> into, ref int at, ProductFacts listing, ProductFacts master)
    {
        into[at++] = listing.Tokens.Length;
        into[at++] = master.Tokens.Length;
        into[at++] = MathF.Log((listing.Squashed.Length + 1f) / (master.Squashed.Length + 1f));
    }

    private static void Descriptions(Span<float> into, ref int at, in Side listing, in Side master)
    {
        into[at++] = Covered(master, listing.Facts.DescriptionWords);
        into[at++] = Covered(listing, master.Facts.DescriptionWords);
        into[at++] = Alike(listing.Facts.DescriptionWords, master.Facts.DescriptionWords);
    }

    // How much of one side's title, by weight, the other side's description says.
    private static float Covered(in Side side, uint[] description)
    {
        if (description.Length == 0)
        {
            return Unknown;
        }

        var (found, all) = (0f, 0f);
        for (var i = 0; i < side.Weights.Length; i++)
        {
            all += side.Weights[i];
            found += description.AsSpan().BinarySearch(side.Facts.Tokens[i].Hash) >= 0 ? side.Weights[i] : 0;
        }

        return all > 0 ? found / all : 0;
    }

    private static float Alike(uint[] left, uint[] right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return Unknown;
        }

        var shared = 0;
        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            var (a, b) = (left[i], right[j]);
            shared += a == b ? 1 : 0;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        return (float)shared / (left.Length + right.Length - shared);
    }
}

/// <summary>One of the two products with its words' weights.</summary>
internal readonly record struct Side(ProductFacts Facts, float[] Weights);
