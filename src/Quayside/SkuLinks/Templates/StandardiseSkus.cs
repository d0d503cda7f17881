using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.SkuLinks.Decisions;

namespace Quayside.SkuLinks.Templates;

/// <param name="StoreId">Items that this store sells.</param>
/// <param name="OnlyGenerated">Only items whose code was made by Quayside.</param>
/// <param name="Query">As in the list of stock items.</param>
public sealed record StandardiseFilter(long? StoreId = null, bool OnlyGenerated = false, string? Query = null);

/// <param name="Renamed">How many items get another master SKU.</param>
/// <param name="Solved">How many of them got a number, because their code was another item's.</param>
/// <param name="Kept">How many keep theirs.</param>
/// <param name="Items">In the order of their present SKU.</param>
public sealed record SkuPlan(int Renamed, int Solved, int Kept, IReadOnlyList<PlannedSku> Items);

/// <summary>Gives stock items master SKUs by a template, inside Quayside only. What is shown before is what is done.</summary>
public sealed class StandardiseSkus(Databases databases, ApplyMapping apply)
{
    private const int ChunkSize = 5000;

    /// <returns>Refused: template.invalid, not_found (the store).</returns>
    public async Task<Outcome<SkuPlan>> PreviewAsync(
        Caller caller, string? template, StandardiseFilter filter, CancellationToken cancellation)
    {
        var parsed = SkuTemplate.Parse(template);
        if (parsed.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        if (filter.StoreId is { } storeId && !await db.Stores.AnyAsync(s => s.Id == storeId, cancellation))
        {
            return Refusal.NotFound("store");
        }

        var items = await Filtered(db, filter).OrderBy(i => i.MasterSkuKey).ToListAsync(cancellation);
        var fields = new List<(long, TemplateFields)>();
        foreach (var chunk in items.Chunk(ChunkSize))
        {
            fields.AddRange(await FieldsAsync(db, chunk, cancellation));
        }

        var taken = await db.StockItems.Select(i => new { i.MasterSkuKey, i.Id }).ToDictionaryAsync(i => i.MasterSkuKey, i => i.Id, cancellation);
        var plan = PlanSkus.Run(parsed.Value!, fields, taken);
        return new SkuPlan(
            plan.Count(p => p.NewSku is not null), plan.Count(p => p is { NewSku: not null, Why: not null }), plan.Count(p => p.NewSku is null), plan);
    }

    /// <returns>Refused: forbidden, template.invalid, not_found, template.nothing, mapping.size.</returns>
    public async Task<Outcome<MappingBatch>> RunAsync(
        Caller caller, string? template, StandardiseFilter filter, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        var plan = await PreviewAsync(caller, template, filter, cancellation);
        if (plan.Refusal is { } invalid)
        {
            return invalid;
        }

        var changes = plan.Value!.Items.Where(p => p.NewSku is not null).Select(p => (MappingChange)new RenameChange(p.StockItemId, p.NewSku!)).ToList();
        return changes.Count switch
        {
            0 => new Refusal("template.nothing", "No item gets another SKU by this template."),
            > ApplyMapping.MostChanges => new Refusal("mapping.size", $"These are more than {ApplyMapping.MostChanges:N0} items. Choose one store, or a part by a search."),
            _ => await apply.RunAsync(caller, changes, OpenOrders.Backwards, cancellation, text: $"Master SKUs by {template!.Trim()}"),
        };
    }

    private static IQueryable<StockItem> Filtered(QuaysideDb db, StandardiseFilter filter)
    {
        var items = db.StockItems.AsNoTracking().Where(i => i.MergedIntoId == null);
        if (filter.OnlyGenerated)
        {
            items = items.Where(i => i.IsGenerated);
        }

        if (filter.StoreId is { } storeId)
        {
            items = items.Where(i => db.SkuLinks.Any(l => l.StockItemId == i.Id && l.EndedAt == null
                && db.Variations.Any(v => v.Id == l.VariationId && v.StoreId == storeId)));
        }

        return items.Searched(filter.Query, word => i => i.SearchText.Contains(word));
    }

    // An item is what the first of its variations says: the earliest one that was linked to nothing else.
    private static async Task<List<(long Id, TemplateFields Fields)>> FieldsAsync(
        QuaysideDb db, StockItem[] items, CancellationToken cancellation)
    {
        var ids = items.Select(i => i.Id).ToList();
        var rows = await (
            from link in db.SkuLinks.AsNoTracking()
            where ids.Contains(link.StockItemId) && link.EndedAt == null
            join variation in db.Variations on link.VariationId equals variation.Id
            join listing in db.Listings on variation.ListingId equals listing.Id
            orderby link.StockItemId, variation.Id
            select new { link.StockItemId, variation.Mpn, variation.Options, listing.Title, listing.Brand, listing.Category })
            .ToListAsync(cancellation);
        var first = rows.GroupBy(r => r.StockItemId).ToDictionary(g => g.Key, g => g.First());
        return [.. items.Select(i => (i.Id, first.TryGetValue(i.Id, out var sold)
            ? new TemplateFields
            {
                Sku = i.MasterSku,
                Title = sold.Title,
                Brand = sold.Brand,
                Model = sold.Mpn,
                Category = sold.Category,
                Gtin = i.Gtin,
                Options = [.. sold.Options.Select(o => (o.Name, o.Value))],
            }
            : new TemplateFields { Sku = i.MasterSku, Title = i.Title, Gtin = i.Gtin }))];
    }
}
