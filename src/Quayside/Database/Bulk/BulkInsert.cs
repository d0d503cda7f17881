using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

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
        await using var stream = await connection.BeginRawBinaryCopyAsync(
            $"COPY {shape.Table} ({string.Join(", ", shape.Columns)}) FROM STDIN (FORMAT BINARY)", cancellation);
        try
        {
            var copy = new BinaryCopy();
            foreach (var row in rows)
            {
                copy.StartRow(shape.Columns.Length);
                shape.Give(row, copy);
                if (copy.IsFull)
                {
                    await stream.WriteAsync(copy.Written, cancellation);
                    copy.Clear();
                }
            }

            copy.Finish();
            await stream.WriteAsync(copy.Written, cancellation);
        }
        catch
        {
            // Its disposal would take what is here for all.
            await stream.CancelAsync();
            throw;
        }
    }
}
