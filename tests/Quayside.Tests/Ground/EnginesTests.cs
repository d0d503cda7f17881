using Quayside.Tests.Harness;

namespace Quayside.Tests.Ground;

public sealed class EnginesTests
{
    /// <summary>Or it would be tested on SQLite alone.</summary>
    [Fact]
    public void Nothing_that_takes_the_database_of_the_run_is_left_out_on_PostgreSQL()
    {
        var leftOut = typeof(EnginesTests).Assembly.GetTypes().Where(IsOnSqliteAlways).ToList();

        Assert.Equal(["DemoTests", "ProgramTests"], leftOut.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.All(leftOut, t => Assert.Empty(t.GetConstructors().SelectMany(c => c.GetParameters())));
    }

    [Fact]
    public void What_is_left_out_on_PostgreSQL_is_what_the_run_of_all_tests_names() => Assert.Contains(
        $"-trait- '{OnSqliteAlways.Trait}={OnSqliteAlways.Value}'", File.ReadAllText(Repository.PathOf("test")), StringComparison.Ordinal);

    private static bool IsOnSqliteAlways(Type type) => type.GetCustomAttributesData().Any(
        a => a.AttributeType == typeof(TraitAttribute) && Equals(a.ConstructorArguments[1].Value, OnSqliteAlways.Value));
}
