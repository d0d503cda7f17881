namespace Quayside.Hosting.Spreadsheets;

/// <summary>A sheet as people make them: lines above the header, a header over two rows with merged cells, columns without a name or with
/// the same one.</summary>
/// <remarks>Which row is the header is told by the names that are known, else by its shape. Rows can be walked once.</remarks>
public sealed class LooseSheet : IDisposable
{
    private const int LookedAt = 200;
    private const int HeaderWithin = 12;

    private readonly IEnumerator<SheetCells> _rows;
    private readonly List<SheetCells> _ahead = [];
    private readonly SheetLimits _limits;

    private LooseSheet(IEnumerator<SheetCells> rows, SheetLimits limits) => (_rows, _limits) = (rows, limits);

    /// <summary>A name for each column, made up where the sheet has none ("Column 3") or the same twice ("Price (2)").</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>The first rows below the header.</summary>
    public IReadOnlyList<SheetCells> Sample => _ahead;

    /// <summary>Whether cells are parted by semicolons, as where a comma begins the decimals.</summary>
    public bool HasSemicolons { get; private set; }

    /// <param name="file">Can be read from any place; stays open.</param>
    /// <param name="isName">Whether a text is a column's name that somebody knows.</param>
    /// <exception cref="UnreadableSheetException">Too large, no sheet, or without a header.</exception>
    public static LooseSheet Open(Stream file, Func<string, bool> isName, SheetLimits? limits = null)
    {
        limits ??= SheetLimits.Usual;
        var sheet = new LooseSheet(SheetReader.Cells(file, limits).GetEnumerator(), limits);
        sheet.HasSemicolons = !XlsxGuard.IsZip(file) && CsvText.SeparatorOf(file, CsvText.EncodingOf(file)) == ';';
        sheet.ReadHeader(isName);
        return sheet;
    }

    /// <summary>The rows below the header that hold anything.</summary>
    /// <exception cref="UnreadableSheetException">Broken in the middle, or over a limit.</exception>
    public IEnumerable<SheetCells> Rows()
    {
        var count = 0;
        foreach (var row in _ahead)
        {
            count++;
            yield return row;
        }

        while (_rows.MoveNext())
        {
            if (++count > _limits.Rows)
            {
                throw new UnreadableSheetException($"The sheet has more than {_limits.Rows:N0} rows. Split it.");
            }

            yield return _rows.Current;
        }
    }

    public void Dispose() => _rows.Dispose();

    private void ReadHeader(Func<string, bool> isName)
    {
        while (_ahead.Count < LookedAt && _rows.MoveNext())
        {
            _ahead.Add(_rows.Current);
        }

        if (_ahead.Count == 0)
        {
            throw new UnreadableSheetException("The sheet is empty: a row must name the columns.");
        }

        var at = HeaderAt(isName);
        var above = at > 0 && Filled(_ahead[at - 1]) > 1 ? _ahead[at - 1].Texts : [];
        var below = at + 1 < _ahead.Count && GoesOn(_ahead[at].Texts, _ahead[at + 1].Texts) ? _ahead[at + 1].Texts : [];
        var width = _ahead.Max(r => r.Texts.Length);
        Header = Named(below.Length > 0 ? Under(_ahead[at].Texts, below, width) : Under(above, _ahead[at].Texts, width, isName));
        _ahead.RemoveRange(0, at + (below.Length > 0 ? 2 : 1));
    }

    // The row that names most columns; where no name is known, the first that has as many texts as the rows below have cells.
    private int HeaderAt(Func<string, bool> isName)
    {
        var candidates = _ahead.Take(HeaderWithin).Select((row, at) => (Names: row.Texts.Count(t => isName(t.Trim())), At: at)).ToList();
        if (candidates.OrderByDescending(c => c.Names).ThenByDescending(c => Filled(_ahead[c.At])).First() is { Names: > 0 } best)
        {
            return best.At;
        }

        var usual = _ahead.Max(Filled);
        var found = _ahead.Take(HeaderWithin).ToList().FindIndex(r => Filled(r) * 2 > usual && r.Texts.All(t => t.Length == 0 || !t.Any(char.IsAsciiDigit)));
        return found < 0 ? 0 : found;
    }

    private static int Filled(SheetCells row) => row.Texts.Count(t => !string.IsNullOrWhiteSpace(t));

    // A second row of the header, below cells that are merged: words only, where the first row is blank, and blank where that one says all.
    private static bool GoesOn(string[] first, string[] second)
    {
        var (fills, leaves) = (false, false);
        for (var i = 0; i < Math.Max(first.Length, second.Length); i++)
        {
            var (above, below) = (i < first.Length ? first[i].Trim() : "", i < second.Length ? second[i].Trim() : "");
            if (below.Any(char.IsAsciiDigit))
            {
                return false;
            }

            fills |= above.Length == 0 && below.Length > 0;
            leaves |= above.Length > 0 && below.Length == 0;
        }

        return fills && leaves;
    }

    // A merged cell has its text in its first column alone.
    private static string[] Under(string[] above, string[] own, int width, Func<string, bool>? isName = null)
    {
        var names = new string[width];
        var group = "";
        for (var i = 0; i < width; i++)
        {
            group = i < above.Length && above[i].Trim() is { Length: > 0 } text ? text : group;
            var name = i < own.Length ? own[i].Trim() : "";
            names[i] = name.Length == 0 ? (i < above.Length ? above[i].Trim() : "") : group.Length == 0 || isName?.Invoke(name) == true ? name : $"{group} {name}";
        }

        return names;
    }

    private static List<string> Named(string[] names)
    {
        var named = new List<string>(names.Length);
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i].Length == 0 ? $"Column {i + 1}" : names[i];
            var other = name;
            for (var number = 2; named.Exists(n => SheetRow.Key(n) == SheetRow.Key(other)); number++)
            {
                other = $"{name} ({number})";
            }

            named.Add(other);
        }

        return named;
    }
}
