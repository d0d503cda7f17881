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
        var sink = new CopySink(copy);
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            copy.StartRow();
            shape.Give(row, sink);
        }

        await copy.CompleteAsync(cancellation);
    }

    // Into the connection's buffer: to wait for each value by itself would take longer than all else.
    private sealed class CopySink(NpgsqlBinaryImporter copy) : IRowSink
    {
        public void Add(long? value) => Write(value, NpgsqlDbType.Bigint);

        public void Add(int? value) => Write(value, NpgsqlDbType.Integer);

        public void Add(bool? value) => Write(value, NpgsqlDbType.Boolean);

        public void Add(string? value) => Write(value, NpgsqlDbType.Text);

        public void Add(byte[]? value) => Write(value, NpgsqlDbType.Bytea);

        private void Write<TValue>(TValue? value, NpgsqlDbType type)
            where TValue : struct
        {
            if (value is { } known)
            {
                copy.Write(known, type);
            }
            else
            {
                copy.WriteNull();
            }
        }

        private void Write<TValue>(TValue? value, NpgsqlDbType type)
            where TValue : class
        {
            if (value is null)
            {
                copy.WriteNull();
            }
            else
            {
                copy.Write(value, type);
            }
        }
    }
}
