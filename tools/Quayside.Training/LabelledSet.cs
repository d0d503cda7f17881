using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>Masters, listings and which belong together.</summary>
/// <param name="Group">Sets that come of the same data; left out together when generalisation is measured.</param>
internal sealed record LabelledSet(
    string Name, string Group, IReadOnlyList<MatchProduct> Masters, IReadOnlyList<MatchProduct> Listings, HashSet<(string Master, string Listing)> Links)
{
    /// <summary>For each listing which half of the products it belongs to, 1 or 2: an offer and all copies of it are in the same one. Empty where the set is not halved.</summary>
    public IReadOnlyDictionary<string, int> Halves { get; init; } = new Dictionary<string, int>();

    /// <summary>Its products have a column for the maker's number.</summary>
    public bool HasModels { get; init; }

    /// <summary>A folder with tableA.csv (masters), tableB.csv (listings) and matches.csv (idA, idB).</summary>
    public static LabelledSet Read(string folder, string group) => new(
        group, group, Products(Path.Combine(folder, "tableA.csv")), Products(Path.Combine(folder, "tableB.csv")),
        File.Exists(Path.Combine(folder, "matches.csv")) ? [.. Pairs(Path.Combine(folder, "matches.csv")).Select(p => (p.Master, p.Listing))] : []);

    /// <summary>1 or 2, the same for the same product in every run.</summary>
    public static int HalfOf(string product) => 1 + (int)(FoldedText.Hash(product) >> 7 & 1);

    public static List<MatchProduct> Products(string file)
    {
        using var reader = new StreamReader(file);
        return [.. ProductCsv.Read(reader)];
    }

    /// <summary>Labelled pairs; a file without the column label holds true pairs alone.</summary>
    public static IEnumerable<(string Master, string Listing, bool IsLinked)> Pairs(string file)
    {
        using var reader = new StreamReader(file);
        var rows = new CsvRows(reader);
        var header = rows.Read()!;
        var label = header.IndexOf("label");
        while (rows.Read() is { } row)
        {
            yield return (row[header.IndexOf("idA")], row[header.IndexOf("idB")], label < 0 || row[label] is "1" or "1.0");
        }
    }
}
