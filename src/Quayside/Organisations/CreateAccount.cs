using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Organisations;

/// <param name="Password">As given, or made up: nobody can read it again.</param>
public sealed record NewAccount(long UserId, long OrganisationId, string Password);

/// <summary>Makes a person's account, and the organisation with it when it is new.</summary>
public sealed class CreateAccount(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <param name="organisation">Name of the organisation; made when there is none.</param>
    /// <param name="password">null to have one made up.</param>
    /// <param name="who">For the audit.</param>
    /// <returns>Refused: organisation.name, user.exists, user.email, user.password. Nothing is left behind then.</returns>
    public async Task<Outcome<NewAccount>> RunAsync(
        string organisation, string email, Role role, string? password, string who, CancellationToken cancellation)
    {
        if (organisation.Trim() is not { Length: > 0 and <= 100 } name)
        {
            return new Refusal("organisation.name", "Give the organisation a name of at most 100 letters.");
        }

        return await WriteAgain.RunAsync(() => InAsync(
            async db => await db.Organisations.SingleOrDefaultAsync(o => o.Name == name, cancellation)
                ?? db.Add(new Organisation { Name = name, CreatedAt = clock.GetUtcNow() }).Entity,
            email, role, password, who, cancellation));
    }

    /// <summary>As <see cref="RunAsync"/>, in an organisation that exists.</summary>
    internal Task<Outcome<NewAccount>> InOrganisationAsync(
        long organisationId, string email, Role role, string? password, string who, CancellationToken cancellation) => InAsync(
            db => db.Organisations.SingleAsync(o => o.Id == organisationId, cancellation), email, role, password, who, cancellation);

    private async Task<Outcome<NewAccount>> InAsync(
        Func<QuaysideDb, Task<Organisation>> organisation, string email, Role role, string? password, string who,
        CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<QuaysideDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var owner = await organisation(db);
        db.OrganisationId = owner.Id;
        db.Audit.Add(new AuditEntry
        {
            OrganisationId = owner.Id,
            At = clock.GetUtcNow(),
            Who = who,
            What = "user.created",
            Text = $"{email.Trim()} may sign in as {role.ToString().ToLowerInvariant()}.",
        });
        await db.SaveChangesAsync(cancellation);
        var user = new User
        {
            Id = NewId.Next(),
            OrganisationId = owner.Id,
            Role = role,
            UserName = email.Trim(),
            Email = email.Trim(),
            LockoutEnabled = true,
        };
        password ??= Passwords.New();
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, password);
        if (!made.Succeeded)
        {
            return Refused(made.Errors.First());
        }

        await transaction.CommitAsync(cancellation);
        return new NewAccount(user.Id, owner.Id, password);
    }

    private static Refusal Refused(IdentityError error) => error.Code switch
    {
        nameof(IdentityErrorDescriber.DuplicateUserName) or nameof(IdentityErrorDescriber.DuplicateEmail) =>
            new("user.exists", "This e-mail address has an account already. Sign in with it, or use another."),
        nameof(IdentityErrorDescriber.InvalidUserName) or nameof(IdentityErrorDescriber.InvalidEmail) =>
            new("user.email", "This is no e-mail address. Write it as name@example.com."),
        _ => new("user.password", error.Description),
    };
}
