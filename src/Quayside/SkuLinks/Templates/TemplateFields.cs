namespace Quayside.SkuLinks.Templates;

/// <summary>What a stock item is, in the fields that a template may use. What is not known is null.</summary>
public sealed record TemplateFields
{
    /// <summary>The master SKU it has now.</summary>
    public required string Sku { get; init; }

    public required string Title { get; init; }

    public string? Brand { get; init; }

    /// <summary>The maker's part number.</summary>
    public string? Model { get; init; }

    public string? Category { get; init; }

    public string? Gtin { get; init; }

    /// <summary>The choices of the variation, as the shop names them.</summary>
    public IReadOnlyList<(string Name, string Value)> Options { get; init; } = [];
}

/// <summary>The fields of a template by their names.</summary>
public static class TemplateField
{
    /// <summary>Counts the rows, by their present SKU: 1, 2, 3 …</summary>
    public const string Number = "number";

    private static readonly string[] SizeNames = ["size", "groesse", "größe", "taille", "talla", "taglia", "maat", "storlek", "尺寸", "尺码", "volume", "length", "capacity", "storage"];
    private static readonly string[] ColourNames = ["colour", "color", "farbe", "couleur", "kleur", "colore", "färg", "颜色", "kolor"];

    private static readonly Dictionary<string, (string Means, Func<TemplateFields, string?> Read)> Known = new(StringComparer.Ordinal)
    {
        ["brand"] = ("the brand, as the shop names it", f => f.Brand),
        ["model"] = ("the maker's part number", f => f.Model),
        ["title"] = ("the title without its choices", f => f.Title),
        ["category"] = ("the category", f => f.Category),
        ["size"] = ("the choice called size, volume, length, capacity or storage, in any of the usual languages", f => Option(f, SizeNames)),
        ["colour"] = ("the choice called colour, in any of the usual languages", f => Option(f, ColourNames)),
        ["options"] = ("all choices, one after the other", f => f.Options.Count == 0 ? null : string.Join('-', f.Options.Select(o => o.Value))),
        ["gtin"] = ("the barcode number without zeros in front", f => f.Gtin?.TrimStart('0')),
        ["sku"] = ("the present master SKU", f => f.Sku),
    };

    /// <summary>Each field with what it means.</summary>
    public static IEnumerable<(string Name, string Means)> All =>
        Known.Select(k => (k.Key, k.Value.Means)).Append((Number, "1, 2, 3 … in the order of the present SKUs; {number:4} is 0001"));

    public static bool IsKnown(string name) => name == Number || Known.ContainsKey(name);

    /// <returns>null where the item has no such thing.</returns>
    internal static string? Read(string name, TemplateFields fields) => Known[name].Read(fields);

    private static string? Option(TemplateFields fields, string[] names) => fields.Options
        .Where(o => Array.Exists(names, n => o.Name.Equals(n, StringComparison.OrdinalIgnoreCase)))
        .Select(o => o.Value).FirstOrDefault();
}
