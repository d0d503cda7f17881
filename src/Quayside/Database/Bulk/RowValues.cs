namespace Quayside.Database.Bulk;

/// <summary>The stored values of one row, kept to be looked at.</summary>
internal sealed class RowValues(int columns) : IRowSink
{
    private readonly RowValue[] _values = new RowValue[columns];
    private int _next;

    /// <summary>Takes a row in place of the one before.</summary>
    public void Take<T>(T row, RowShape<T> shape)
        where T : class
    {
        _next = 0;
        shape.Give(row, this);
    }

    /// <summary>Whether both would be stored alike, one column apart.</summary>
    public bool AreStoredAs(RowValues other, int apart)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            if (i != apart && !_values[i].IsStoredAs(other._values[i]))
            {
                return false;
            }
        }

        return true;
    }

    public void Add(long? value) => Keep(value is { } number ? new RowValue(StoredType.Long, number, null) : default);

    public void Add(int? value) => Keep(value is { } number ? new RowValue(StoredType.Int, number, null) : default);

    public void Add(bool? value) => Keep(value is { } flag ? new RowValue(StoredType.Bool, flag ? 1 : 0, null) : default);

    public void Add(string? value) => Keep(value is null ? default : new RowValue(StoredType.Text, 0, value));

    public void Add(byte[]? value) => Keep(value is null ? default : new RowValue(StoredType.Bytes, 0, value));

    private void Keep(RowValue value) => _values[_next++] = value;
}

/// <param name="Number">Of a number or a flag.</param>
/// <param name="Content">Of a text or bytes.</param>
internal readonly record struct RowValue(StoredType Type, long Number, object? Content)
{
    public bool IsStoredAs(RowValue other) => Type == other.Type && Number == other.Number && (Content, other.Content) switch
    {
        (byte[] mine, byte[] theirs) => mine.AsSpan().SequenceEqual(theirs),
        var (mine, theirs) => Equals(mine, theirs),
    };
}

internal enum StoredType
{
    Null,
    Long,
    Int,
    Bool,
    Text,
    Bytes,
}
