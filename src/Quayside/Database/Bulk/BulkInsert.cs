using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Quayside.Database.Bulk;

/// <summary>Writes many new rows the way each database likes best: one prepared statement on SQLite, binary COPY on PostgreSQL.</summary>
/// <remarks>Inside the context's open transaction. A row that breaks a constraint fails the whole call.</remarks>
internal static class BulkInsert
{
    public static async Task InsertManyAsync<T>(this QuaysideDb db, IReadOnlyCollection<T> rows, CancellationToken cancellation)
        where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        var shape = RowShape<T>.Of(db);
        switch (db.Database.GetDbConnection())
        {
            case SqliteConnection sqlite:
                SqliteInsert.Write(sqlite, shape, rows, cancellation);
                break;
            case NpgsqlConnection postgres:
                await CopyAsync(postgres, shape, rows, cancellation);
                break;
            case var other:
                throw new NotSupportedException($"No bulk insert for {other.GetType().Name}.");
        }
    }

    private static async Task CopyAsync<T>(
        NpgsqlConnection connection, RowShape<T> shape, IEnumerable<T> rows, CancellationToken cancellation)
        where T : class
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY {shape.Table} ({string.Join(", ", shape.Columns)}) FROM STDIN (FORMAT BINARY)", cancellation);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);
            for (var i = 0; i < shape.Columns.Length; i++)
            {
                await WriteAsync(copy, shape.Value(row, i), cancellation);
            }
        }

        await copy.CompleteAsync(cancellation);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, object? value, CancellationToken cancellation) => value switch
    {
        null => copy.WriteNullAsync(cancellation),
        long number => copy.WriteAsync(number, NpgsqlDbType.Bigint, cancellation),
        int number => copy.WriteAsync(number, NpgsqlDbType.Integer, cancellation),
        string text => copy.WriteAsync(text, NpgsqlDbType.Text, cancellation),
        bool flag => copy.WriteAsync(flag, NpgsqlDbType.Boolean, cancellation),
        byte[] bytes => copy.WriteAsync(bytes, NpgsqlDbType.Bytea, cancellation),
        _ => throw new NotSupportedException($"No column type for {value.GetType().Name}."),
    };
}
