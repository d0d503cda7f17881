using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Tests.Harness;

/// <summary>A new organisation and its owner's key, made in the database beside a running program.</summary>
internal static class OwnersKey
{
    /// <param name="folder">The program's data folder.</param>
    /// <param name="postgres">The connection string it was started with; null where it runs on SQLite.</param>
    public static async Task<string> MakeAsync(DirectoryInfo folder, string? postgres, string organisation = "Seller")
    {
        using var databases = postgres is null ? Databases.Sqlite(Path.Combine(folder.FullName, "quayside.db")) : Databases.Postgres(postgres);
        return (await MakeAsync(databases, organisation)).Key;
    }

    public static async Task<(long Organisation, string Key)> MakeAsync(Databases databases, string organisation = "Seller")
    {
        var cancellation = TestContext.Current.CancellationToken;
        var row = new Organisation { Name = organisation, CreatedAt = TimeProvider.System.GetUtcNow() };
        await using (var db = databases.OpenForNobody())
        {
            db.Add(row);
            await db.SaveChangesAsync(cancellation);
        }

        var owner = new Caller(row.Id, Role.Owner, "test");
        return (row.Id, (await new ManageApiKeys(databases, TimeProvider.System).CreateAsync(owner, "test", Role.Owner, cancellation)).Value!.Key);
    }
}
