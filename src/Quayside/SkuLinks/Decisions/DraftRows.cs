using Quayside.Inventory;

namespace Quayside.SkuLinks.Decisions;

/// <param name="ConnectedAt">Whoever was connected first sets on hand.</param>
/// <param name="IsBeingRead">A session of it is open: some of what it shows may be stored and not read yet.</param>
internal sealed record DraftStore(string Name, DateTimeOffset ConnectedAt, bool IsBeingRead);

/// <summary>A stock item with what is sold from it and what is kept on it.</summary>
internal sealed class DraftItem(StockItem row, bool isNew)
{
    public StockItem Row { get; } = row;

    public bool IsNew { get; } = isNew;

    public ItemFigures Before { get; } = isNew ? new ItemFigures(null, 0, row.MasterSku, null, 0) : new ItemFigures(row.OnHand, row.Reserved, row.MasterSku, row.MergedIntoId, 0);

    /// <summary>All its links and open orders are loaded, so its figures can be told.</summary>
    public bool IsWhole { get; set; } = isNew;

    public bool IsTouched { get; set; } = isNew;

    public HashSet<DraftVariation> SoldAs { get; } = [];

    public HashSet<DraftLine> Kept { get; } = [];

    public int SoldAsBefore { get; set; }

    /// <summary>What warehouses beside the main one hold of it, as it was.</summary>
    public Dictionary<long, (decimal OnHand, decimal Reserved)> LevelsBefore { get; } = [];

    public Dictionary<long, StockLevel> Levels { get; } = [];

    /// <summary>Nothing of it stands in a warehouse beside the main one.</summary>
    public bool IsInMainOnly => Levels.Values.All(l => l.OnHand == 0);

    /// <summary>What the main warehouse holds of it: what the others do not.</summary>
    public decimal? InMain => Row.OnHand - Levels.Values.Sum(l => l.OnHand);

    public decimal? InMainBefore => Before.OnHand - LevelsBefore.Values.Sum(l => l.OnHand);

    public MovementReason Reason { get; set; } = MovementReason.Linked;

    /// <summary>Why on hand is what it is afterwards.</summary>
    public string? Text { get; set; }

    /// <summary>By how much on hand is ahead of what the store's sync has read.</summary>
    public decimal Ahead { get; private set; }

    /// <summary>Reads what the store's sync has stored of it and not read yet: a listing that is linked otherwise now would take that along.</summary>
    public void ReadAhead()
    {
        if (Row is { OpenedByStoreId: { } opener, ImpliedOnHand: { } before } && Implied(opener) is { } now)
        {
            Ahead = now - before;
            (Row.OnHand, Row.ImpliedOnHand) = (Row.OnHand + Ahead, now);
        }
    }

    /// <summary>Leaves that to the sync after all.</summary>
    public void Unread()
    {
        (Row.OnHand, Row.ImpliedOnHand) = (Row.OnHand - Ahead, Row.ImpliedOnHand - Ahead);
        Ahead = 0;
    }

    public void Rename(string sku, bool isGenerated)
    {
        (Row.MasterSku, Row.MasterSkuKey, Row.SkuKeyVersion, Row.IsGenerated) = (sku, SkuKey.Of(sku)!, SkuKey.Version, isGenerated);
        Row.SearchText = SearchText.Of(sku, Row.Title, Row.Gtin);
    }

    public void AddLevel(StockLevel level)
    {
        Levels.Add(level.WarehouseId, level);
        LevelsBefore.Add(level.WarehouseId, (level.OnHand, level.Reserved));
    }

    public StockLevel LevelIn(long warehouseId)
    {
        if (!Levels.TryGetValue(warehouseId, out var level))
        {
            level = new StockLevel { StockItemId = Row.Id, WarehouseId = warehouseId, OrganisationId = Row.OrganisationId };
            Levels.Add(warehouseId, level);
        }

        return level;
    }

    /// <summary>Pieces that stand in other warehouses go along with the item that they are part of from here on.</summary>
    /// <param name="pieces">By warehouse; where less is left there, what is left.</param>
    public void MoveLevels(DraftItem into, IEnumerable<KeyValuePair<long, decimal>> pieces)
    {
        foreach (var (warehouse, wanted) in pieces)
        {
            var moved = wanted > 0 ? Math.Min(wanted, Math.Max(LevelIn(warehouse).OnHand, 0)) : wanted;
            LevelIn(warehouse).OnHand -= moved;
            into.LevelIn(warehouse).OnHand += moved;
        }
    }

    /// <summary>Brings the levels into line with the open orders, and with an on hand that is not known.</summary>
    public void SettleLevels()
    {
        var promised = Lines().Where(l => l.Line.WarehouseId is not null)
            .GroupBy(l => l.Line.WarehouseId!.Value, l => Pieces(l.Line.Open, l.Link.Quantity)).ToDictionary(w => w.Key, w => w.Sum());
        foreach (var warehouse in promised.Keys.Union(Levels.Keys).ToList())
        {
            var level = LevelIn(warehouse);
            level.Reserved = promised.GetValueOrDefault(warehouse);
            level.OnHand = Row.OnHand is null ? 0 : level.OnHand;
        }

        (Row.ElsewhereOnHand, Row.ElsewhereReserved) = (Levels.Values.Sum(l => l.OnHand), Levels.Values.Sum(l => l.Reserved));
    }

    /// <summary>Thousandths, cut off as the databases divide.</summary>
    public static decimal Pieces(decimal quantity, decimal linkQuantity) => decimal.Truncate(quantity * linkQuantity * 1000m) / 1000m;

