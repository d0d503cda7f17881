using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;

namespace Quayside.Stores.Webhooks;

/// <summary>A genuine message that names something of a store.</summary>
/// <param name="Content">SHA-256 of its body, in hex.</param>
public sealed record ArrivedMessage(
    long OrganisationId, long StoreId, string Content, DateTimeOffset At, IReadOnlyList<(WebhookSubject Subject, string ChannelId)> Things)
{
    internal TaskCompletionSource Kept { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Writes what messages name into the table where it waits to be read again. Messages that arrive together share a transaction,
/// so that a flood of them does not take SQLite's one place to write from everybody else.</summary>
public sealed partial class HintInbox(Databases databases, ILogger<HintInbox> log) : BackgroundService
{
    private const int Together = 500;
    private const int MostWaiting = 5000;

    private readonly Channel<ArrivedMessage> _arrived = Channel.CreateBounded<ArrivedMessage>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>Returns once the message is safe from a kill.</summary>
    /// <returns>false when too many wait already; nothing was kept.</returns>
    public async Task<bool> KeepAsync(ArrivedMessage message, CancellationToken cancellation)
    {
        if (!_arrived.Writer.TryWrite(message))
        {
            return false;
        }

        await message.Kept.Task.WaitAsync(cancellation);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _arrived.Reader.WaitToReadAsync(stoppingToken))
        {
            var batch = new List<ArrivedMessage>();
            while (batch.Count < Together && _arrived.Reader.TryRead(out var message))
            {
                batch.Add(message);
            }

            foreach (var organisation in batch.GroupBy(m => m.OrganisationId))
            {
                await KeepAsync(organisation.Key, [.. organisation]);
            }
        }
    }

    private async Task KeepAsync(long organisationId, List<ArrivedMessage> messages)
    {
        try
        {
            await using var write = await WriteTransaction.BeginAsync(databases, organisationId, CancellationToken.None);

            // Always in the same order, so that two processes do not wait for each other's rows.
            foreach (var store in messages.GroupBy(m => m.StoreId).OrderBy(g => g.Key))
            {
                await KeepAsync(write.Db, [.. store]);
            }

            await write.CommitAsync(CancellationToken.None);
            messages.ForEach(m => m.Kept.SetResult());
        }
#pragma warning disable CA1031 // Whoever waits for these messages is told; the next ones must not wait for a loop that ended.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            NotKept(failure, messages.Count);
            messages.ForEach(m => m.Kept.SetException(failure));
        }
    }

    private static async Task KeepAsync(QuaysideDb db, List<ArrivedMessage> messages)
    {
        // First, so that a run that forgets hints of this store waits here and nowhere else. Due now, or when the pause after the last
        // reading is over; the count tells a run that more came while it read.
        var now = messages.Max(m => m.At);
        var (storeId, count) = (messages[0].StoreId, (long)messages.Count);
        var milliseconds = now.ToUnixTimeMilliseconds();
        await db.Database.ExecuteSqlAsync(
            $"""
             UPDATE store_webhooks SET deliveries = deliveries + {count}, last_delivery_at = {milliseconds},
                 hints_at = CASE
                     WHEN hints_at IS NOT NULL AND hints_at <= (CASE WHEN not_before > {milliseconds} THEN not_before ELSE {milliseconds} END) THEN hints_at
                     WHEN not_before > {milliseconds} THEN not_before
                     ELSE {milliseconds} END
             WHERE store_id = {storeId}
             """);

        var things = messages
            .SelectMany(m => m.Things, (m, thing) => (thing.Subject, thing.ChannelId, m.Content, m.At))
            .GroupBy(t => (t.Subject, t.ChannelId)).Select(g => g.Last())
            .OrderBy(t => t.Subject).ThenBy(t => t.ChannelId, StringComparer.Ordinal);
        foreach (var (subject, channelId, content, at) in things)
        {
            await KeepAsync(db, messages[0], subject, channelId, content, at);
        }
    }

    // The same content as last time is a double, or a replay: there is nothing in it that was not read.
    private static Task<int> KeepAsync(
        QuaysideDb db, ArrivedMessage of, WebhookSubject subject, string channelId, string content, DateTimeOffset at)
    {
        var (word, milliseconds) = (subject.ToString(), at.ToUnixTimeMilliseconds());
        return db.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO webhook_hints (store_id, subject, channel_id, organisation_id, content, version, waiting_since, last_at)
             VALUES ({of.StoreId}, {word}, {channelId}, {of.OrganisationId}, {content}, 1, {milliseconds}, {milliseconds})
             ON CONFLICT (store_id, subject, channel_id) DO UPDATE SET content = excluded.content, version = webhook_hints.version + 1,
                 waiting_since = COALESCE(webhook_hints.waiting_since, excluded.waiting_since), last_at = excluded.last_at
             WHERE webhook_hints.content <> excluded.content
             """);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} messages of shops could not be kept; the shops are told so")]
    private partial void NotKept(Exception cause, int count);
}
