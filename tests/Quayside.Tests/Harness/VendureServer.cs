using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Quayside.Tests.Harness;

[assembly: AssemblyFixture(typeof(VendureServer))]

namespace Quayside.Tests.Harness;

/// <summary>A real commerce server that nobody here wrote: Vendure, from npm, on loopback, with a filled shop.</summary>
/// <remarks>
/// Starts when the first test asks and serves all tests of this process; ends with it, however it ends. What a test changes in
/// the shop, later tests see: change only what you made there yourself.
/// </remarks>
public sealed class VendureServer : IAsyncDisposable
{
    // The first start on a machine fills the shop, which takes some ten seconds; later ones take three.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Lazy<Task<VendureShop>> _shop;
    private readonly string _folder = Repository.PathOf("tests/vendure");
    private Process? _server;
    private Task<string> _complaints = Task.FromResult("");

    public VendureServer() => _shop = new Lazy<Task<VendureShop>>(StartAsync);

    /// <summary>The shop, ready to be called. Skips the test when Vendure is not installed, and fails it in CI.</summary>
    public Task<VendureShop> ShopAsync()
    {
        Requires.That(
            Directory.Exists(Path.Combine(_folder, "node_modules", "@vendure", "core")),
            "Vendure is not installed; ./test installs it, or npm ci in tests/vendure.");
        return _shop.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
        {
            return;
        }

        // The server ends when its input does, so it also ends with us when we are killed.
        _server.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _server.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _server.Kill(entireProcessTree: true);
        }

        _server.Dispose();
    }

    private async Task<VendureShop> StartAsync()
    {
        var start = new ProcessStartInfo("node", ["server.mjs", "0"])
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            _server = Process.Start(start)!;
        }
        catch (Win32Exception absent)
        {
            throw new InvalidOperationException("Node.js is not installed; Vendure runs on it.", absent);
        }

        _complaints = _server.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        var answer = await _server.StandardOutput.ReadLineAsync(patience.Token);
        return answer is null
            ? throw new InvalidOperationException($"Vendure did not start: {await _complaints}")
            : JsonSerializer.Deserialize<VendureShop>(answer, JsonSerializerOptions.Web)!;
    }
}
