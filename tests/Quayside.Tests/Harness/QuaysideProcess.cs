using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace Quayside.Tests.Harness;

/// <summary>Quayside as a person starts it: a process of its own, from a folder that is not its own.</summary>
internal sealed partial class QuaysideProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Channel<string> _said = Channel.CreateUnbounded<string>();
    private readonly Task<string> _complaints;
    private bool _isGone;

    private QuaysideProcess(Process process)
    {
        _process = process;
        _complaints = process.StandardError.ReadToEndAsync();
        _ = ListenAsync();
    }

    public int Id => _process.Id;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The lines of its greeting, up to now.</summary>
    public List<string> Greeting { get; } = [];

    /// <summary>Starts it and waits until it says its address and the rest of its greeting.</summary>
    public static async Task<QuaysideProcess> ServeAsync(string folder, params string[] more)
    {
        var quayside = new QuaysideProcess(Process.Start(How([$"--DataDirectory={folder}", "--urls=http://127.0.0.1:0", .. more]))!);
        var text = await quayside.UntilAsync("Address ");
        quayside.Address = new Uri(Url().Match(text).Value);
        return quayside;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Code, string Said, string Complained)> RunAsync(
        string[] arguments, string? input = null, string? variable = null)
    {
        var how = How(arguments);
        if (variable?.Split('=') is [var name, var value])
        {
            how.Environment[name] = value;
        }

        using var process = Process.Start(how)!;
        using var late = new CancellationTokenSource(Patience);
        try
        {
            var (said, complained) = (process.StandardOutput.ReadToEndAsync(late.Token), process.StandardError.ReadToEndAsync(late.Token));
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(late.Token);
            return (process.ExitCode, await said, await complained);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>The next line that begins so.</summary>
    public async Task<string> UntilAsync(string beginning)
    {
        using var late = new CancellationTokenSource(Patience);
        try
        {
            await foreach (var line in _said.Reader.ReadAllAsync(late.Token))
            {
                Greeting.Add(line);
                if (line.StartsWith(beginning, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException)
        {
        }

        _process.Kill();
        throw new InvalidOperationException($"Quayside did not say \"{beginning}\". {string.Join('\n', Greeting)} {await _complaints}");
    }

    /// <summary>As Ctrl-C does it.</summary>
    public async Task<(int Code, TimeSpan Took, string Complained)> InterruptAsync()
    {
        var begin = Stopwatch.GetTimestamp();
        using (var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        using var late = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(late.Token);
        return (_process.ExitCode, Stopwatch.GetElapsedTime(begin), await _complaints);
    }

    /// <summary>Ends it without warning.</summary>
    /// <returns>All that it said and complained since it greeted.</returns>
    public async Task<string> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await foreach (var line in _said.Reader.ReadAllAsync())
        {
            Greeting.Add(line);
        }

        var all = string.Join('\n', Greeting) + await _complaints;
        await DisposeAsync();
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isGone)
        {
            return;
        }

        _isGone = true;
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo How(IEnumerable<string> arguments)
    {
        // .../tests/Quayside.Tests/bin/Release/net10.0/ names the configuration that the program was built with, too.
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Repository.PathOf(Path.Combine("src/Quayside/bin", built.Parent!.Name, built.Name, "Quayside.dll"));
        return new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    private async Task ListenAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _said.Writer.TryWrite(line);
        }

        _said.Writer.TryComplete();
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Url();
}
