using System.Globalization;

namespace Quayside.Connectors.TikTokShop;

/// <summary>Where reading the catalogue goes on: ids that are listed and not read yet, then the next place of the list.</summary>
/// <remarks>The list shows neither pictures nor barcodes, and details come one product at a time. So that the wire is never idle, a page of
/// the list brings no products but announces the page that reads what it listed and the page of the list after it: both may be asked
/// for at once.</remarks>
/// <param name="Listed">Ids, at most a hundred; empty where the list itself is to be read.</param>
/// <param name="Next">null after its end.</param>
internal sealed record TikTokProductCursor(IReadOnlyList<string> Listed, TikTokProductPlace? Next)
{
    private const char Between = '|';

    /// <param name="first">Where to begin without a cursor.</param>
    /// <exception cref="ConnectorException">Refused: not one of ours.</exception>
    public static TikTokProductCursor Parse(string? text, TikTokProductPlace first) => text?.Split(Between) switch
    {
        null => new([], first),
        [var listed, ""] when listed.Length > 0 => new(listed.Split(','), null),
        [var listed, var place] => new(listed.Length == 0 ? [] : listed.Split(','), TikTokProductPlace.Parse(place, first.Field)),
        _ => throw TikTokErrors.NotThePlace(),
    };

    /// <summary>A page that leads here.</summary>
    public Page<T> PageBefore<T>(IReadOnlyList<Record<T>> records)
        where T : class
    {
        List<string> ahead = [];
        if (Listed.Count > 0)
        {
            ahead.Add(ToString());
        }

        if (Next is not null)
        {
            ahead.Add((this with { Listed = [] }).ToString());
        }

        return new Page<T>(records, ahead.Count > 0 ? ahead[0] : ToString(), ahead.Count > 0, Expected: null) { Ahead = ahead };
    }

    public override string ToString() => $"{string.Join(',', Listed)}{Between}{Next}";
}

/// <summary>A place in the list of products.</summary>
/// <param name="Field">By which time: "create_time" or "update_time".</param>
/// <param name="Token">TikTok Shop's own word for a page; "" for the begin of the present span.</param>
/// <param name="Before">The word for the page before it.</param>
/// <param name="Total">How many the span held at that page.</param>
internal sealed record TikTokProductPlace(string Field, TikTokSpans Spans, string Token, string Before, long? Total)
{
    public static TikTokProductPlace First(string field, TikTokSpans spans) => new(field, spans, "", "", null);

    /// <summary>Where the present span begins.</summary>
    public TikTokProductPlace Begin => First(Field, Spans);

    /// <exception cref="ConnectorException">Refused: not one of ours.</exception>
    public static TikTokProductPlace Parse(string text, string field) =>
        text.Split('/') is [var name, var from, var ends, var token, var before, var total] && name == field
            ? new(field, TikTokSpans.Parse(from, ends), Uri.UnescapeDataString(token), Uri.UnescapeDataString(before), TikTokSpans.Number(total))
            : throw TikTokErrors.NotThePlace();

    /// <summary>The page after this one, or the begin of the next span; null at the end of all.</summary>
    public TikTokProductPlace? After(string? token, long? total) => token is not null
        ? this with { Token = token, Before = Token, Total = total ?? Total }
        : Spans.Next is { } next ? First(Field, next) : null;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Field}/{Spans}/{Uri.EscapeDataString(Token)}/{Uri.EscapeDataString(Before)}/{TikTokSpans.Text(Total)}");
}
