using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Quayside.Database.Bulk;

/// <summary>An entity's table as the model describes it: columns in order, and a row's stored values in that order.</summary>
/// <remarks>One compiled function a table: going through the model's getters boxes every value of every row.</remarks>
internal sealed class RowShape<T>
    where T : class
{
    private static readonly ConcurrentDictionary<IModel, RowShape<T>> Shapes = new();

    private readonly Action<T, IRowSink> _give;

    private RowShape(IEntityType type)
    {
        var properties = type.GetProperties().ToArray();
        Table = type.GetTableName()!;
        Columns = [.. properties.Select(p => p.GetColumnName())];
        Key = Array.FindIndex(properties, p => p.Name == "Id");
        var row = Expression.Parameter(typeof(T));
        var sink = Expression.Parameter(typeof(IRowSink));
        _give = Expression.Lambda<Action<T, IRowSink>>(Expression.Block(properties.Select(p => Give(p, row, sink))), row, sink).Compile();
    }

    public string Table { get; }

    public string[] Columns { get; }

    /// <summary>The place of the id among the columns; -1 where there is none.</summary>
    public int Key { get; }

    public static RowShape<T> Of(DbContext db) =>
        Shapes.GetOrAdd(db.Model, static (model, _) => new RowShape<T>(model.FindEntityType(typeof(T))!), 0);

    /// <summary>Gives one value for each of <see cref="Columns"/>.</summary>
    public void Give(T row, IRowSink sink) => _give(row, sink);

    private static MethodCallExpression Give(IProperty property, Expression row, Expression sink)
    {
        var member = (System.Reflection.MemberInfo?)property.PropertyInfo ?? property.FieldInfo!;
        var stored = OrNull(Stored(Expression.MakeMemberAccess(row, member), property.GetTypeMapping().Converter));
        var add = typeof(IRowSink).GetMethod(nameof(IRowSink.Add), [stored.Type]) ?? throw new NotSupportedException($"No column type for {stored.Type.Name}.");
        return Expression.Call(sink, add, stored);
    }

    private static Expression Stored(Expression value, ValueConverter? converter)
    {
        if (converter is null)
        {
            return value;
        }

        var convert = converter.ConvertToProviderExpression;
        var argument = value.Type == convert.Parameters[0].Type ? value : Expression.Convert(value, convert.Parameters[0].Type);
        var converted = ReplacingExpressionVisitor.Replace(convert.Parameters[0], argument, convert.Body);
        if (!MayBeNull(value.Type))
        {
            return converted;
        }

        var orNull = OrNull(converted);
        return Expression.Condition(Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Constant(null, orNull.Type), orNull);
    }

    private static Expression OrNull(Expression value) =>
        MayBeNull(value.Type) ? value : Expression.Convert(value, typeof(Nullable<>).MakeGenericType(value.Type));

    private static bool MayBeNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
}
