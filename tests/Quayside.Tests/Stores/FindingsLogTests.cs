using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Quayside.Connectors;
using Quayside.Stores;

namespace Quayside.Tests.Stores;

public sealed class FindingsLogTests
{
    [Fact]
    public async Task Each_outcome_is_written_once_however_often_it_is_met_and_none_after_the_end()
    {
        using var lines = new Lines();
        using var logs = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(lines));
        var log = new FindingsLog(logs.CreateLogger<FindingsLog>());
        var what = $"made up.{Guid.NewGuid():N}";

        await log.StartAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(() => Findings.Met(what, n % 2 == 0 ? "even" : "odd"))));
        await log.StopAsync(TestContext.Current.CancellationToken);
        Findings.Met(what, "late");

        Assert.Equal(
            [$"Left open by the channel's documents, now met: {what} is even", $"Left open by the channel's documents, now met: {what} is odd"],
            lines.All.Where(line => line.Contains(what, StringComparison.Ordinal)).Order());
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
