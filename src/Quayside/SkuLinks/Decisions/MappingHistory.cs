using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.SkuLinks.Decisions;

/// <summary>What was decided, and what was linked when. Newest first.</summary>
public sealed class MappingHistory(Databases databases)
{
    private const string List = "sku-links.batches";
    private const string Periods = "sku-links.periods";
    private const int MostRows = 500;

    /// <returns>Refused: cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<MappingBatchView>>> BatchesAsync(Caller caller, string? cursor, int limit, CancellationToken cancellation)
    {
        var begin = Place.Read(List, cursor, limit);
        if (begin.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        var batches = db.MappingBatches.AsNoTracking();
        if (begin.Value is { } after)
        {
            batches = batches.Where(b => b.Id < after.Id);
        }

        var rows = await batches.OrderByDescending(b => b.Id).Take(limit + 1).ToListAsync(cancellation);
        var part = Place.Cut(List, rows, limit, b => new Place("", b.Id));
        return new Slice<MappingBatchView>([.. part.Items.Select(MappingBatchView.Of)], part.Next);
    }

    /// <returns>Refused: not_found.</returns>
    public async Task<Outcome<MappingBatchDetail>> BatchAsync(Caller caller, long batchId, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        if (await db.MappingBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == batchId, cancellation) is not { } batch)
        {
            return Refusal.NotFound("decision");
        }

        var variations = await db.VariationDecisions.AsNoTracking().Where(d => d.BatchId == batchId)
            .OrderBy(d => d.Id).Take(MostRows).ToListAsync(cancellation);
        var items = await db.ItemDecisions.AsNoTracking().Where(d => d.BatchId == batchId && d.Kind != ItemDecisionKind.Restocked)
            .OrderBy(d => d.Id).Take(MostRows).ToListAsync(cancellation);
        var ids = variations.SelectMany(d => d.LinksBefore.Concat(d.LinksAfter)).Select(l => l.StockItemId)
            .Concat(items.Select(d => d.StockItemId)).Concat(items.Select(d => d.OtherItemId ?? 0)).Distinct().ToArray();
        var skus = await db.StockItems.Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.MasterSku, cancellation);
        return new MappingBatchDetail(MappingBatchView.Of(batch), [.. items.Select(d => Row(d, skus)), .. variations.Select(d => Row(d, skus))]);
    }

    /// <returns>Refused: not_found, cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<LinkPeriod>>> OfVariationAsync(
        Caller caller, long variationId, string? cursor, int limit, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        return await db.Variations.AnyAsync(v => v.Id == variationId, cancellation)
            ? await PeriodsAsync(db, db.SkuLinks.Where(l => l.VariationId == variationId), cursor, limit, cancellation)
            : Refusal.NotFound("variation");
    }

    /// <returns>Of all variations of a listing. Refused: not_found, cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<LinkPeriod>>> OfListingAsync(
        Caller caller, long listingId, string? cursor, int limit, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var variations = db.Variations.Where(v => v.ListingId == listingId).Select(v => v.Id);
        return await db.Listings.AnyAsync(l => l.Id == listingId, cancellation)
            ? await PeriodsAsync(db, db.SkuLinks.Where(l => variations.Contains(l.VariationId)), cursor, limit, cancellation)
            : Refusal.NotFound("listing");
    }

    /// <returns>Refused: not_found, cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<LinkPeriod>>> OfStockItemAsync(
        Caller caller, long stockItemId, string? cursor, int limit, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        return await db.StockItems.AnyAsync(i => i.Id == stockItemId, cancellation)
            ? await PeriodsAsync(db, db.SkuLinks.Where(l => l.StockItemId == stockItemId), cursor, limit, cancellation)
            : Refusal.NotFound("stock item");
    }

    private static async Task<Outcome<Slice<LinkPeriod>>> PeriodsAsync(
        QuaysideDb db, IQueryable<SkuLink> links, string? cursor, int limit, CancellationToken cancellation)
    {
        var begin = Place.Read(Periods, cursor, limit);
        if (begin.Refusal is { } refusal)
        {
            return refusal;
        }

        if (begin.Value is { } after)
        {
            links = links.Where(l => l.Id < after.Id);
        }

        var rows = await (
            from link in links.OrderByDescending(l => l.Id).Take(limit + 1)
            join item in db.StockItems on link.StockItemId equals item.Id
            join batch in db.MappingBatches on link.BatchId equals batch.Id into batches
            from batch in batches.DefaultIfEmpty()
            orderby link.Id descending
            select new LinkPeriod(
                link.Id, link.VariationId, link.StockItemId, item.MasterSku, link.Quantity, link.IsComponent, link.Origin, link.BatchId,
                batch == null ? null : batch.UndoneAt, batch != null && (batch.Origin == MappingOrigin.Sync || batch.Origin == MappingOrigin.Catalogue), link.LinkedAt, link.LinkedBy, link.EndedAt, link.EndedBy)).ToListAsync(cancellation);
        return Place.Cut(Periods, rows, limit, p => new Place("", p.Id));
    }

    private static MappingRowView Row(VariationDecision decision, Dictionary<long, string> skus) => new(
        decision.VariationId, decision.LinksAfter is [var first, ..] ? first.StockItemId : null,
        $"{Names(decision.LinksBefore, skus)} → {Names(decision.LinksAfter, skus)}", decision.UndoneAt);

    private static MappingRowView Row(ItemDecision decision, Dictionary<long, string> skus) => new(
        null, decision.StockItemId, decision.Kind switch
        {
            ItemDecisionKind.Merged => $"{skus[decision.StockItemId]} became part of {skus[decision.OtherItemId!.Value]}",
            ItemDecisionKind.SplitOff => $"{skus[decision.StockItemId]} was split from {skus[decision.OtherItemId!.Value]}",
            _ => $"{decision.MasterSkuBefore} was renamed {decision.MasterSkuAfter}",
        },
        decision.UndoneAt);

    private static string Names(List<LinkedThen> links, Dictionary<long, string> skus) => links.Count == 0
        ? "not linked"
        : string.Join(" + ", links.Select(l => l.Quantity == 1 ? skus[l.StockItemId] : $"{Ui.Figures.Pieces(l.Quantity)} × {skus[l.StockItemId]}"));
}

