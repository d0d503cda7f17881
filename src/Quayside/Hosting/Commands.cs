using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks.Matching;

namespace Quayside.Hosting;

/// <summary>What can be done from the terminal, also while a server is running on the same folder.</summary>
internal static class Commands
{
    private const string Who = "command line";

    private static readonly TimeSpan InputPatience = TimeSpan.FromSeconds(5);

    /// <summary>Brings the database up to date; not beside a running server.</summary>
    public static async Task<int> MigrateAsync(CommandLine line)
    {
        await using var services = QuaysideApp.Services(line);
        var settings = services.GetRequiredService<Settings>();
        using var folder = settings.Postgres is null ? DataFolder.Lock(settings) : null;
        var backup = await Serve.PrepareAsync(services, CancellationToken.None);
        Terminal.Say(backup is null ? "The database is up to date." : $"The database is up to date. Before that it was copied to {backup}.");
        return 0;
    }

    /// <summary>Makes a person's account, and the organisation with it when it is new.</summary>
    public static async Task<int> CreateUserAsync(CommandLine line)
    {
        var (organisation, email, role) = (line.Option("organisation"), line.Option("email"), RoleOf(line, Role.Owner));
        await using var services = QuaysideApp.Services(line);
        await RequireTablesAsync(services, mayMigrate: true);
        var given = await PasswordAsync();
        var made = await services.GetRequiredService<CreateAccount>().RunAsync(
            organisation, email, role, string.IsNullOrEmpty(given) ? null : given, Who, CancellationToken.None);
        if (made.Refusal is { } refusal)
        {
            throw new CannotStart(refusal.Message);
        }

        if (string.IsNullOrEmpty(given))
        {
            Terminal.Say(made.Value!.Password);
        }

        return 0;
    }

    /// <summary>Makes an API key and prints it, alone.</summary>
    public static async Task<int> CreateApiKeyAsync(CommandLine line)
    {
        var (organisation, name, role) = (line.Option("organisation"), line.Option("name"), RoleOf(line, Role.Viewer));
        await using var services = QuaysideApp.Services(line);
        await RequireTablesAsync(services, mayMigrate: false);
        var caller = new Caller(await OrganisationAsync(services, organisation), Role.Owner, Who);
        var made = await services.GetRequiredService<ManageApiKeys>().CreateAsync(caller, name, role, CancellationToken.None);
        if (made.Refusal is { } refusal)
        {
            throw new CannotStart(refusal.Message);
        }

        Terminal.Say(made.Value!.Key);
        return 0;
    }

    /// <summary>Proposes links between two files of products. Needs no database.</summary>
    public static int Match(CommandLine line)
    {
        var (masters, listings, target) = (line.Option("masters"), line.Option("listings"), line.Option("out"));
        try
        {
            var (count, proposed, sure) = MatchCommand.Run(masters, listings, target, line.Options.GetValueOrDefault("sure"));
            Terminal.Complain($"{count} listings: {proposed} with a likely master, {sure} of them sure.");
            return 0;
        }
        catch (Exception failure) when (failure is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new CannotStart(failure.Message);
        }
    }

    // A script may leave its own input open and send nothing: then a password is made up.
    private static async Task<string?> PasswordAsync()
    {
        if (!Console.IsInputRedirected)
        {
            return null;
        }

        var line = Task.Run(Console.In.ReadLine);
        return await Task.WhenAny(line, Task.Delay(InputPatience)) == line ? (await line)?.Trim() : null;
    }

    private static Role RoleOf(CommandLine line, Role usual) =>
        !line.Options.TryGetValue("role", out var text) ? usual
        : Enum.GetValues<Role>().Cast<Role?>().FirstOrDefault(r => r.ToString()!.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new CannotStart($"There is no role \"{text}\": it may be viewer, manager or owner.");

    private static async Task<long> OrganisationAsync(IServiceProvider services, string name)
    {
        await using var db = services.GetRequiredService<Databases>().OpenForNobody();
        var all = await db.Organisations.OrderBy(o => o.Name).Take(Limits.Most).ToListAsync();
        return all.Find(o => o.Name == name)?.Id ?? throw new CannotStart(all.Count == 0
            ? "There is no organisation yet. Make one with its first owner: quayside user create --organisation X --email E."
            : $"There is no organisation \"{name}\". There is: {string.Join(", ", all.Select(o => $"\"{o.Name}\""))}.");
    }

    private static async Task RequireTablesAsync(IServiceProvider services, bool mayMigrate)
    {
        var settings = services.GetRequiredService<Settings>();
        try
        {
            if (await Schema.IsUpToDateAsync(services.GetRequiredService<Databases>(), CancellationToken.None))
            {
                return;
            }
        }
        catch (Exception failure) when (Unreachable.Says(failure, settings) is { } sentence)
        {
            throw new CannotStart(sentence);
        }

        using var folder = mayMigrate ? DataFolder.TryLock(settings) : null;
        if (folder is null)
        {
            throw new CannotStart(
                $"The database in {settings.DataDirectory} is not the one this version works with. Start Quayside once, or run \"quayside migrate\".");
        }

        await Serve.PrepareAsync(services, CancellationToken.None);
    }
}
