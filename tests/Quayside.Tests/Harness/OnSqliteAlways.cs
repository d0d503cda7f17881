namespace Quayside.Tests.Harness;

/// <summary>Marks a class that starts the program with nothing but a folder, and so has it on SQLite whatever the run is on:
/// <c>./test</c> leaves it out on PostgreSQL, where it would be the same once more.</summary>
internal static class OnSqliteAlways
{
    public const string Trait = "Database";
    public const string Value = "SQLite always";
}
