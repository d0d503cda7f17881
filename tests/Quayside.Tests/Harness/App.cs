using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Tests.Harness;

/// <summary>Quayside as it is served, on a port and a database of its own, with two organisations that must not see each other.</summary>
/// <remarks>Use it as a class fixture.</remarks>
public sealed class App(TestDatabaseTemplate template) : IAsyncLifetime
{
    private readonly TestDatabase _database = new(template);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quayside-app-");
    private WebApplication? _app;

    public IServiceProvider Services => _app!.Services;

    public Databases Databases => Services.GetRequiredService<Databases>();

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>A channel whose one shop the test writes down.</summary>
    public ScriptedChannel Channel { get; } = new();

    public string DataDirectory => _folder.FullName;

    /// <summary>The organisation whose rows a test looks at.</summary>
    public Seller Seller { get; private set; } = null!;

    /// <summary>Another one: no row of the first may ever reach it.</summary>
    public Seller Stranger { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _app = QuaysideApp.Build(
            CommandLine.Parse(await ArgumentsAsync()),
            services =>
            {
                services.AddSingleton(new ConnectorList([.. BuiltIn.Connectors, Channel]));

                // Asked for after the start, when the port is known.
                var settings = (Settings)services.Last(s => s.ServiceType == typeof(Settings)).ImplementationInstance!;
                services.AddSingleton(_ => settings with { PublicAddress = Address });
            });
        await _app.StartAsync();
        Address = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Seller = await NewSellerAsync("First");
        Stranger = await NewSellerAsync("Second");
    }

    /// <summary>One more organisation with a key for each role.</summary>
    public async Task<Seller> NewSellerAsync(string name)
    {
        var organisation = new Organisation { Name = name, CreatedAt = TimeProvider.System.GetUtcNow() };
        await using (var db = Databases.OpenForNobody())
        {
            db.Add(organisation);
            await db.SaveChangesAsync();
        }

        var owner = new Caller(organisation.Id, Role.Owner, "test");
        var keys = new Dictionary<Role, string>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var made = await Services.GetRequiredService<ManageApiKeys>().CreateAsync(owner, $"{role}", role, default);
            keys[role] = made.Value!.Key;
        }

        return new Seller(owner, name, keys);
    }

    /// <summary>A client with an API key; without one when it is null. Follows no redirects and keeps no cookies.</summary>
    public HttpClient Client(string? key)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new("Bearer", key);
        return client;
    }

    public HttpClient Client(Role role = Role.Viewer) => Client(Seller.Keys[role]);

    /// <summary>A browser's client: keeps cookies, follows no redirects.</summary>
    public HttpClient Browser() =>
        new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<string[]> ArgumentsAsync()
    {
        string[] common = [$"--DataDirectory={DataDirectory}", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", "--Sync:EveryMinutes=0"];
        var connectionString = await _database.NewAsync();
        if (_database.Engine == TestEngine.Postgres)
        {
            return [.. common, $"--ConnectionStrings:Quayside={connectionString}"];
        }

        File.Move(
            new SqliteConnectionStringBuilder(connectionString).DataSource, Path.Combine(DataDirectory, "quayside.db"));
        return common;
    }
}

/// <summary>An organisation, and how to act for it.</summary>
public sealed record Seller(Caller Owner, string Name, IReadOnlyDictionary<Role, string> Keys)
{
    public long OrganisationId => Owner.OrganisationId;
}
