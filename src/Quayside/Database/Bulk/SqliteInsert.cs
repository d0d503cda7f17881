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
            var binding = new Binding(db, statement);
            foreach (var row in rows)
            {
                cancellation.ThrowIfCancellationRequested();
                binding.Clear();
                shape.Give(row, binding);
                var result = raw.sqlite3_step(statement);
                Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result, db);
                Check(raw.sqlite3_reset(statement), db);
            }
        }
    }

    private static void Check(int result, sqlite3 db) => SqliteException.ThrowExceptionForRC(result, db);

    private sealed class Binding(sqlite3 db, sqlite3_stmt statement) : IRowSink
    {
        private byte[] _text = new byte[1024];
        private int _place;

        public void Clear() => _place = 0;

        public void Add(long? value) => Bound(value is { } number ? raw.sqlite3_bind_int64(statement, ++_place, number) : Null());

        public void Add(int? value) => Bound(value is { } number ? raw.sqlite3_bind_int(statement, ++_place, number) : Null());

        public void Add(bool? value) => Bound(value is { } flag ? raw.sqlite3_bind_int(statement, ++_place, flag ? 1 : 0) : Null());

        public void Add(string? value) => Bound(value is null ? Null() : raw.sqlite3_bind_text(statement, ++_place, Utf8(value)));

        public void Add(byte[]? value) => Bound(value is null ? Null() : raw.sqlite3_bind_blob(statement, ++_place, value));

        private int Null() => raw.sqlite3_bind_null(statement, ++_place);

        // SQLite takes a copy, so one buffer serves every value.
        private ReadOnlySpan<byte> Utf8(string letters)
        {
            var most = Encoding.UTF8.GetMaxByteCount(letters.Length);
            if (_text.Length < most)
            {
                _text = new byte[most];
            }

            return _text.AsSpan(0, Encoding.UTF8.GetBytes(letters, _text));
        }

        private void Bound(int result) => Check(result, db);
    }
}
