using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Time.Testing;
using Quayside.Database;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Database;

public sealed class SchemaTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private readonly string _backups = Directory.CreateTempSubdirectory("quayside-backups-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_backups, recursive: true);

    [Fact]
    public async Task The_model_has_its_migrations()
    {
        using var databases = TestDatabase.Open(database.Engine, database.ConnectionString);
        await using var db = databases.OpenForNobody();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Bringing_up_to_date_what_is_up_to_date_changes_and_copies_nothing()
    {
        using var databases = TestDatabase.Open(database.Engine, database.ConnectionString);

        Assert.True(await Schema.IsUpToDateAsync(databases, Cancellation));
        Assert.Null(await Schema.BringUpToDateAsync(databases, _backups, TimeProvider.System, Cancellation));
        Assert.Empty(Directory.GetFiles(_backups));
    }

    [Fact]
    public async Task An_empty_database_gets_its_tables()
    {
        using var databases = TestDatabase.Open(database.Engine, await database.NewEmptyAsync());
        Assert.False(await Schema.IsUpToDateAsync(databases, Cancellation));

        await Schema.BringUpToDateAsync(databases, _backups, TimeProvider.System, Cancellation);

        Assert.True(await Schema.IsUpToDateAsync(databases, Cancellation));
    }

    [Fact]
    public async Task An_older_database_is_copied_before_its_tables_change()
    {
        var empty = await database.NewEmptyAsync();
        using var databases = TestDatabase.Open(database.Engine, empty);
        await using (var db = databases.OpenForNobody())
        {
            await db.GetService<IMigrator>().MigrateAsync("Ground", Cancellation);
        }

        var copy = await Schema.BringUpToDateAsync(databases, _backups, TimeProvider.System, Cancellation);

        Assert.True(await Schema.IsUpToDateAsync(databases, Cancellation));
        Assert.Equal(database.Engine == TestEngine.Sqlite, File.Exists(copy));
    }

    [Fact]
    public async Task A_carrier_of_an_older_database_can_be_read_and_changed()
    {
        using var databases = TestDatabase.Open(database.Engine, await database.NewEmptyAsync());
        await using (var db = databases.OpenForNobody())
        {
            await db.GetService<IMigrator>().MigrateAsync("Ground", Cancellation);
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO carriers (id, organisation_id, name, name_key, source) VALUES (1, 7, 'Post', 'post', 'Channel')", Cancellation);
        }

        await Schema.BringUpToDateAsync(databases, _backups, TimeProvider.System, Cancellation);

        await using var read = databases.Open(7);
        var carrier = await read.Carriers.SingleAsync(Cancellation);
        Assert.Equal((0, 0), (carrier.Regions.Count, carrier.ApartFrom.Count));
    }

    [Fact]
    public async Task The_last_three_copies_are_kept_and_hold_the_rows()
    {
        Assert.SkipWhen(database.Engine == TestEngine.Postgres, "Only a SQLite file is copied; PostgreSQL has its own back-ups.");
        using var databases = TestDatabase.Open(database.Engine, await database.NewAsync());
        var seeds = await Seeds.NewOrganisationAsync(databases);
        var clock = new FakeTimeProvider(Seeds.Then);
        var made = new List<string>();
        for (var n = 0; n < 5; n++)
        {
            await using var db = databases.OpenForNobody();
            made.Add(await Schema.BackUpAsync(db, _backups, clock, Cancellation));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(made[2..], Directory.GetFiles(_backups).Order(StringComparer.Ordinal));
        using var copy = Databases.Sqlite(made[4]);
        await using var read = copy.OpenForNobody();
        Assert.Equal(seeds.Caller.OrganisationId, (await read.Organisations.SingleAsync(Cancellation)).Id);
    }
}
