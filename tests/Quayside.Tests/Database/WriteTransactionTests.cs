using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Database;

public sealed class WriteTransactionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_a_transaction_that_says_so_does_not_wait_for_the_disk()
    {
        Assert.SkipWhen(database.Engine == TestEngine.Sqlite, "SQLite waits for the disk when its log is folded into the file.");
        using var databases = TestDatabase.Open(database.Engine, $"{database.ConnectionString};Options=-c synchronous_commit=on;Maximum Pool Size=1");

        Assert.Equal(["off", "on"], [await WaitsAsync(databases, isRepeatable: true), await WaitsAsync(databases, isRepeatable: false)]);
    }

    private static async Task<string> WaitsAsync(Databases databases, bool isRepeatable)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, 0, Cancellation);
        if (isRepeatable)
        {
            await write.NeedNotWaitForDiskAsync(Cancellation);
        }

        var waits = await write.Db.Database.SqlQuery<string>($"""SELECT current_setting('synchronous_commit') AS "Value" """).SingleAsync(Cancellation);
        await write.CommitAsync(Cancellation);
        return waits;
    }
}
