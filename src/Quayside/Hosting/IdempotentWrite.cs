using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Hosting;

/// <summary>Answers a write that carries an Idempotency-Key once: a repeat gets the first answer again, also while that is still being made.</summary>
/// <remarks>An answer is kept for a day. A failure (5xx) is not kept, and a write that a dead process left open is free again: at
/// once on SQLite, which has one process, else after <see cref="Abandoned"/>. What it calls is safe to repeat by itself (one seller
/// is one store, one session runs at a time).</remarks>
internal sealed class IdempotentWrite(RequestDelegate next, Databases databases, TimeProvider clock)
{
    public const string Header = "Idempotency-Key";
    public static readonly Marked Mark = new();

    private const int LongestKey = 200;
    private const int LargestBody = 1024 * 1024;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<(long Organisation, string Key), byte> _mine = new();

    public async Task InvokeAsync(HttpContext context)
    {
        var key = context.Request.Headers[Header].ToString();
        if (key.Length == 0 || context.GetEndpoint()?.Metadata.GetMetadata<Marked>() is null || CallerClaims.Read(context.User) is not { } caller)
        {
            await next(context);
            return;
        }

        if (key.Length > LongestKey)
        {
            await Problems.WriteAsync(context, new Refusal("idempotency.key_too_long", $"{Header} may have {LongestKey} letters."));
            return;
        }

        var hash = await HashAsync(context);
        var deadline = clock.GetUtcNow() + Patience;
        while (!await BeginAsync(caller.OrganisationId, key, hash, context.RequestAborted))
        {
            var earlier = await FindAsync(caller.OrganisationId, key, context.RequestAborted);
            if (earlier is not null && await AnsweredAsync(context, earlier, hash))
            {
                return;
            }

            if (clock.GetUtcNow() > deadline)
            {
                await Problems.WriteAsync(context, new Refusal(
                    "idempotency.in_progress", "The first request with this key is still being answered. Ask again later."));
                return;
            }

            await Task.Delay(Poll, clock, context.RequestAborted);
        }

        await FirstAsync(context, caller.OrganisationId, key);
    }

    private static async Task<bool> AnsweredAsync(HttpContext context, IdempotentAnswer earlier, byte[] hash)
    {
        if (!earlier.RequestHash.AsSpan().SequenceEqual(hash))
        {
            await Problems.WriteAsync(context, new Refusal(
                "idempotency.key_reused", $"This {Header} was used for another request. Make a new one for each request."));
            return true;
        }

        if (earlier.Status is not { } status)
        {
            return false;
        }

        context.Response.StatusCode = status;
        context.Response.Headers["Idempotency-Replayed"] = "true";
        context.Response.Headers.Location = earlier.Location;
        if (earlier.Body is { Length: > 0 } body)
        {
            context.Response.ContentType = status < 400 ? "application/json; charset=utf-8" : "application/problem+json";
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }

        return true;
    }

    private static async Task<byte[]> HashAsync(HttpContext context)
    {
        var request = context.Request;
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = LargestBody;
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}{request.QueryString}\n"));
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        hash.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));
        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }

    private async Task FirstAsync(HttpContext context, long organisationId, string key)
    {
        var wire = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        var isAnswered = false;
        try
        {
            await next(context);
            isAnswered = context.Response.StatusCode < 500;
        }
        finally
        {
            context.Response.Body = wire;
            await EndAsync(organisationId, key, isAnswered ? context.Response : null, answer.ToArray());
        }

        answer.Position = 0;
        await answer.CopyToAsync(wire, context.RequestAborted);
    }

    /// <returns>false when another request has the key.</returns>
    private async Task<bool> BeginAsync(long organisationId, string key, byte[] hash, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (old, abandoned) = (now - Kept, databases.IsSqlite ? now.AddMilliseconds(1) : now - Abandoned);
        await using var write = await WriteTransaction.BeginAsync(databases, organisationId, cancellation);
        var isMine = _mine.ContainsKey((organisationId, key));
        await write.Db.IdempotentAnswers
            .Where(a => a.At < old || (a.Key == key && a.Status == null && a.At < abandoned && !isMine))
            .ExecuteDeleteAsync(cancellation);
        var added = await write.Db.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO idempotent_answers (organisation_id, key, request_hash, at)
             VALUES ({organisationId}, {key}, {hash}, {now.ToUnixTimeMilliseconds()}) ON CONFLICT DO NOTHING
             """,
            cancellation);
        await write.CommitAsync(cancellation);
        return added == 1 && _mine.TryAdd((organisationId, key), 0);
    }

    // Not cancelled with the request: whoever asks again must meet what was done.
    private async Task EndAsync(long organisationId, string key, HttpResponse? answer, byte[] body)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, organisationId, CancellationToken.None);
        var row = write.Db.IdempotentAnswers.Where(a => a.Key == key);
        if (answer is null)
        {
            await row.ExecuteDeleteAsync(CancellationToken.None);
        }
        else
        {
            int? status = answer.StatusCode;
            var location = answer.Headers.Location.FirstOrDefault();
            await row.ExecuteUpdateAsync(
                set => set.SetProperty(a => a.Status, status).SetProperty(a => a.Body, body).SetProperty(a => a.Location, location),
                CancellationToken.None);
        }

        await write.CommitAsync(CancellationToken.None);
        _mine.TryRemove((organisationId, key), out _);
    }

    private async Task<IdempotentAnswer?> FindAsync(long organisationId, string key, CancellationToken cancellation)
    {
        await using var db = databases.Open(organisationId);
        return await db.IdempotentAnswers.AsNoTracking().SingleOrDefaultAsync(a => a.Key == key, cancellation);
    }

    internal sealed class Marked;
}
