using Quayside.Sandbox;

namespace Quayside.Hosting;

/// <summary>The "sandbox" command: practice marketplaces alone.</summary>
internal static class Sandboxed
{
    public static async Task<int> RunAsync(CommandLine line)
    {
        using var stop = new StopSignal();
        return await SandboxCommand.RunAsync([.. line.Settings], Console.Out, stop.Token);
    }
}
