namespace Quayside.Tests.Harness;

/// <summary>The one place that says how an empty database gets Quayside's tables.</summary>
internal static class TestSchema
{
    public static Task ApplyAsync(TestEngine engine, string connectionString, CancellationToken cancellation) => Task.CompletedTask;
}
