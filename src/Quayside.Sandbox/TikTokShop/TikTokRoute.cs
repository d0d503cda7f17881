namespace Quayside.Sandbox.TikTokShop;

/// <summary>One API of TikTok Shop's.</summary>
/// <param name="Template">The path; "*" stands for an id.</param>
/// <param name="IsOfShop">Whether the shop has to be named, or may not be.</param>
/// <param name="Scopes">Any of them opens it.</param>
/// <param name="Answer">Given the shop, null where none is named, the call, and the id in the path, "" without one.</param>
internal sealed record TikTokRoute(string Method, string Template, bool IsOfShop, IReadOnlyList<string> Scopes, Func<TikTokStore?, TikTokCall, string, TikTokAnswer> Answer)
{
    private readonly string[] _parts = Template.Split('/');

    /// <returns>The id in the path, "" where the template has none; null when it is another path.</returns>
    public string? IdIn(string path)
    {
        var parts = path.Split('/');
        return parts.Length == _parts.Length && parts.Zip(_parts).All(pair => pair.Second == "*" ? pair.First.Length > 0 : pair.First == pair.Second)
            ? string.Concat(parts.Where((_, at) => _parts[at] == "*"))
            : null;
    }
}
