using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Quayside.Database.Bulk;

/// <summary>An entity's table as the model describes it: columns in order and each row's stored values.</summary>
internal sealed class RowShape<T>
    where T : class
{
    private static readonly ConcurrentDictionary<IModel, RowShape<T>> Shapes = new();

    private readonly Func<object, object?>[] _getters;
    private readonly int _key;

    private RowShape(IEntityType type)
    {
        var properties = type.GetProperties().ToArray();
        Table = type.GetTableName()!;
        Columns = [.. properties.Select(p => p.GetColumnName())];
        _getters = [.. properties.Select(Getter)];
        _key = Array.FindIndex(properties, p => p.Name == "Id");
    }

    public string Table { get; }

    public string[] Columns { get; }

    public static RowShape<T> Of(DbContext db) =>
        Shapes.GetOrAdd(db.Model, static (model, _) => new RowShape<T>(model.FindEntityType(typeof(T))!), 0);

    /// <summary>The stored value of one column: long, int, string, bool or byte[]; null for NULL.</summary>
    public object? Value(T row, int column) => _getters[column](row);

    /// <summary>Whether two rows would be stored alike, their ids apart.</summary>
    public bool Same(T left, T right)
    {
        for (var i = 0; i < _getters.Length; i++)
        {
            if (i != _key && !AreEqual(_getters[i](left), _getters[i](right)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqual(object? left, object? right) =>
        left is byte[] a && right is byte[] b ? a.AsSpan().SequenceEqual(b) : Equals(left, right);

    private static Func<object, object?> Getter(IProperty property)
    {
        var get = property.GetGetter();
        var converter = property.GetTypeMapping().Converter;
        return converter is null
            ? get.GetClrValue
            : row => get.GetClrValue(row) is { } value ? converter.ConvertToProvider(value) : null;
    }
}