/// <param name="Who">null where a sync did it.</param>
/// <param name="Changes">How many variations and items it changed.</param>
/// <param name="UndoneAt">When all of it was undone that nobody had changed since; null while any of it holds that can be.</param>
public record MappingBatchView(
    long Id, DateTimeOffset At, string? Who, MappingOrigin Origin, long? StoreId, string Text, OpenOrders OpenOrders,
    int Changes, DateTimeOffset? UndoneAt, string? UndoneBy)
{
    internal static MappingBatchView Of(MappingBatch batch) => new(
        batch.Id, batch.At, batch.Who, batch.Origin, batch.StoreId, batch.Text, batch.OpenOrders, batch.Changes, batch.UndoneAt, batch.UndoneBy);
}

/// <param name="Rows">What it changed, the first 500 variations and items; none where a sync linked.</param>
public sealed record MappingBatchDetail(MappingBatchView Batch, IReadOnlyList<MappingRowView> Rows) : MappingBatchView(Batch)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public MappingBatchView Batch { get; } = Batch;
}

/// <param name="VariationId">The variation that was linked otherwise; null where the item itself was merged, split off or renamed.</param>
public sealed record MappingRowView(long? VariationId, long? StockItemId, string Text, DateTimeOffset? UndoneAt);

/// <summary>From when to when a variation was sold from an item.</summary>
/// <param name="Kit">The variation was made of other items too.</param>
/// <param name="BatchId">The decision that it held by.</param>
/// <param name="BatchUndoneAt">When that was undone; null while it holds.</param>
/// <param name="BatchBySync">That was a sync's or an own catalogue's, which may have linked many others too.</param>
/// <param name="EndedAt">null while it is so.</param>
public sealed record LinkPeriod(
    long Id, long VariationId, long StockItemId, string MasterSku, decimal Quantity, bool Kit, LinkOrigin Origin, long? BatchId,
    DateTimeOffset? BatchUndoneAt, bool BatchBySync, DateTimeOffset LinkedAt, string? LinkedBy, DateTimeOffset? EndedAt, string? EndedBy);
