using System.Globalization;

namespace Quayside.SkuLinks.Matching;

/// <summary>The trained part: trees, calibration and the threshold above which a link is ticked beforehand. Never changes once read.</summary>
public sealed class MatchModel
{
    private const string Format = "quayside-match 1";
    private const string Resource = "Quayside.SkuLinks.Matching.match.model";

    private static readonly Lazy<MatchModel> Shipped = new(ReadShipped);

    internal MatchModel(Trees pairs, Trees rivals, Calibration calibration, double sureFrom)
    {
        (Pairs, Rivals, Calibration, SureFrom) = (pairs, rivals, calibration, sureFrom);
    }

    /// <summary>The model that comes with the program.</summary>
    public static MatchModel BuiltIn => Shipped.Value;

    /// <summary>Looks at one listing and one master alone.</summary>
    internal Trees Pairs { get; }

    /// <summary>Looks at them beside their rivals.</summary>
    internal Trees Rivals { get; }

    internal Calibration Calibration { get; }

    /// <summary>The least probability that may be ticked beforehand.</summary>
    public double SureFrom { get; }

    /// <exception cref="FormatException">Not a model file of this version.</exception>
    public static MatchModel Read(TextReader from)
    {
        if (from.ReadLine() != Format)
        {
            throw new FormatException($"A model file begins with \"{Format}\".");
        }

        var sureFrom = double.Parse(from.ReadLine() ?? "", CultureInfo.InvariantCulture);
        return new MatchModel(Trees.Read(from), Trees.Read(from), Calibration.Read(from), sureFrom);
    }

    internal void Write(TextWriter to)
    {
        to.WriteLine(Format);
        to.WriteLine(SureFrom.ToString("R", CultureInfo.InvariantCulture));
        Pairs.Write(to);
        Rivals.Write(to);
        Calibration.Write(to);
    }

    private static MatchModel ReadShipped()
    {
        using var stream = typeof(MatchModel).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is missing.");
        using var reader = new StreamReader(stream);
        return Read(reader);
    }
}
