namespace Quayside.SkuLinks.Matching;

/// <summary>The trained part: trees and calibration. Never changes once read.</summary>
public sealed class MatchModel
{
    private const string Format = "quayside-match 3";
    private const string Resource = "Quayside.SkuLinks.Matching.match.model";

    private static readonly Lazy<MatchModel> Shipped = new(ReadShipped);

    internal MatchModel(Trees pairs, Trees rivals, Calibration calibration, Calibration certainty)
    {
        (Pairs, Rivals, Calibration, Certainty) = (pairs, rivals, calibration, certainty);
    }

    /// <summary>The model that comes with the program.</summary>
    public static MatchModel BuiltIn => Shipped.Value;

    /// <summary>Looks at one listing and one master alone.</summary>
    internal Trees Pairs { get; }

    /// <summary>Looks at them beside their rivals.</summary>
    internal Trees Rivals { get; }

    /// <summary>What a proposal is said to be worth: how often that was right in sets of every kind.</summary>
    internal Calibration Calibration { get; }

    /// <summary>What may be ticked goes by this: how often that was right in sets that hold a seller's masters and listings, where it is right less often.</summary>
    internal Calibration Certainty { get; }

    /// <exception cref="FormatException">Not a model file of this version.</exception>
    public static MatchModel Read(TextReader from)
    {
        if (from.ReadLine() != Format)
        {
            throw new FormatException($"A model file begins with \"{Format}\".");
        }

        return new MatchModel(Trees.Read(from), Trees.Read(from), Calibration.Read(from), Calibration.Read(from));
    }

    internal void Write(TextWriter to)
    {
        to.WriteLine(Format);
        Pairs.Write(to);
        Rivals.Write(to);
        Calibration.Write(to);
        Certainty.Write(to);
    }

    private static MatchModel ReadShipped()
    {
        using var stream = typeof(MatchModel).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is missing.");
        using var reader = new StreamReader(stream);
        return Read(reader);
    }
}
