namespace Quayside.Connectors.Shopee;

/// <summary>Where reading goes on: batches of ids that are listed and not read yet, then the next place of the list.</summary>
/// <remarks>Shopee lists ids a hundred at a time and shows details by id, fifty at a time. So that the wire is never idle, a page of the
/// list brings no records but announces the pages that read what it listed and the page of the list after them: all of these may be asked
/// for at once.</remarks>
/// <param name="Batches">Ids joined by commas, at most fifty in each.</param>
/// <param name="Next">Where the list goes on, in the words of whoever reads it; null at its end.</param>
internal sealed record ShopeeCursor(IReadOnlyList<string> Batches, string? Next)
{
    public const int IdsAtOnce = 50;

    private const char Between = '|';
    private const string End = ".";

    public static ShopeeCursor Start(string first) => new([], first);

    /// <param name="first">Where the list begins.</param>
    /// <exception cref="ConnectorException">Refused: not one of ours.</exception>
    public static ShopeeCursor Parse(string? text, string first)
    {
        if (text is null)
        {
            return Start(first);
        }

        var parts = text.Split(Between);
        var next = parts[^1] == End ? null : Uri.UnescapeDataString(parts[^1]);
        var cursor = new ShopeeCursor(parts[..^1], next);
        return cursor.Batches.All(b => b.Length > 0) && (next is not null || cursor.Batches.Count > 0)
            ? cursor
            : throw new ConnectorException(FailureKind.Refused, "The place to go on from was not understood. Start the sync anew.");
    }

    /// <param name="before">Put in front of each batch, for whoever reads it.</param>
    public static ShopeeCursor Listed(IEnumerable<string> ids, string? next, string before = "") =>
        new([.. ids.Distinct().Chunk(IdsAtOnce).Select(batch => before + string.Join(',', batch))], next);

    /// <summary>The place after the first batch.</summary>
    public ShopeeCursor WithoutFirst() => new([.. Batches.Skip(1)], Next);

    /// <summary>A page that leads here.</summary>
    public Page<T> PageBefore<T>(IReadOnlyList<Record<T>> records)
        where T : class
    {
        var ahead = new List<string>();
        for (var place = this; place.Batches.Count > 0; place = place.WithoutFirst())
        {
            ahead.Add(place.ToString());
        }

        if (Next is not null)
        {
            ahead.Add(new ShopeeCursor([], Next).ToString());
        }

        return new Page<T>(records, ahead.Count > 0 ? ahead[0] : ToString(), ahead.Count > 0, Expected: null) { Ahead = ahead };
    }

    public override string ToString() => string.Join(Between, Batches.Append(Next is null ? End : Uri.EscapeDataString(Next)));
}
