using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Hosting.Demo;

/// <summary>The organisation "demo" and its owner.</summary>
internal static class DemoOrganisation
{
    public const string Name = "demo";
    public const string Email = "owner@demo.example";
    private const string Who = "demo";

    /// <exception cref="CannotStart">Other organisations live here: this is no demo's database.</exception>
    public static async Task RequireOwnDatabaseAsync(
        IServiceProvider services, Settings settings, bool hasPlan, CancellationToken cancellation)
    {
        await using var db = services.GetRequiredService<Databases>().OpenForNobody();
        var isThere = await db.Organisations.AnyAsync(o => o.Name == Name, cancellation);
        var isEmpty = !isThere && !await db.Organisations.AnyAsync(cancellation);
        if (!isEmpty && !(isThere && hasPlan))
        {
            throw new CannotStart(
                $"{(settings.Postgres is null ? settings.DataDirectory : "The PostgreSQL database")} holds a Quayside that is no demo. " +
                "Nothing was changed. Start the demo in a folder of its own: --DataDirectory=/full/path"
                + (settings.Postgres is null ? "." : ", and in a database of its own."));
        }
    }

    /// <summary>Gives the owner a new password, known to this terminal alone; makes organisation and owner where they are missing.</summary>
    /// <remarks>Only the hash is kept, so that an earlier password cannot be printed again. Browsers that are signed in stay so.</remarks>
    public static async Task<(Caller Owner, string Password)> SignInAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        if (await users.FindByEmailAsync(Email) is not { } user)
        {
            var made = await services.GetRequiredService<CreateAccount>()
                .RunAsync(Name, Email, Role.Owner, password: null, Who, cancellation);
            return made is { Value: { } account, Refusal: null }
                ? (new Caller(account.OrganisationId, Role.Owner, Who), account.Password)
                : throw new CannotStart(made.Refusal!.Message);
        }

        var password = Passwords.New();
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        (user.Role, user.LockoutEnd, user.AccessFailedCount) = (Role.Owner, null, 0);
        var saved = await users.UpdateAsync(user);
        return saved.Succeeded
            ? (new Caller(user.OrganisationId, Role.Owner, Who), password)
            : throw new CannotStart($"The demo's owner could not get a new password ({saved.Errors.First().Description.TrimEnd('.')}). Start it again.");
    }
}
