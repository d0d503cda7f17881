using System.Globalization;
using System.Security.Claims;

namespace Quayside.Organisations;

/// <summary>Who a principal is: the one place where a request or a page says whose rows it may see.</summary>
public sealed class Callers
{
    /// <returns>null when nobody is signed in.</returns>
#pragma warning disable CA1822 // Injected where pages ask for it, like everything else they ask.
    public Caller? Of(ClaimsPrincipal principal) => CallerClaims.Read(principal);
#pragma warning restore CA1822
}

/// <summary>A caller as claims and back.</summary>
internal static class CallerClaims
{
    public const string Organisation = "organisation";
    public const string Role = "role";

    public static IEnumerable<Claim> Write(Caller caller) =>
    [
        new(Organisation, caller.OrganisationId.ToString(CultureInfo.InvariantCulture)),
        new(Role, caller.Role.ToString()),
    ];

    public static Caller? Read(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true, Name: { } name }
        && long.TryParse(principal.FindFirstValue(Organisation), CultureInfo.InvariantCulture, out var organisation)
        && Enum.TryParse<Role>(principal.FindFirstValue(Role), out var role)
            ? new Caller(organisation, role, name)
            : null;

    /// <exception cref="InvalidOperationException">Nobody is signed in: the route forgot to ask.</exception>
    public static Caller Caller(this ClaimsPrincipal principal) =>
        Read(principal) ?? throw new InvalidOperationException("A route that needs a caller let somebody in who is not signed in.");
}
