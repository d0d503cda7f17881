using Quayside.Database;

namespace Quayside.Organisations;

/// <summary>Notes who did what, in the transaction that does it.</summary>
internal static class Audit
{
    public static void Add(QuaysideDb db, Caller caller, string what, string text, DateTimeOffset at, long? storeId = null) =>
        db.Audit.Add(new AuditEntry
        {
            OrganisationId = caller.OrganisationId,
            At = at,
            Who = caller.Name,
            What = what,
            Text = text,
            StoreId = storeId,
        });
}
