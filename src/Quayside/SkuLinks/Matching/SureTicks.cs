namespace Quayside.SkuLinks.Matching;

/// <summary>Which proposals are ticked beforehand: what is certain enough alone, and of a batch as many more as there can be while all of them together are right as often as promised.</summary>
internal static class SureTicks
{
    /// <summary>What is this likely is ticked whatever else there is.</summary>
    public const double Alone = 0.97;

    /// <summary>Of all that is ticked together, the share that is expected to be right, by what sets showed that were left out in training, whole and by half.</summary>
    public const double Together = 0.98;

    /// <summary>What is less likely than this is for a person, however good the rest is.</summary>
    private const double Least = 0.85;

    /// <summary>The least chance that is ticked.</summary>
    /// <param name="chances">How likely each proposal that may be ticked is right.</param>
    /// <param name="listings">Of the batch. A few say too little of one another: each stands alone.</param>
    public static double From(IEnumerable<double> chances, int listings)
    {
        if (listings < Rivals.SmallestBatch)
        {
            return Alone;
        }

        // Equal chances are ticked together or not at all: whose id comes first must not matter.
        var (sum, count, least) = (0.0, 0, Alone);
        foreach (var alike in chances.Where(c => c >= Least).GroupBy(c => c).OrderByDescending(g => g.Key))
        {
            sum += alike.Key * alike.Count();
            count += alike.Count();
            if (sum < Together * count)
            {
                break;
            }

            least = Math.Min(least, alike.Key);
        }

        return least;
    }
}
