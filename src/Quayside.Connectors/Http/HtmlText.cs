using System.Buffers;
using System.Net;
using System.Text;

namespace Quayside.Connectors.Http;

/// <summary>Turns text that may hold HTML into plain text: tags go first, then entities are decoded, once.</summary>
/// <remarks>"&amp;amp;lt;" becomes "&amp;lt;" and stays that: what somebody wrote about markup is not markup.</remarks>
internal static class HtmlText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("<&");

    private static readonly string[] Silent = ["script", "style"];

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "blockquote", "pre", "hr", "dt", "dd",
    };

    /// <summary>For names and titles: one line, trimmed; null when nothing is left.</summary>
    public static string? Line(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return null;
        }

        var text = html.AsSpan().ContainsAny(Special) ? WebUtility.HtmlDecode(WithoutTags(html, blockBreaks: false)) : html;
        return NullIfBlank(text.Replace('\r', ' ').Replace('\n', ' '));
    }

    /// <summary>For descriptions: paragraphs become lines, at most one empty line in a row; null when nothing is left.</summary>
    public static string? Paragraphs(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return null;
        }

        var text = html.AsSpan().ContainsAny(Special) ? WebUtility.HtmlDecode(WithoutTags(html, blockBreaks: true)) : html;
        var result = new StringBuilder(text.Length);
        var empty = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            empty = trimmed.IsEmpty ? empty + 1 : 0;
            if (empty > 1 || (trimmed.IsEmpty && result.Length == 0))
            {
                continue;
            }

            result.Append(trimmed).Append('\n');
        }

        return NullIfBlank(result.ToString());
    }

    private static string? NullIfBlank(string text) => text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private static string WithoutTags(string html, bool blockBreaks)
    {
        var text = new StringBuilder(html.Length);
        var at = 0;
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            if (open < 0)
            {
                break;
            }

            text.Append(html, at, open - at);
            var end = EndOfTag(html, open, out var name);
            if (end < 0)
            {
                text.Append('<');
                at = open + 1;
                continue;
            }

            if (blockBreaks && Blocks.Contains(name))
            {
                text.Append('\n');
            }

            at = end;
        }

        return text.Append(html, at, html.Length - at).ToString();
    }

    /// <summary>Where a tag, a comment, or a script with all it holds ends; -1 where the bracket is only a bracket ("2 &lt; 3").</summary>
    private static int EndOfTag(string html, int open, out string name)
    {
        name = "";
        if (string.CompareOrdinal(html, open, "<!--", 0, 4) == 0)
        {
            var comment = html.IndexOf("-->", open + 4, StringComparison.Ordinal);
            return comment < 0 ? html.Length : comment + 3;
        }

        var first = open + 1;
        if (first < html.Length && html[first] == '/')
        {
            first++;
        }

        if (first >= html.Length || !(char.IsAsciiLetter(html[first]) || html[first] is '!' or '?'))
        {
            return -1;
        }

        var close = html.IndexOf('>', first);
        if (close < 0)
        {
            return -1;
        }

        var length = 1;
        while (first + length < close && char.IsAsciiLetterOrDigit(html[first + length]))
        {
            length++;
        }

        name = html.Substring(first, length);
        return html[open + 1] != '/' && Array.Exists(Silent, Same(name)) ? EndOfSilent(html, close, name) : close + 1;
    }

    private static Predicate<string> Same(string name) => other => other.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static int EndOfSilent(string html, int from, string name)
    {
        var closing = html.IndexOf("</" + name, from, StringComparison.OrdinalIgnoreCase);
        var end = closing < 0 ? -1 : html.IndexOf('>', closing);
        return end < 0 ? html.Length : end + 1;
    }
}
