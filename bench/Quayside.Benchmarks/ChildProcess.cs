using System.Diagnostics;
using System.Globalization;

namespace Quayside.Benchmarks;

/// <summary>The program under test as a process of its own, with what the kernel says it used.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux that .NET runs on

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly Queue<string> _complaints = new();

    private ChildProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => Complain(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>The program that lies beside the benchmarks, built with the same configuration.</summary>
    private static string Program { get; } = Path.Combine(
        AppContext.BaseDirectory, "../../../../../src/Quayside/bin/Release/net10.0/Quayside.dll");

    /// <summary>Processor time used so far, of all its threads.</summary>
    public TimeSpan Cpu
    {
        get
        {
            var fields = File.ReadAllText($"/proc/{_process.Id}/stat").Split(") ")[1].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            return TimeSpan.FromSeconds(ticks / TicksPerSecond);
        }
    }

    /// <summary>The most memory it ever held (VmHWM), in megabytes of 1,048,576 bytes.</summary>
    public double PeakMegabytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
        }
    }

    public static ChildProcess Start(params string[] arguments) => new(Process.Start(
        new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!);

    /// <summary>Runs a command to its end.</summary>
    /// <returns>The last line it printed.</returns>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        await using var child = Start(arguments);
        var last = "";
        while (await child._process.StandardOutput.ReadLineAsync() is { } line)
        {
            last = line;
        }

        await child._process.WaitForExitAsync();
        return child._process.ExitCode == 0
            ? last
            : throw new InvalidOperationException($"{arguments[0]} failed. {string.Join('\n', child._complaints)}");
    }

    /// <summary>The next line that begins so, white space apart; what follows its beginning, trimmed.</summary>
    public async Task<string> UntilAsync(string beginning)
    {
        using var late = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(late.Token) is { } line)
        {
            if (line.TrimStart().StartsWith(beginning, StringComparison.Ordinal))
            {
                return line.TrimStart()[beginning.Length..].Trim();
            }
        }

        throw new InvalidOperationException($"It did not say \"{beginning}\". {string.Join('\n', _complaints)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Complain(string? line)
    {
        if (line is not null && _complaints.Count < 50)
        {
            _complaints.Enqueue(line);
        }
    }
}
