using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Loads what changes concern and makes them in a draft: what a preview shows, and what applying writes.</summary>
internal static class PrepareMapping
{
    /// <returns>Refused: mapping.size, not_found.</returns>
    public static async Task<Outcome<PreparedMapping>> RunAsync(
        QuaysideDb db, MappingBatch batch, IReadOnlyList<MappingChange> changes, CancellationToken cancellation)
    {
        if (changes.Count is 0 or > ApplyMapping.MostChanges)
        {
            return new Refusal("mapping.size", $"Send 1 to {ApplyMapping.MostChanges} changes at a time.");
        }

        var variations = changes.SelectMany(Variations).ToHashSet();
        var items = changes.SelectMany(Items).ToHashSet();
        var keys = changes.Select(NewSku).Select(SkuKey.Of).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var draft = await new LoadDraft(db).RunAsync(variations, items, keys, cancellation);
        if (variations.FirstOrDefault(v => !draft.Variations.ContainsKey(v)) is not 0)
        {
            return Refusal.NotFound("variation");
        }

        if (!items.All(draft.Items.ContainsKey))
        {
            return Refusal.NotFound("stock item");
        }

        var plan = new MappingPlan(draft, batch, await NamesAsync(db, changes, cancellation));
        plan.Make(changes);
        return new PreparedMapping(draft, plan.Problems, plan.Variations, plan.Items);
    }

    public static MappingBatch Batch(
        Caller caller, IReadOnlyList<MappingChange> changes, OpenOrders openOrders, DateTimeOffset at,
        MappingOrigin origin = MappingOrigin.Person, string? text = null) => new()
        {
            OrganisationId = caller.OrganisationId,
            At = at,
            Who = caller.Name,
            Origin = origin,
            Text = text ?? Words(changes),
            OpenOrders = openOrders,
        };

    private static IEnumerable<long> Variations(MappingChange change) => change switch
    {
        LinkChange link => [link.VariationId],
        UnlinkChange unlink => [unlink.VariationId],
        KitChange kit => [kit.VariationId],
        SplitChange split => split.VariationIds,
        _ => [],
    };

    private static IEnumerable<long> Items(MappingChange change) => change switch
    {
        LinkChange link => [link.StockItemId],
        KitChange kit => kit.Components.Select(c => c.StockItemId),
        MergeChange merge => merge.FromStockItemIds.Append(merge.IntoStockItemId),
        SplitChange split => [split.StockItemId],
        RenameChange rename => [rename.StockItemId],
        _ => [],
    };

    private static string? NewSku(MappingChange change) => change switch
    {
        SplitChange split => split.NewMasterSku,
        RenameChange rename => rename.MasterSku,
        _ => null,
    };

    private static string Words(IReadOnlyList<MappingChange> changes)
    {
        string[] parts =
        [
            .. Part<LinkChange>("Linked", "variation"), .. Part<UnlinkChange>("Unlinked", "variation"), .. Part<KitChange>("Made kits of", "variation"),
            .. Part<MergeChange>("Merged", "group"), .. Part<SplitChange>("Split", "item"), .. Part<RenameChange>("Renamed", "item"),
        ];
        return string.Join(", ", parts.Select((p, at) => at == 0 ? p : char.ToLowerInvariant(p[0]) + p[1..]));

        IEnumerable<string> Part<T>(string verb, string noun) => changes.OfType<T>().Count() is > 0 and var count
            ? [$"{verb} {Ui.Figures.Of(count, noun)}"]
            : [];
    }

    private static async Task<Dictionary<long, NamedVariation>> NamesAsync(
        QuaysideDb db, IReadOnlyList<MappingChange> changes, CancellationToken cancellation)
    {
        var ids = changes.OfType<SplitChange>().SelectMany(s => s.VariationIds).Distinct().ToArray();
        if (ids.Length == 0)
        {
            return [];
        }

        var rows = await (
            from variation in db.Variations.AsNoTracking()
            where ids.Contains(variation.Id)
            join listing in db.Listings on variation.ListingId equals listing.Id
            select new { variation, listing.Title, listing.Images }).ToListAsync(cancellation);
        return rows.ToDictionary(r => r.variation.Id, r => new NamedVariation(
            r.variation.Options.Count == 0 ? r.Title : $"{r.Title} – {string.Join(", ", r.variation.Options.Select(o => o.Value))}",
            r.variation.ValidGtin, r.variation.PackSize, r.variation.Image ?? r.Images.FirstOrDefault()));
    }
}

internal sealed record PreparedMapping(
    MappingDraft Draft, IReadOnlyList<MappingProblem> Problems, IReadOnlyList<VariationDecision> Variations, IReadOnlyList<ItemDecision> Items);
