using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace Quayside.Benchmarks;

/// <summary>The measure: the rows a sync left behind, written as fast as the database takes them into the same empty tables.</summary>
/// <remarks>One transaction; a prepared statement on SQLite, binary COPY on PostgreSQL. Reading them beforehand is not counted.</remarks>
internal static class RawWrite
{
    public static async Task<RawFigures> MeasureAsync(Place from, BenchOptions options, string? server)
    {
        var tables = await ReadAsync(from);
        GC.Collect();
        await using var to = await Place.CreateAsync(options, server);
        await to.MigrateAsync();
        using var databases = to.Open();
        await using var db = databases.OpenForNobody();
        await db.Database.OpenConnectionAsync();
        var begin = Stopwatch.GetTimestamp();
        if (db.Database.GetDbConnection() is NpgsqlConnection postgres)
        {
            await CopyAsync(postgres, tables);
        }
        else
        {
            Insert((SqliteConnection)db.Database.GetDbConnection(), tables);
        }

        return new RawFigures(Stopwatch.GetElapsedTime(begin), tables.Sum(t => t.Rows.Count));
    }

    private static async Task<List<Table>> ReadAsync(Place from)
    {
        using var databases = from.Open();
        await using var db = databases.OpenForNobody();
        await db.Database.OpenConnectionAsync();
        var tables = new List<Table>();
        foreach (var type in ParentsFirst(db.Model))
        {
            tables.Add(await ReadAsync(db.Database.GetDbConnection(), type));
        }

        return tables;
    }

    private static async Task<Table> ReadAsync(DbConnection connection, IEntityType type)
    {
        var columns = type.GetProperties().Select(p => p.GetColumnName()).ToArray();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(Quoted))} FROM {Quoted(type.GetTableName()!)}";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[columns.Length];
            reader.GetValues(row);
            rows.Add(row);
        }

        return new Table(type.GetTableName()!, columns, rows);
    }

    private static List<IEntityType> ParentsFirst(IModel model)
    {
        var ordered = new List<IEntityType>();
        var waiting = model.GetEntityTypes().Where(t => t.GetTableName() is not null).ToList();
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(t => t.GetForeignKeys().All(k => k.PrincipalEntityType == t || ordered.Contains(k.PrincipalEntityType))).ToList();
            ordered.AddRange(ready);
            waiting.RemoveAll(ready.Contains);
        }

        return ordered;
    }

    private static void Insert(SqliteConnection connection, List<Table> tables)
    {
        using var transaction = connection.BeginTransaction();
        foreach (var table in tables)
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            var names = table.Columns.Select((_, i) => $"@p{i}").ToArray();
            command.CommandText = $"INSERT INTO {Quoted(table.Name)} ({table.ColumnList}) VALUES ({string.Join(", ", names)})";
            var parameters = names.Select(name => command.Parameters.Add(new SqliteParameter { ParameterName = name })).ToArray();
            command.Prepare();
            foreach (var row in table.Rows)
            {
                for (var i = 0; i < parameters.Length; i++)
                {
                    parameters[i].Value = row[i];
                }

                command.ExecuteNonQuery();
            }
        }

        transaction.Commit();
    }

    private static async Task CopyAsync(NpgsqlConnection connection, List<Table> tables)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var table in tables)
        {
            await using var copy = await connection.BeginBinaryImportAsync(
                $"COPY {Quoted(table.Name)} ({table.ColumnList}) FROM STDIN (FORMAT BINARY)");
            foreach (var row in table.Rows)
            {
                await copy.StartRowAsync();
                foreach (var value in row)
                {
                    await WriteAsync(copy, value);
                }
            }

            await copy.CompleteAsync();
        }

        await transaction.CommitAsync();
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, object value) => value switch
    {
        DBNull => copy.WriteNullAsync(),
        long number => copy.WriteAsync(number, NpgsqlDbType.Bigint),
        int number => copy.WriteAsync(number, NpgsqlDbType.Integer),
        string text => copy.WriteAsync(text, NpgsqlDbType.Text),
        bool flag => copy.WriteAsync(flag, NpgsqlDbType.Boolean),
        byte[] bytes => copy.WriteAsync(bytes, NpgsqlDbType.Bytea),
        _ => throw new NotSupportedException($"No way to write a {value.GetType().Name}."),
    };

    private static string Quoted(string name) => $"\"{name}\"";

    private sealed record Table(string Name, string[] Columns, List<object[]> Rows)
    {
        public string ColumnList => string.Join(", ", Columns.Select(Quoted));
    }
}

internal sealed record RawFigures(TimeSpan Took, long Rows)
{
    public double RowsPerSecond => Rows / Took.TotalSeconds;
}
