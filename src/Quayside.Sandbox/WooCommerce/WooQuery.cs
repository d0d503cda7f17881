using System.Globalization;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>A request's arguments after they were found valid, with the defaults laid under them.</summary>
internal sealed class WooQuery(PhpQuery query, IReadOnlyList<WooParameter> parameters)
{
    public int Page => (int)Math.Min(int.MaxValue, Number("page") ?? 1);

    public int PerPage => (int)(Number("per_page") ?? 10);

    public long? Offset => Number("offset");

    public bool Descending => (Text("order") ?? "desc") == "desc";

    public string OrderBy => Text("orderby") ?? "date";

    /// <summary>What selects and orders rows, without the page, the fields or who asks.</summary>
    public string SelectionKey => Key(name => name is not ("page" or "per_page" or "offset" or "_fields"));

    public string PageKey => Key(_ => true);

    /// <summary>What include_meta names; null where it was not sent, or the route has none.</summary>
    public IReadOnlyList<string>? MetaKeys => parameters.Any(known => known.Name == "include_meta") && query.Find("include_meta") is { } value
        ? [.. WooParameter.Members(value).Select(name => name.Trim())]
        : null;

    public IReadOnlyList<string> Fields =>
        query.Find("_fields") is { } value ? [.. WooParameter.Members(value).Select(name => name.Trim())] : [];

    /// <summary>"" counts as not sent.</summary>
    public string? Text(string name) => query.Text(name) is { Length: > 0 } text ? text : null;

    public long? Number(string name) =>
        Text(name) is { } text ? long.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture) : null;

    public bool Flag(string name) => IsTrue(query.Text(name));

    public bool? OptionalFlag(string name) => Text(name) is { } text ? IsTrue(text) : null;

    public IReadOnlyList<string> List(string name) => query.Find(name) is { } value ? WooParameter.Members(value) : [];

    public IReadOnlySet<long> Ids(string name) =>
        List(name).Select(member => long.Parse(member, NumberStyles.Integer, CultureInfo.InvariantCulture)).ToHashSet();

    /// <summary>A date as rows are compared with it. WordPress turns one with an offset into the shop's own time, even where GMT was asked for.</summary>
    public DateTime? Date(string name, TimeSpan shopOffset) => Text(name) is { } text && WooDates.Parse(text) is var (value, hasOffset)
        ? hasOffset ? value + shopOffset : value
        : null;

    public static bool IsTrue(string? text) => text is not null && text.ToLowerInvariant() is "true" or "1";

    private string Key(Func<string, bool> included) => string.Join(
        '&',
        query.Values
            .Where(pair => included(pair.Name) && (pair.Name == "_fields" || parameters.Any(known => known.Name == pair.Name)))
            .SelectMany(pair => pair.Value.Flat(pair.Name))
            .Select(pair => $"{pair.Name}={pair.Value}")
            .Order(StringComparer.Ordinal));
}
