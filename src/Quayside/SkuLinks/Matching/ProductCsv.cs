using System.Globalization;

namespace Quayside.SkuLinks.Matching;

/// <summary>Products from a CSV file whose columns are found by their header, in any order; only <c>id</c> is needed.</summary>
internal static class ProductCsv
{
    /// <summary>Reads on as it is enumerated.</summary>
    /// <exception cref="FormatException">No header with <c>id</c>, a row without id, or text that is no CSV; the message says where.</exception>
    public static IEnumerable<MatchProduct> Read(TextReader from)
    {
        var rows = new CsvRows(from);
        var header = rows.Read() ?? throw new FormatException("The file is empty: it needs a header with at least the column \"id\".");
        var columns = Columns(header);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (rows.Read() is { } row)
        {
            if (row.Count > header.Count && row.Skip(header.Count).Any(c => c.Length > 0))
            {
                throw new FormatException($"Line {rows.Line} has {row.Count} cells, the header {header.Count}.");
            }

            var product = Product(row, columns, rows.Line);
            if (!seen.Add(product.Id))
            {
                throw new FormatException($"Line {rows.Line} has the id \"{product.Id}\" for the second time.");
            }

            yield return product;
        }
    }

    private static Dictionary<string, int> Columns(List<string> header)
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < header.Count; i++)
        {
            columns.TryAdd(header[i].Trim().TrimStart('\uFEFF'), i);
        }

        return columns.ContainsKey("id")
            ? columns
            : throw new FormatException($"There is no column \"id\". The header has: {string.Join(", ", header.Take(20))}.");
    }

    private static MatchProduct Product(List<string> row, Dictionary<string, int> columns, int line)
    {
        string? Cell(string name) =>
            columns.TryGetValue(name, out var at) && at < row.Count && !string.IsNullOrWhiteSpace(row[at]) ? row[at].Trim() : null;
        var (price, currency) = PriceText.Read(Cell("price"));
        return new MatchProduct
        {
            Id = Cell("id") ?? throw new FormatException($"Line {line} has no id."),
            Sku = Cell("sku"),
            Gtin = Cell("gtin"),
            Mpn = Cell("mpn"),
            Brand = Cell("brand"),
            Title = Cell("title"),
            Description = Cell("description"),
            Model = Cell("model"),
            Category = Cell("category"),
            Store = Cell("store") ?? Cell("channel"),
            Price = price,
            Currency = Cell("currency") ?? currency,
            Options = OptionsOf(Cell("options")),
            PackSize = int.TryParse(Cell("pack"), NumberStyles.None, CultureInfo.InvariantCulture, out var pack) && pack > 0 ? pack : null,
        };
    }

    // {"Size":"M","Colour":"red"}, "Size: M; Colour: red", "Size=M|Colour=red"
    private static List<(string, string)> OptionsOf(string? text)
    {
        var options = new List<(string, string)>();
        foreach (var part in (text ?? "").Trim('{', '}', '[', ']').Split([';', '|', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOfAny([':', '=']);
            options.Add(at < 0 ? ("", Bare(part)) : (Bare(part[..at]), Bare(part[(at + 1)..])));
        }

        return options;
    }

    private static string Bare(string text) => text.Trim(' ', '"', '\'');
}
