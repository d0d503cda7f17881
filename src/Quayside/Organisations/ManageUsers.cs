using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Organisations;

public sealed record UserView(long Id, string Email, Role Role, bool LockedOut);

/// <summary>Who may sign in for an organisation. Owners only.</summary>
public sealed class ManageUsers(Databases databases, IServiceScopeFactory scopes, CreateAccount create, TimeProvider clock)
{
    /// <returns>By e-mail address. Refused: forbidden.</returns>
    public async Task<Outcome<IReadOnlyList<UserView>>> ListAsync(Caller caller, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Owner) is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.OpenForNobody();
        var users = await db.Users.AsNoTracking().Where(u => u.OrganisationId == caller.OrganisationId)
            .OrderBy(u => u.NormalizedEmail).ToListAsync(cancellation);
        var now = clock.GetUtcNow();
        return new Outcome<IReadOnlyList<UserView>>(
            users.ConvertAll(u => new UserView(u.Id, u.Email ?? "", u.Role, u.LockoutEnd > now)), null);
    }

    /// <param name="password">null to have one made up.</param>
    /// <returns>Refused: forbidden, user.exists, user.email, user.password.</returns>
    public async Task<Outcome<NewAccount>> CreateAsync(
        Caller caller, string email, Role role, string? password, CancellationToken cancellation) =>
        caller.Needs(Role.Owner) is { } refusal
            ? refusal
            : await create.InOrganisationAsync(caller.OrganisationId, email, role, password, caller.Name, cancellation);

    /// <summary>Gives a person another role; it holds from their next click, or within a minute on an open page.</summary>
    /// <returns>Refused: forbidden, not_found, user.last_owner.</returns>
    public Task<Refusal?> ChangeRoleAsync(Caller caller, long userId, Role role, CancellationToken cancellation) =>
        ChangeAsync(
            caller, userId, role, "user.role", user => $"{user.Email} is {role.ToString().ToLowerInvariant()} now.",
            (users, user) =>
            {
                user.Role = role;
                return users.UpdateSecurityStampAsync(user);
            },
            cancellation);

    /// <summary>Ends a person's account; open pages of theirs end within a minute.</summary>
    /// <returns>Refused: forbidden, not_found, user.last_owner.</returns>
    public Task<Refusal?> RemoveAsync(Caller caller, long userId, CancellationToken cancellation) => ChangeAsync(
        caller, userId, null, "user.removed", user => $"{user.Email} may no longer sign in.",
        (users, user) => users.DeleteAsync(user), cancellation);

    private async Task<Refusal?> ChangeAsync(
        Caller caller, long userId, Role? role, string what, Func<User, string> text,
        Func<UserManager<User>, User, Task<IdentityResult>> change, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Owner) is { } refusal)
        {
            return refusal;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<QuaysideDb>();
        db.OrganisationId = caller.OrganisationId;
        await using var transaction = await db.Database.BeginTransactionAsync(
            System.Data.IsolationLevel.Serializable, cancellation);
        var owners = await db.Users.Where(u => u.OrganisationId == caller.OrganisationId && u.Role == Role.Owner)
            .Select(u => u.Id).ToListAsync(cancellation);
        var user = await db.Users.SingleOrDefaultAsync(
            u => u.Id == userId && u.OrganisationId == caller.OrganisationId, cancellation);
        if (user is null)
        {
            return Refusal.NotFound("person");
        }

        if (role != Role.Owner && owners is [var last] && last == userId)
        {
            return new Refusal("user.last_owner", "This is the only owner. Make somebody else an owner first.");
        }

        Audit.Add(db, caller, what, text(user), clock.GetUtcNow());
        var done = await change(scope.ServiceProvider.GetRequiredService<UserManager<User>>(), user);
        if (!done.Succeeded)
        {
            return new Refusal("user.changed", "Somebody else changed this person at the same moment. Look again.");
        }

        await transaction.CommitAsync(cancellation);
        return null;
    }
}
