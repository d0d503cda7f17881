using System.Globalization;

namespace Quayside.SkuLinks.Templates;

/// <param name="NewSku">null where it keeps the one it has.</param>
/// <param name="Why">Why it keeps it, or what was done about a collision; null for a plain renaming.</param>
public sealed record PlannedSku(long StockItemId, string MasterSku, string Title, string? NewSku, string? Why);

/// <summary>What a template makes of stock items, collisions solved by one rule: in the order of the present SKUs, the first
/// item gets the code, the next ones -2, -3 and so on. A code that any item has today is free only for that item.</summary>
public static class PlanSkus
{
    private const int MostNumbers = 100_000;

    /// <param name="items">In the order of their present SKU.</param>
    /// <param name="taken">The SKU keys of all of the organisation's stock items.</param>
    public static IReadOnlyList<PlannedSku> Run(
        SkuTemplate template, IEnumerable<(long Id, TemplateFields Fields)> items, IReadOnlyDictionary<string, long> taken)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        var plan = new List<PlannedSku>();
        var number = 0;
        foreach (var (id, fields) in items)
        {
            number++;
            if (template.Apply(fields, number) is not { } wanted)
            {
                plan.Add(new PlannedSku(id, fields.Sku, fields.Title, null, $"It has none of the template's fields, or more than {SkuTemplate.LongestSku} letters come out."));
                continue;
            }

            var free = FirstFree(wanted, id, taken, given);
            given.Add(SkuKey.Of(free)!);
            plan.Add(free == fields.Sku
                ? new PlannedSku(id, fields.Sku, fields.Title, null, "It is called so already.")
                : new PlannedSku(id, fields.Sku, fields.Title, free, free == wanted ? null : $"{wanted} is another item's."));
        }

        return plan;
    }

    private static string FirstFree(string wanted, long id, IReadOnlyDictionary<string, long> taken, HashSet<string> given)
    {
        for (var number = 1; number < MostNumbers; number++)
        {
            var code = number == 1 ? wanted : string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}");
            var key = SkuKey.Of(code)!;
            if (!given.Contains(key) && (!taken.TryGetValue(key, out var owner) || owner == id))
            {
                return code;
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{wanted}-{id}");
    }
}
