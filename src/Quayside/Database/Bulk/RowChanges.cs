namespace Quayside.Database.Bulk;

/// <summary>Rows as they should be, set against rows as they are: what to insert, what to update, and nothing for the rest.</summary>
/// <remarks>For rows with a single writer, such as a store's own rows under its lease: nobody changes them in between.</remarks>
internal sealed class RowChanges<T>(QuaysideDb db)
    where T : class
{
    private readonly RowShape<T> _shape = RowShape<T>.Of(db);
    private readonly RowValues _wanted = new(RowShape<T>.Of(db).Columns.Length);
    private readonly RowValues _existing = new(RowShape<T>.Of(db).Columns.Length);
    private readonly List<T> _new = [];
    private readonly List<T> _changed = [];

    /// <param name="wanted">Carries the id of <paramref name="existing"/> when there is one.</param>
    /// <returns>true when there is something to write.</returns>
    public bool Add(T wanted, T? existing)
    {
        if (existing is null)
        {
            _new.Add(wanted);
            return true;
        }

        if (IsStoredAlready(wanted, existing))
        {
            return false;
        }

        _changed.Add(wanted);
        return true;
    }

    /// <returns>How many rows were written.</returns>
    public async Task<int> WriteAsync(CancellationToken cancellation)
    {
        await db.InsertManyAsync(_new, cancellation);
        if (_changed.Count > 0)
        {
            db.UpdateRange(_changed);
            await db.SaveChangesAsync(cancellation);
            db.ChangeTracker.Clear();
        }

        return _new.Count + _changed.Count;
    }

    // Their ids apart. The places for values are kept: a comparison of a whole catalogue comes here for each of its rows.
    private bool IsStoredAlready(T wanted, T existing)
    {
        _wanted.Take(wanted, _shape);
        _existing.Take(existing, _shape);
        return _wanted.AreStoredAs(_existing, _shape.Key);
    }
}
