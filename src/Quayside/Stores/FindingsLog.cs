using Quayside.Connectors;

namespace Quayside.Stores;

/// <summary>Writes into the log which way a channel turned out where its documents leave it open: each outcome once in a process.</summary>
internal sealed partial class FindingsLog(ILogger<FindingsLog> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Findings.Heard += Write;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Findings.Heard -= Write;
        return Task.CompletedTask;
    }

    private void Write(Finding finding) => Met(log, finding.What, finding.Outcome);

    [LoggerMessage(Level = LogLevel.Information, Message = "Left open by the channel's documents, now met: {What} is {Outcome}")]
    private static partial void Met(ILogger log, string what, string outcome);
}
