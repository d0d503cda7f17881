namespace Quayside.SkuLinks.Matching;

/// <summary>How far this seller's decisions move the probabilities: a line in log odds, fitted with the model's own word as the prior.</summary>
internal readonly record struct SellerCalibration(double Slope, double Shift)
{
    private const int Steps = 12;

    // As if so many decisions had confirmed the model already.
    private const double SlopePrior = 12;
    private const double ShiftPrior = 1.5;

    public static SellerCalibration None => new(1, 0);

    /// <param name="decided">What the model said of a pair, and what the person said.</param>
    public static SellerCalibration Fit(IReadOnlyList<(double Score, bool IsLinked)> decided)
    {
        if (decided.Count < 5)
        {
            return None;
        }

        var (slope, shift) = (1.0, 0.0);
        for (var step = 0; step < Steps; step++)
        {
            var (g0, g1, h00, h01, h11) = (SlopePrior * (slope - 1), ShiftPrior * shift, SlopePrior, 0.0, ShiftPrior);
            foreach (var (score, isLinked) in decided)
            {
                var x = LogOdds(score);
                var p = 1 / (1 + Math.Exp(-((slope * x) + shift)));
                var (error, weight) = (p - (isLinked ? 1 : 0), Math.Max(p * (1 - p), 1e-4));
                g0 += error * x;
                g1 += error;
                h00 += weight * x * x;
                h01 += weight * x;
                h11 += weight;
            }

            var determinant = (h00 * h11) - (h01 * h01);
            slope = Math.Clamp(slope - (((h11 * g0) - (h01 * g1)) / determinant), 0.3, 3);
            shift = Math.Clamp(shift - (((h00 * g1) - (h01 * g0)) / determinant), -4, 4);
        }

        return new SellerCalibration(slope, shift);
    }

    public double Of(double score) => this == None ? score : 1 / (1 + Math.Exp(-((Slope * LogOdds(score)) + Shift)));

    private static double LogOdds(double score)
    {
        var p = Math.Clamp(score, 1e-5, 1 - 1e-5);
        return Math.Log(p / (1 - p));
    }
}
