using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Quayside.Tests.Stores.Authorisations;

/// <summary>A process of the operating system that renews tokens when it is told to: this program once more.</summary>
internal sealed class RenewingProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Task<string> _complaints;

    private RenewingProcess(Process process) => (_process, _complaints) = (process, process.StandardError.ReadToEndAsync());

    /// <summary>How often it has asked the channel for new tokens.</summary>
    public int Renewals { get; private set; }

    public static async Task<RenewingProcess> StartAsync(RenewingWork work)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(RenewingProcess).Assembly.Location, RenewingChild.Word])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var renewing = new RenewingProcess(process);
        await renewing.TellAsync(JsonSerializer.Serialize(work));
        return renewing;
    }

    /// <summary>Has it look for a token other than the refused one, twice at once.</summary>
    public Task AskAsync(string refused) => TellAsync(refused);

    /// <returns>The token that it found.</returns>
    public async Task<string> AnswerAsync()
    {
        using var late = new CancellationTokenSource(Patience);
        var said = await _process.StandardOutput.ReadLineAsync(late.Token);
        if (said?.Split(' ') is not [var renewals, var token])
        {
            await KillAsync();
            throw new InvalidOperationException($"The process that renews tokens said \"{said}\". {await _complaints}");
        }

        Renewals = int.Parse(renewals, CultureInfo.InvariantCulture);
        return token;
    }

    /// <summary>Ends it without warning.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task TellAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }
}
