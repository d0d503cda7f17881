using System.Text;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Stores;

/// <param name="Reason">Why it could not be read or kept, in words.</param>
/// <param name="Raw">What the channel sent.</param>
public sealed record QuarantinedView(long Id, StageName Stage, string ChannelId, string Reason, string Raw, DateTimeOffset At);

/// <summary>Which records of a store are kept apart, first found first, a part at a time.</summary>
public sealed class FindQuarantine(Databases databases)
{
    /// <returns>Refused: not_found (the store), cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<QuarantinedView>>> RunAsync(
        Caller caller, long storeId, string? cursor, int limit, CancellationToken cancellation)
    {
        var list = $"quarantine.{storeId}";
        var begin = Place.Read(list, cursor, limit);
        if (begin.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        if (!await db.Stores.AnyAsync(s => s.Id == storeId, cancellation))
        {
            return Refusal.NotFound("store");
        }

        var records = db.Quarantine.AsNoTracking().Where(r => r.StoreId == storeId);
        if (begin.Value is { } after)
        {
            records = records.Where(r => r.Id > after.Id);
        }

        var rows = await records.OrderBy(r => r.Id).Take(limit + 1).ToListAsync(cancellation);
        var views = rows.ConvertAll(r => new QuarantinedView(
            r.Id, r.Stage, r.ChannelId, r.Reason, Encoding.UTF8.GetString(Packed.Unpack(r.Raw)), r.At));
        return Place.Cut(list, views, limit, r => new Place("", r.Id));
    }
}
