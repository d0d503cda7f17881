using Microsoft.EntityFrameworkCore;

namespace Quayside.Tests.Harness;

/// <summary>The one place that says how an empty database gets Quayside's tables.</summary>
internal static class TestSchema
{
    public static async Task ApplyAsync(TestEngine engine, string connectionString, CancellationToken cancellation)
    {
        using var databases = TestDatabase.Open(engine, connectionString);
        await using var db = databases.OpenForNobody();
        await db.Database.MigrateAsync(cancellation);
    }
}
