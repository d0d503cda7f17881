using Quayside.Inventory;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Makes changes in a draft, in their order, and says what speaks against one. Pure.</summary>
/// <param name="names">What a new item can be called after: the variations that splits name.</param>
internal sealed class MappingPlan(
    MappingDraft draft, MappingBatch batch, IReadOnlyDictionary<long, NamedVariation> names)
{
    private const int MostComponents = 100;
    private const int LongestSku = 200;

    private readonly List<MappingProblem> _problems = [];
    private readonly MoveStock _stock = new(draft, batch);

    public IReadOnlyList<MappingProblem> Problems => _problems;

    public IReadOnlyList<VariationDecision> Variations => _stock.Variations;

    public IReadOnlyList<ItemDecision> Items => _stock.Items;

    public void Make(IReadOnlyList<MappingChange> changes)
    {
        foreach (var (at, change) in changes.Index())
        {
            if (Refuse(change) is { } refusal)
            {
                _problems.Add(new MappingProblem(at, refusal.Code, refusal.Message));
                continue;
            }

            switch (change)
            {
                case LinkChange link:
                    Link(draft.Variations[link.VariationId], [NewLink(link, link.StockItemId, link.Quantity)]);
                    break;
                case UnlinkChange unlink:
                    Link(draft.Variations[unlink.VariationId], []);
                    break;
                case KitChange kit:
                    Link(draft.Variations[kit.VariationId], [.. kit.Components.Select(c => NewLink(kit, c.StockItemId, c.Quantity))]);
                    break;
                case MergeChange merge:
                    foreach (var from in merge.FromStockItemIds)
                    {
                        _stock.Merge(draft.Items[from], draft.Items[merge.IntoStockItemId]);
                    }

                    break;
                case SplitChange split:
                    _stock.Split(draft.Items[split.StockItemId], NewItem(split), [.. split.VariationIds.Select(v => draft.Variations[v])]);
                    break;
                case RenameChange rename:
                    _stock.Rename(draft.Items[rename.StockItemId], rename.MasterSku.Trim());
                    break;
                default:
                    throw new NotSupportedException($"No rule for {change.GetType().Name}.");
            }
        }

        draft.Settle();
    }

    private Refusal? Refuse(MappingChange change) => change switch
    {
        LinkChange link => Quantity(link.Quantity) ?? Standing(link.StockItemId),
        KitChange kit => Components(kit),
        MergeChange merge => Merge(merge),
        SplitChange split => Split(split) ?? Sku(split.NewMasterSku, null),
        RenameChange rename => Standing(rename.StockItemId) ?? Sku(rename.MasterSku, rename.StockItemId),
        _ => null,
    };

    private static Refusal? Quantity(decimal quantity) => quantity is >= 0.001m and <= 100_000
        ? null
        : new Refusal("link.quantity", "One variation holds more than 0 and at most 100,000 pieces of a stock item.");

    private Refusal? Standing(long itemId) => draft.Items[itemId] is var item && draft.Standing(item) is var into && into == item
        ? null
        : new Refusal("stock_item.merged", $"{item.Row.MasterSku} is part of {into.Row.MasterSku} by now. Take that one.");

    private Refusal? Components(KitChange kit) =>
        kit.Components.Count is 0 or > MostComponents || kit.Components.DistinctBy(c => c.StockItemId).Count() < kit.Components.Count
            ? new Refusal("kit.components", $"A kit is made of 1 to {MostComponents} items, each named once.")
            : kit.Components.Select(c => Quantity(c.Quantity) ?? Standing(c.StockItemId)).FirstOrDefault(r => r is not null);

    private Refusal? Merge(MergeChange merge) =>
        merge.FromStockItemIds.Count == 0 || merge.FromStockItemIds.Append(merge.IntoStockItemId).Distinct().Count() <= merge.FromStockItemIds.Count
            ? new Refusal("merge.items", "Name at least two items to merge, each once.")
            : merge.FromStockItemIds.Append(merge.IntoStockItemId).Select(Standing).FirstOrDefault(r => r is not null);

    private Refusal? Split(SplitChange split)
    {
        var item = draft.Items[split.StockItemId];
        var chosen = split.VariationIds.Select(v => draft.Variations[v]).ToHashSet();
        return Standing(split.StockItemId)
            ?? (chosen.Count == 0 || chosen.Count < split.VariationIds.Count || !chosen.IsProperSubsetOf(item.SoldAs)
                ? new Refusal("split.variations", $"Name some of the variations that are sold from {item.Row.MasterSku}, each once, and leave at least one.")
                : null);
    }

    private Refusal? Sku(string sku, long? itemId) => SkuKey.Of(sku) is not { } key || sku.Trim().Length > LongestSku
        ? new Refusal("stock_item.sku", $"A master SKU has 1 to {LongestSku} letters.")
        : draft.Keys.TryGetValue(key, out var owner) && owner != itemId
            ? new Refusal("stock_item.sku_taken", $"Another item has the SKU {sku.Trim()}, or had it before it was merged. Merge the two, or take another.")
            : null;

    private DraftLink NewLink(MappingChange change, long itemId, decimal quantity) =>
        new(draft.Items[itemId], quantity, change.Proposed ? LinkOrigin.Rule : LinkOrigin.Manual);

    private void Link(DraftVariation variation, IReadOnlyList<DraftLink> links)
    {
        if (!DraftVariation.IsSame(variation.Links, links))
        {
            draft.Relink(variation, links, _stock.Keeping(variation));
            _stock.EndStep();
        }
    }

    private DraftItem NewItem(SplitChange split)
    {
        var sku = split.NewMasterSku.Trim();
        var named = names[split.VariationIds[0]];
        var gtins = split.VariationIds.Select(v => names[v].Gtin).Distinct().ToList();
        return draft.Add(
            new StockItem
            {
                OrganisationId = batch.OrganisationId,
                MasterSku = sku,
                MasterSkuKey = SkuKey.Of(sku)!,
                SkuKeyVersion = SkuKey.Version,
                IsGenerated = false,
                Title = named.Title,
                Gtin = gtins is [var only] ? only : null,
                PackSize = named.PackSize,
                Image = named.Image,
                SearchText = SearchText.Of(sku, named.Title, gtins is [var gtin] ? gtin : null),
            },
            isNew: true);
    }
}

/// <summary>What a variation shows that an item of its own is called after.</summary>
internal sealed record NamedVariation(string Title, string? Gtin, int? PackSize, string? Image);
