using System.Globalization;

namespace Quayside.Connectors.Vendure;

/// <summary>Where reading goes on: how many records lie before the page, how many it takes, and how many there were in all when
/// this place was written down.</summary>
/// <remarks>
/// <para>Lists are sorted by id, so what is added while we read comes after everything that was there, and what changes keeps
/// its place. Vendure has no way to ask for "ids after this one".</para>
/// <para>What is deleted moves all that follows one place forward, over the edge of a page that was read already. So a page that
/// finds fewer records than its cursor knew of reads those just before it again (<see cref="VendurePages"/>).</para>
/// <para>The page size is part of the cursor because pages that are asked for ahead must fit together, also on a server that
/// allows fewer records than we ask for.</para>
/// </remarks>
/// <param name="Total">null before the first page.</param>
internal readonly record struct VendureCursor(int Skip, int Take, long? Total)
{
    private const int PageSize = 100;
    private const int MostAhead = 32;

    public static VendureCursor Start => new(0, PageSize, null);

    /// <exception cref="ConnectorException">Refused: not a cursor that a page has returned.</exception>
    public static VendureCursor Parse(string? text)
    {
        if (text is null)
        {
            return Start;
        }

        var parts = text.Split('/');
        return parts.Length == 3 && Number(parts[0]) is { } skip && Number(parts[1]) is > 0 and var take && Number(parts[2]) is { } total
            ? new VendureCursor(skip, take, total)
            : throw new ConnectorException(FailureKind.Refused, "The place to go on from was not understood. Start the sync anew.");
    }

    /// <summary>The page after this one, of which <paramref name="read"/> records came. A server that sends fewer than were asked
    /// for before its list ends will do so again.</summary>
    public VendureCursor Next(int read, long total) =>
        new(Skip + read, read > 0 && read < Take && Skip + read < total ? read : Take, total);

    /// <summary>The pages from this one to the end of the list, up to a bound.</summary>
    public IReadOnlyList<string> Ahead()
    {
        var ahead = new List<string>();
        for (var next = this; next.Skip < Total && ahead.Count < MostAhead; next = next with { Skip = next.Skip + next.Take })
        {
            ahead.Add(next.ToString());
        }

        return ahead;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Skip}/{Take}/{Total}");

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
