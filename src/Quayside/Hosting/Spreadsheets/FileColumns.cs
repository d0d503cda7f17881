namespace Quayside.Hosting.Spreadsheets;

/// <summary>Something that a column of a file can hold.</summary>
/// <param name="Key">Stable; what a choice is kept under.</param>
/// <param name="Label">For people.</param>
/// <param name="Names">What such a column is called, in words of several languages; spaces, hyphens and letter case do not matter.</param>
/// <param name="Fits">Whether a cell can be such a thing, where a header only sounds like it; null where any text can.</param>
/// <param name="Looks">Whether a cell is plainly such a thing: a column whose header says nothing is taken for it when nearly all of its cells are.
/// null where cells alone never tell.</param>
public sealed record FileField(string Key, string Label, string[] Names, Func<string, bool>? Fits = null, Func<string, bool>? Looks = null)
{
    internal HashSet<string> Keys { get; } = [.. Names.Append(Key).Append(Label).Select(SheetRow.Key)];
}

/// <summary>A column of a file, and what it is taken for.</summary>
/// <param name="Position">From 0.</param>
/// <param name="Field">null where the column is not taken.</param>
/// <param name="By">How that was found.</param>
/// <param name="Samples">Its first cells that hold anything.</param>
public sealed record FileColumn(int Position, string Header, string? Field, FoundBy By, IReadOnlyList<string> Samples);

public enum FoundBy
{
    /// <summary>Nothing says what it is.</summary>
    Nothing,

    /// <summary>A person said so, now or for an earlier file.</summary>
    Person,

    Header,

    /// <summary>What its cells look like.</summary>
    Contents,
}

/// <summary>Guesses what the columns of a file hold: as a person said, by the header's words, by what the cells look like. Pure.</summary>
public static class FileColumns
{
    private const int SamplesShown = 3;
    private const double Nearly = 0.8;
    private const double Hardly = 0.3;

    /// <param name="said">Fields by header key, from a person; an empty field is a column that is not to be taken.</param>
    /// <returns>Each field at most once.</returns>
    public static IReadOnlyList<FileColumn> Guess(
        LooseSheet sheet, IReadOnlyList<FileField> fields, IReadOnlyDictionary<string, string> said)
    {
        var columns = sheet.Header.Select((header, at) => new Column(at, header, [.. sheet.Sample.Select(r => r[at]).OfType<string>()])).ToList();
        var found = new Dictionary<int, (string? Field, FoundBy By)>();
        foreach (var column in columns)
        {
            if (said.TryGetValue(SheetRow.Key(column.Header), out var field) && (field.Length == 0 || fields.Any(f => f.Key == field))
                && (field.Length == 0 || found.Values.All(f => f.Field != field)))
            {
                found[column.At] = (field.Length == 0 ? null : field, FoundBy.Person);
            }
        }

        var pairs =
            from column in columns
            where !found.ContainsKey(column.At)
            from field in fields
            let score = Score(column, field)
            where score.Points > 0
            orderby score.Points descending, column.At
            select (column.At, field.Key, score.By);
        foreach (var (at, field, by) in pairs)
        {
            if (!found.ContainsKey(at) && found.Values.All(f => f.Field != field))
            {
                found[at] = (field, by);
            }
        }

        return [.. columns.Select(c => found.TryGetValue(c.At, out var f)
            ? new FileColumn(c.At, c.Header, f.Field, f.By, [.. c.Samples.Take(SamplesShown)])
            : new FileColumn(c.At, c.Header, null, FoundBy.Nothing, [.. c.Samples.Take(SamplesShown)]))];
    }

    // A header's own word counts most; a part of it counts unless the cells contradict; cells alone count least.
    private static (int Points, FoundBy By) Score(Column column, FileField field)
    {
        var key = SheetRow.Key(column.Header);
        return field.Keys.Contains(key) ? (100, FoundBy.Header)
            : field.Keys.Any(k => k.Length > 3 && (key.StartsWith(k, StringComparison.Ordinal) || key.EndsWith(k, StringComparison.Ordinal)))
                ? Share(column, field.Fits) is < Hardly ? (0, FoundBy.Nothing) : (40, FoundBy.Header)
                : field.Looks is not null && Share(column, field.Looks) is >= Nearly and var share ? (20 + (int)(share * 10), FoundBy.Contents) : (0, FoundBy.Nothing);
    }

    private static double? Share(Column column, Func<string, bool>? test) =>
        test is null || column.Samples.Count == 0 ? null : column.Samples.Count(test) / (double)column.Samples.Count;

    private sealed record Column(int At, string Header, List<string> Samples);
}