    public IEnumerable<(DraftLine Line, DraftLink Link, bool IsPlain)> Lines()
    {
        foreach (var variation in SoldAs)
        {
            var link = variation.Links.First(l => l.Item == this);
            foreach (var line in variation.Lines.Where(l => l.Kept is null))
            {
                yield return (line, link, variation.Links.Count == 1);
            }
        }

        foreach (var line in Kept)
        {
            yield return (line, line.Kept!.First(l => l.Item == this), line.Kept!.Count == 1);
        }
    }

    public bool IsSoldBy(long storeId) => SoldAs.Any(v => v.StoreId == storeId && v.Links.Count == 1);

    /// <summary>As <see cref="Implied"/>; 0 where the store sells none of it.</summary>
    public decimal? ImpliedOrNone(long storeId) => Implied(storeId) ?? (IsSoldBy(storeId) ? null : 0);

    /// <summary>What a store implies of its on hand: what it can sell now and the units of its open orders. A kit implies nothing.</summary>
    /// <returns>null where the store does not count it, or sells none of it.</returns>
    public decimal? Implied(long storeId)
    {
        var plain = SoldAs.Where(v => v.StoreId == storeId && v.Links.Count == 1 && !v.IsGone).ToList();
        return (plain.Count == 0 && !Kept.Any(l => l.StoreId == storeId && l.Kept!.Count == 1)) || plain.Any(v => v.Sells is null)
            ? null
            : plain.Sum(v => Pieces(v.Sells!.Value, v.Links[0].Quantity))
                + Lines().Where(l => l.IsPlain && l.Line.StoreId == storeId).Sum(l => Pieces(l.Line.Open, l.Link.Quantity));
    }
}

internal sealed record ItemFigures(decimal? OnHand, decimal Reserved, string MasterSku, long? MergedIntoId, int Variations);

internal sealed record DraftLink(DraftItem Item, decimal Quantity, LinkOrigin Origin)
{
    /// <summary>The decision that it held by before.</summary>
    public long? BatchId { get; init; }

    /// <summary>It is made by the decision at hand.</summary>
    public bool IsNew { get; init; } = true;

    public static DraftLink Of(DraftItem item, decimal quantity, LinkOrigin origin, long? batchId) =>
        new(item, quantity, origin) { BatchId = batchId, IsNew = false };
}

internal sealed class DraftVariation(long id, long storeId, decimal? sells)
{
    public long Id { get; } = id;

    public long StoreId { get; } = storeId;

    /// <summary>What its shop shows; null where the shop does not count it.</summary>
    public decimal? Sells { get; } = sells;

    /// <summary>Its shop has it no longer, and shows nothing of it.</summary>
    public bool IsGone { get; init; }

    /// <summary>The rows that hold now.</summary>
    public List<SkuLink> Rows { get; } = [];

    public IReadOnlyList<DraftLink> Links { get; set; } = [];

    public IReadOnlyList<DraftLink> LinksBefore { get; set; } = [];

    public List<DraftLine> Lines { get; } = [];

    /// <summary>By how much what its shop shows of each item went up or down in this step; null where the shop does not count it.</summary>
    public Dictionary<DraftItem, decimal?> Moved { get; } = [];

    public bool IsRelinked => !IsSame(LinksBefore, Links) || Links.Any(l => LinksBefore.First(b => b.Item == l.Item).Origin != l.Origin);

    public static bool IsSame(IReadOnlyList<DraftLink> some, IReadOnlyList<DraftLink> others) => some.Count == others.Count
        && some.All(l => others.Any(o => o.Item == l.Item && o.Quantity == l.Quantity));

    /// <summary>Its share of what its shop implies of the items that are counted, by that shop or another.</summary>
    public Dictionary<DraftItem, decimal?> Shown()
    {
        var shown = new Dictionary<DraftItem, decimal?>();
        if (Links is [var only] && only.Item.Row.OpenedByStoreId is not null)
        {
            shown[only.Item] = Sells is { } sells ? DraftItem.Pieces(sells, only.Quantity) : null;
        }

        foreach (var line in Lines)
        {
            if (line.On is [var link] && link.Item.Row.OpenedByStoreId is not null)
            {
                shown[link.Item] = shown.GetValueOrDefault(link.Item, 0) + DraftItem.Pieces(line.Open, link.Quantity);
            }
        }

        return shown;
    }
}

/// <summary>An order line with pieces that are not shipped yet.</summary>
/// <param name="variation">null where only what it is kept on matters.</param>
internal sealed class DraftLine(long id, long orderId, long storeId, decimal open, DraftVariation? variation)
{
    public DraftVariation? Variation { get; } = variation;

    public long Id { get; } = id;

    public long OrderId { get; } = orderId;

    public long StoreId { get; } = storeId;

    public decimal Open { get; } = open;

    /// <summary>Where it is reserved; null for the main warehouse.</summary>
    public long? WarehouseId { get; init; }

    public List<KeptLine> Rows { get; } = [];

    /// <summary>What it stays reserved on in spite of its variation's links; null where it follows them.</summary>
    public IReadOnlyList<DraftLink>? Kept { get; private set; }

    /// <summary>What it is reserved on; empty while it waits.</summary>
    public IReadOnlyList<DraftLink> On => Kept ?? Variation?.Links ?? [];

    public IReadOnlyList<DraftLink>? KeptBefore { get; set; }

    public IReadOnlyList<DraftLink> OnBefore { get; set; } = [];

    public void Keep(IReadOnlyList<DraftLink>? on)
    {
        foreach (var link in Kept ?? [])
        {
            link.Item.Kept.Remove(this);
            link.Item.IsTouched = true;
        }

        Kept = on;
        foreach (var link in Kept ?? [])
        {
            link.Item.Kept.Add(this);
            link.Item.IsTouched = true;
        }
    }
}
