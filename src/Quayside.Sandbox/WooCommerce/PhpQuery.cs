using System.Globalization;
using System.Text;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>A query string read as PHP reads it: the last of equal names wins, names with [] or [x] become lists.</summary>
internal sealed class PhpQuery
{
    private readonly List<(string Name, PhpValue Value)> _values = [];

    public PhpQuery(string rawQuery)
    {
        Raw = rawQuery.TrimStart('?');
        foreach (var part in Raw.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? part : part[..equals]);
            Add(name, equals < 0 ? "" : Decode(part[(equals + 1)..]));
        }
    }

    /// <summary>As sent, without the question mark.</summary>
    public string Raw { get; }

    public IReadOnlyList<(string Name, PhpValue Value)> Values => _values;

    public string? Text(string name) => Find(name)?.Single;

    public PhpValue? Find(string name) => _values.Find(pair => pair.Name == name).Value;

    /// <summary>The same query with one value set.</summary>
    public PhpQuery With(string name, string value) => new($"{Raw}&{name}={Uri.EscapeDataString(value)}");

    /// <summary>The query of a link to another page: everything that was sent, with the page replaced or put last.</summary>
    public string WithPage(long page, string? leaveOut)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        var replaced = false;
        foreach (var (name, value) in _values.Where(pair => pair.Name != leaveOut).SelectMany(pair => pair.Value.Flat(pair.Name)))
        {
            replaced |= name == "page";
            Append(text, name, name == "page" ? number : name == "dates_are_gmt" ? WooQuery.IsTrue(value) ? "1" : "" : value);
        }

        if (!replaced)
        {
            Append(text, "page", number);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, string value) =>
        text.Append(text.Length == 0 ? "" : "&").Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));

    private void Add(string name, string value)
    {
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        if (bracket <= 0 || !name.EndsWith(']'))
        {
            Set(name.Replace('.', '_').Replace(' ', '_'), new PhpValue(value));
            return;
        }

        var key = name[(bracket + 1)..^1];
        var list = Find(name[..bracket]) is { IsList: true } known ? known : new PhpValue(new List<(string, string)>());
        list.Put(key, value);
        Set(name[..bracket], list);
    }

    private void Set(string name, PhpValue value)
    {
        var at = _values.FindIndex(pair => pair.Name == name);
        if (at < 0)
        {
            _values.Add((name, value));
        }
        else
        {
            _values[at] = (name, value);
        }
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}

/// <summary>One value, or a list whose keys PHP numbers when the brackets are empty.</summary>
internal sealed class PhpValue
{
    private readonly List<(string Key, string Value)>? _list;

    public PhpValue(string single) => Single = single;

    public PhpValue(List<(string Key, string Value)> list) => _list = list;

    public string? Single { get; }

    public bool IsList => _list is not null;

    public IReadOnlyList<(string Key, string Value)> List => _list ?? [];

    public void Put(string key, string value)
    {
        var name = key.Length > 0 ? key : _list!.Count.ToString(CultureInfo.InvariantCulture);
        _list!.RemoveAll(pair => pair.Key == name);
        _list.Add((name, value));
    }

    public IEnumerable<(string Name, string Value)> Flat(string name) =>
        _list is null ? [(name, Single!)] : _list.Select(pair => ($"{name}[{pair.Key}]", pair.Value));
}
