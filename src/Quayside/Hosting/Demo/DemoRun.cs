using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;
using Quayside.Stores.Authorisations;
using Quayside.Ui;

namespace Quayside.Hosting.Demo;

/// <summary>"--demo": a demo organisation with six practice stores that connect by themselves.</summary>
internal sealed class DemoRun : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DemoShops _shops;
    private readonly DemoPlan _plan;
    private readonly Caller _owner;
    private readonly string _password;

    private DemoRun(WebApplication app, DemoShops shops, DemoPlan plan, (Caller Caller, string Password) owner) =>
        (_app, _shops, _plan, _owner, _password) = (app, shops, plan, owner.Caller, owner.Password);

    /// <summary>Opens the practice stores and makes the organisation, before Quayside itself starts: a sync that was interrupted goes
    /// on with the start and must find its shop.</summary>
    /// <remarks>The tables are up to date and the data folder is this process's.</remarks>
    /// <param name="own">Ports that Quayside itself will listen on.</param>
    /// <exception cref="CannotStart">With a sentence for the person.</exception>
    public static async Task<DemoRun> OpenAsync(WebApplication app, IReadOnlyCollection<int> own, CancellationToken cancellation)
    {
        var settings = app.Services.GetRequiredService<Settings>();
        var found = DemoPlan.Find(settings);
        found?.Require(app.Configuration, settings);
        await DemoOrganisation.RequireOwnDatabaseAsync(app.Services, settings, found is not null, cancellation);

        var made = found ?? DemoPlan.Make(app.Configuration, app.Services.GetRequiredService<TimeProvider>());
        var (shops, plan) = await DemoShops.OpenAsync(made, own, app.Services.GetRequiredService<ShopAddresses>(), cancellation);
        try
        {
            plan.Save(settings);
            return new DemoRun(app, shops, plan, await DemoOrganisation.SignInAsync(app.Services, cancellation));
        }
        catch
        {
            await shops.DisposeAsync();
            throw;
        }
    }

    /// <summary>Prints the sign-in, connects what is not connected yet and follows it until all is in.</summary>
    /// <param name="address">Where Quayside listens.</param>
    public async Task RunAsync(string address, LiveLines? bars, CancellationToken cancellation)
    {
        Terminal.Say($"E-mail     {DemoOrganisation.Email}");
        Terminal.Say($"Password   {_password}   (another one at every start)");
        Terminal.Say($"Stores     made from seed {_plan.Seed} (others: --{DemoPlan.SeedSetting}=8 and a new --DataDirectory)");
        Terminal.Say("");
        try
        {
            var services = _app.Services;
            var (find, sessions) = (services.GetRequiredService<FindStores>(), services.GetRequiredService<GetSyncSession>());
            var stores = new DemoStores(find, services.GetRequiredService<ConnectStore>(), services.GetRequiredService<BeginChannelSignIn>(),
                services.GetRequiredService<FinishChannelSignIn>(), services.GetRequiredService<DemoGuide>());
            foreach (var problem in await stores.ConnectAsync(_owner, _shops, cancellation))
            {
                Terminal.Say(problem);
            }

            await new DemoProgress(find, sessions, services.GetRequiredService<TimeProvider>()).WatchAsync(_owner, bars, cancellation);
            var summary = new DemoSummary(
                find, sessions, services.GetRequiredService<GetOverview>(), services.GetRequiredService<Databases>());
            foreach (var line in await summary.ReadAsync(_owner, address, cancellation))
            {
                Terminal.Say(line);
            }

            Terminal.Say($"Open {address} and sign in as {DemoOrganisation.Email}.");
            Terminal.Say("Ctrl-C stops; the same command goes on from here.");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            bars?.Leave();
            Terminal.Say("Stopping. The same command goes on from here.");
        }
    }

    public ValueTask DisposeAsync() => _shops.DisposeAsync();
}
