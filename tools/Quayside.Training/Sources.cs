using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>What is trained on, as it lies in the folder that tools/get-training-data fills.</summary>
internal static class Sources
{
    private const int MostOffers = 7;

    public static IEnumerable<LabelledSet> All(string folder)
    {
        foreach (var name in (string[])["pricerunner-dev", "wdc-dev"])
        {
            var set = LabelledSet.Read(Path.Combine(folder, "many-to-one", name), name);
            var masterOf = set.Links.ToLookup(l => l.Listing, l => l.Master);
            yield return set with { Halves = set.Listings.ToDictionary(l => l.Id, l => LabelledSet.HalfOf(masterOf[l.Id].FirstOrDefault() ?? l.Id)) };
            foreach (var made in Pooled(set).Shapes(1))
            {
                yield return made;
            }
        }

        foreach (var category in (string[])["computers", "cameras", "shoes", "watches"])
        {
            foreach (var made in Ditto(Path.Combine(folder, "ditto/data/wdc", category), "wdc-2017-" + category).Shapes(2))
            {
                yield return made;
            }
        }

        foreach (var set in OtherKinds.All(folder))
        {
            yield return set;
        }

        foreach (var made in Synthetic.All(folder))
        {
            yield return made;
        }
    }

    private static Clusters Pooled(LabelledSet set)
    {
        var listings = set.Listings.ToDictionary(l => l.Id);
        var masters = set.Masters.ToDictionary(m => m.Id);
        var clusters = new Clusters(set.Group);
        foreach (var group in set.Links.GroupBy(l => l.Master).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            clusters.Add(group.Select(l => listings[l.Listing]).OrderBy(l => l.Id, StringComparer.Ordinal).Prepend(masters[group.Key]), MostOffers, LabelledSet.HalfOf(group.Key));
        }

        var known = set.Links.Select(l => l.Listing).ToHashSet(StringComparer.Ordinal);
        clusters.AddStrangers(set.Listings.Where(l => !known.Contains(l.Id)));
        return clusters;
    }

    // Pairs of titles; what is connected by true pairs is one product. Offers without a true pair have no known product and are left out.
    private static Clusters Ditto(string folder, string group)
    {
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            foreach (var line in File.ReadLines(file))
            {
                if (line.Split('\t') is [var left, var right, "1"])
                {
                    var (a, b) = (Root(parents, Title(left)), Root(parents, Title(right)));
                    parents[string.CompareOrdinal(a, b) < 0 ? b : a] = string.CompareOrdinal(a, b) < 0 ? a : b;
                }
            }
        }

        var clusters = new Clusters(group);
        foreach (var cluster in parents.Keys.ToList().GroupBy(t => Root(parents, t)).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            clusters.Add(Shuffled(cluster.Order(StringComparer.Ordinal).Select(t => new MatchProduct { Id = "", Title = t })), MostOffers);
        }

        return clusters;
    }

    private static string Root(Dictionary<string, string> parents, string item)
    {
        while (parents.TryGetValue(item, out var parent) && parent != item)
        {
            item = parent;
        }

        parents.TryAdd(item, item);
        return item;
    }

    // COL title VAL "Corsair Vengeance"@en 4x16GB "Null"
    private static string Title(string cell)
    {
        var text = cell.Replace("COL title VAL", "", StringComparison.Ordinal).Replace("\"Null\"", "", StringComparison.Ordinal);
        return string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Bare).Where(w => w.Length > 0));
    }

    private static string Bare(string word)
    {
        var at = word.IndexOf("\"@", StringComparison.Ordinal);
        return (at >= 0 ? word[..at] : word).Trim('"', ',');
    }

    public static List<MatchProduct> Shuffled(IEnumerable<MatchProduct> offers)
    {
        var list = offers.ToList();
        new Dice((uint)list.Count + 77).Shuffle(list);
        return list;
    }

    public static IEnumerable<Dictionary<string, string>> Rows(string file, char separator = ',')
    {
        using var reader = separator == ',' ? new StreamReader(file) : (TextReader)new StringReader(File.ReadAllText(file).Replace("\"", "\"\"", StringComparison.Ordinal).Replace(",", " ", StringComparison.Ordinal).Replace(separator, ','));
        var rows = new CsvRows(reader);
        var header = rows.Read()!;
        while (rows.Read() is { } row)
        {
            if (row.Count == header.Count)
            {
                yield return header.Select((name, i) => (name, row[i])).ToDictionary(p => p.name, p => p.Item2);
            }
        }
    }

}
