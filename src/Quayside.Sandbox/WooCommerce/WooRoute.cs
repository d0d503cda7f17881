using System.Globalization;
using System.Text.RegularExpressions;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>A route under its WordPress pattern, which is also how the index names it.</summary>
internal sealed class WooRoute(string pattern, string[] methods, IReadOnlyList<WooParameter> parameters, Func<WooCall, WooAnswer> answer)
{
    private readonly Regex _regex = new($"^{pattern.Replace("(?P<", "(?<", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant);

    public string Pattern => pattern;

    /// <summary>What a manager may do there. The sandbox obeys only those that read, and <see cref="Write"/>.</summary>
    public string[] Methods => methods;

    public IReadOnlyList<WooParameter> Parameters => parameters;

    /// <summary>Only for users who may manage the shop.</summary>
    public bool IsForManagers { get; init; }

    public bool IsPublic { get; init; }

    /// <summary>One thing, not a list: it changes the words of a refusal.</summary>
    public bool IsSingle { get; init; }

    /// <summary>null where a write is refused as a read-only key's would be: everywhere but for webhooks.</summary>
    public Func<WooCall, WooAnswer>? Write { get; init; }

    public Match Match(string route) => _regex.Match(route);

    public WooAnswer Answer(WooCall call) => answer(call);
}

/// <summary>A request that was let in, with its arguments read.</summary>
internal sealed record WooCall(WooRequest Request, Match Match, WooQuery Query, ShopData Data)
{
    public FieldFilter Fields { get; } = FieldFilter.Of(Query.Fields, Query.MetaKeys);

    public long Id(string name) =>
        long.TryParse(Match.Groups[name].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
}
