using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;

namespace Quayside.Stores.Sync;

/// <summary>Writes pages of one stage: their rows, what had to be quarantined, the pages themselves and the cursor behind them,
/// all in one transaction.</summary>
internal sealed class StageWriter<T>(RunContext run, StagePlan<T> plan, StageProgress progress)
    where T : class
{
    private bool? _hasQuarantine;

    public async Task WriteAsync(IReadOnlyList<FetchedPage<T>> pages, CancellationToken cancellation)
    {
        var before = progress.Snapshot();
        foreach (var page in pages)
        {
            progress.Add(page.Asked, page.Page);
        }

        try
        {
            await WriteTogetherAsync(pages, cancellation);
        }
        catch (Exception cause) when (IsOfTheRecord(cause))
        {
            progress.Restore(before);
            await WriteOneByOneAsync(pages, cancellation);
        }
    }

    /// <summary>Writes records that belong to no page, such as ones read again alone.</summary>
    public async Task WriteRecordsAsync(IReadOnlyList<Record<T>> records, CancellationToken cancellation)
    {
        foreach (var record in records)
        {
            await WriteOneAsync(record, cancellation);
        }
    }

    /// <summary>As <see cref="WriteRecordsAsync"/>, in one transaction where no record stands in the way.</summary>
    public async Task WriteTogetherAsync(IReadOnlyList<Record<T>> records, CancellationToken cancellation)
    {
        try
        {
            await using var write = await run.BeginAsync(cancellation);
            await KeepAsync(write.Db, [.. records], cancellation);
            await write.CommitAsync(cancellation);
        }
        catch (Exception cause) when (IsOfTheRecord(cause))
        {
            await WriteRecordsAsync(records, cancellation);
        }
    }

    private async Task WriteTogetherAsync(IReadOnlyList<FetchedPage<T>> pages, CancellationToken cancellation)
    {
        var records = pages.SelectMany(p => p.Page.Records).ToList();
        await using var write = await run.BeginAsync(cancellation);
        await write.NeedNotWaitForDiskAsync(cancellation);
        await KeepAsync(write.Db, records, cancellation);
        await FinishAsync(write, pages, cancellation);
    }

    // One record that no table takes (a character, a number out of range) must not hold up the thousands beside it.
    private async Task WriteOneByOneAsync(IReadOnlyList<FetchedPage<T>> pages, CancellationToken cancellation)
    {
        await WriteRecordsAsync([.. pages.SelectMany(p => p.Page.Records)], cancellation);
        foreach (var page in pages)
        {
            progress.Add(page.Asked, page.Page);
        }

        await using var last = await run.BeginAsync(cancellation);
        await FinishAsync(last, pages, cancellation);
    }

    private async Task WriteOneAsync(Record<T> record, CancellationToken cancellation)
    {
        try
        {
            await using var write = await run.BeginAsync(cancellation);
            await KeepAsync(write.Db, [record], cancellation);
            await write.CommitAsync(cancellation);
        }
        catch (Exception cause) when (IsOfTheRecord(cause))
        {
            await using var write = await run.BeginAsync(cancellation);
            var problem = "It holds a character or a number that cannot be stored. Correct it in the shop and retry.";
            await QuarantineAsync(write.Db, [record with { Value = null, Problem = problem }], cancellation);
            await write.CommitAsync(cancellation);
        }
    }

    private static bool IsOfTheRecord(Exception cause) =>
        cause is DbException or DbUpdateException or OverflowException or EncoderFallbackException;

    private async Task KeepAsync(QuaysideDb db, List<Record<T>> records, CancellationToken cancellation)
    {
        var readable = records.Where(r => r.Value is not null).ToList();
        var result = readable.Count == 0 ? ImportResult.Nothing : await plan.Import(db, readable, cancellation);
        var problems = result.Problems.ToDictionary(p => p.ChannelId, p => p.Reason, StringComparer.Ordinal);
        var refused = records
            .Select(r => r.Value is null ? r : problems.TryGetValue(r.ChannelId, out var reason) ? r with { Problem = reason } : null)
            .OfType<Record<T>>()
            .ToList();
        await ReleaseAsync(db, readable.Where(r => !problems.ContainsKey(r.ChannelId)), cancellation);
        await QuarantineAsync(db, refused, cancellation);
        run.Changed += result.Changed;
        progress.CountChanged(result.Changed);
        progress.CountStored(readable.Where(r => !problems.ContainsKey(r.ChannelId)).Sum(r => r.CountedIds.Count));
    }

    private async Task QuarantineAsync(QuaysideDb db, List<Record<T>> refused, CancellationToken cancellation)
    {
        if (refused.Count == 0)
        {
            return;
        }

        _hasQuarantine = true;
        var ids = refused.Select(r => r.ChannelId).ToList();
        var known = await db.Quarantine
            .Where(q => q.StoreId == run.Target.StoreId && q.Stage == plan.Name && ids.Contains(q.ChannelId))
            .ToDictionaryAsync(q => q.ChannelId, cancellation);
        foreach (var record in refused.DistinctBy(r => r.ChannelId))
        {
            var raw = Packed.Pack(record.Raw.Span);
            if (known.TryGetValue(record.ChannelId, out var row))
            {
                (row.Reason, row.Raw) = (record.Problem!, row.Raw.AsSpan().SequenceEqual(raw) ? row.Raw : raw);
                continue;
            }

            db.Quarantine.Add(new QuarantinedRecord
            {
                OrganisationId = run.Target.OrganisationId,
                StoreId = run.Target.StoreId,
                Stage = plan.Name,
                ChannelId = record.ChannelId,
                Reason = record.Problem!,
                Raw = raw,
                At = run.Clock.GetUtcNow(),
            });
        }

        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
    }

    private async Task ReleaseAsync(QuaysideDb db, IEnumerable<Record<T>> stored, CancellationToken cancellation)
    {
        _hasQuarantine ??= await db.Quarantine.AnyAsync(q => q.StoreId == run.Target.StoreId && q.Stage == plan.Name, cancellation);
        if (_hasQuarantine.Value)
        {
            var ids = stored.SelectMany(r => r.CountedIds.Append(r.ChannelId)).Distinct().ToList();
            await db.Quarantine
                .Where(q => q.StoreId == run.Target.StoreId && q.Stage == plan.Name && ids.Contains(q.ChannelId))
                .ExecuteDeleteAsync(cancellation);
        }
    }

    private async Task FinishAsync(WriteTransaction write, IReadOnlyList<FetchedPage<T>> pages, CancellationToken cancellation)
    {
        var quarantined = _hasQuarantine is true
            ? await write.Db.Quarantine.CountAsync(q => q.StoreId == run.Target.StoreId && q.Stage == plan.Name, cancellation)
            : 0;
        progress.SavePages(write.Db, run, pages, plan.IsLook);
        var last = pages[^1].Page;
        await progress.SaveAsync(write.Db, run, last.Cursor, last.More, quarantined, cancellation);
        await write.CommitAsync(cancellation);
        run.Tell();
    }
}
