using System.Linq.Expressions;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Quayside.Organisations;

namespace Quayside.Database;

/// <summary>What keeps two databases alike: how values are stored, what columns are called, whose rows are seen.</summary>
internal static class Conventions
{
    /// <summary>Times are UTC milliseconds, quantities are thousandths, both 64-bit; enums are their names.</summary>
    public static void Values(ModelConfigurationBuilder configuration)
    {
        configuration.Properties<DateTimeOffset>().HaveConversion<Milliseconds>();
        configuration.Properties<decimal>().HaveConversion<Thousandths>();
        configuration.Properties<Enum>().HaveConversion<string>().HaveMaxLength(24);
    }

    public static void OneOrganisation(ModelBuilder model, QuaysideDb db)
    {
        foreach (var type in model.Model.GetEntityTypes().Where(t => typeof(IBelongToOrganisation).IsAssignableFrom(t.ClrType)))
        {
            var row = Expression.Parameter(type.ClrType);
            var same = Expression.Equal(
                Expression.Property(row, nameof(IBelongToOrganisation.OrganisationId)),
                Expression.Property(Expression.Constant(db, typeof(QuaysideDb)), nameof(QuaysideDb.OrganisationId)));
            model.Entity(type.ClrType).HasQueryFilter(Expression.Lambda(same, row));
        }
    }

    public static void SnakeCase(ModelBuilder model)
    {
        foreach (var type in model.Model.GetEntityTypes())
        {
            if (type.GetTableName() is { } table)
            {
                type.SetTableName(Snake(table));
            }

            foreach (var property in type.GetProperties())
            {
                property.SetColumnName(Snake(property.GetColumnName()));
            }
        }
    }

    private static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    // A number sorts, compares and sums the same on both databases, and cannot carry a zone or a seventh digit.
    private sealed class Milliseconds() : ValueConverter<DateTimeOffset, long>(
        time => time.ToUnixTimeMilliseconds(),
        stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));

    // SQLite can neither sum nor compare decimal; three decimals are more than any channel counts pieces with.
    private sealed class Thousandths() : ValueConverter<decimal, long>(
        quantity => (long)decimal.Round(quantity * 1000m, 0, MidpointRounding.ToEven),
        stored => stored / 1000m);
}
