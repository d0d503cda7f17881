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
        var types = shape.ProviderTypes.Select(PostgresType).ToArray();
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY {shape.Table} ({string.Join(", ", shape.Columns)}) FROM STDIN (FORMAT BINARY)", cancellation);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);
            for (var i = 0; i < types.Length; i++)
            {
                if (shape.Value(row, i) is { } value)
                {
                    await copy.WriteAsync(value, types[i], cancellation);
                }
                else
                {
                    await copy.WriteNullAsync(cancellation);
                }
            }
        }

        await copy.CompleteAsync(cancellation);
    }

    private static NpgsqlDbType PostgresType(Type type) => type switch
    {
        _ when type == typeof(long) => NpgsqlDbType.Bigint,
        _ when type == typeof(int) => NpgsqlDbType.Integer,
        _ when type == typeof(string) => NpgsqlDbType.Text,
        _ when type == typeof(bool) => NpgsqlDbType.Boolean,
        _ when type == typeof(byte[]) => NpgsqlDbType.Bytea,
        _ => throw new NotSupportedException($"No column type for {type.Name}."),
    };
}
