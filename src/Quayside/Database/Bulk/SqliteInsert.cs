using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Quayside.Database.Bulk;

/// <summary>Many rows through one prepared statement.</summary>
/// <remarks>On SQLite's own interface: SqliteCommand looks every parameter up by its name again for every row, which takes longer
/// than writing the row.</remarks>
internal static class SqliteInsert
{
    /// <exception cref="SqliteException">A row breaks a constraint.</exception>
    public static void Write<T>(SqliteConnection connection, RowShape<T> shape, IEnumerable<T> rows, CancellationToken cancellation)
        where T : class
    {
        var db = connection.Handle!;
        var places = string.Join(", ", shape.Columns.Select(_ => "?"));
        Check(raw.sqlite3_prepare_v2(db, $"INSERT INTO {shape.Table} ({string.Join(", ", shape.Columns)}) VALUES ({places})", out var statement), db);
        using (statement)
        {
            var text = new byte[1024];
            foreach (var row in rows)
            {
                cancellation.ThrowIfCancellationRequested();
                for (var i = 0; i < shape.Columns.Length; i++)
                {
                    Check(Bind(statement, i + 1, shape.Value(row, i), ref text), db);
                }

                var result = raw.sqlite3_step(statement);
                Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result, db);
                Check(raw.sqlite3_reset(statement), db);
            }
        }
    }

    private static int Bind(sqlite3_stmt statement, int place, object? value, ref byte[] text) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int(statement, place, number),
        bool flag => raw.sqlite3_bind_int(statement, place, flag ? 1 : 0),
        string letters => raw.sqlite3_bind_text(statement, place, Utf8(letters, ref text)),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        _ => throw new NotSupportedException($"No way to bind {value.GetType().Name}."),
    };

    // SQLite takes a copy, so one buffer serves every value.
    private static ReadOnlySpan<byte> Utf8(string letters, ref byte[] text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(letters.Length);
        if (text.Length < most)
        {
            text = new byte[most];
        }

        return text.AsSpan(0, Encoding.UTF8.GetBytes(letters, text));
    }

    private static void Check(int result, sqlite3 db) => SqliteException.ThrowExceptionForRC(result, db);
}
