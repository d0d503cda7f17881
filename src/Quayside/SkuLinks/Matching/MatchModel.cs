namespace Quayside.SkuLinks.Matching;

/// <summary>The trained part: trees, calibration and the threshold above which a link is ticked beforehand.</summary>
public sealed class MatchModel
{
    /// <summary>The model that comes with the program.</summary>
    public static MatchModel BuiltIn { get; } = new();
}
