namespace Quayside.Organisations;

/// <summary>On whose behalf something is done, taken from the signed-in principal and from nothing else.</summary>
/// <param name="Name">A person's sign-in name, or "key: name" for an API key; goes into the audit.</param>
public sealed record Caller(long OrganisationId, Role Role, string Name)
{
    /// <returns>null when the role suffices.</returns>
    public Refusal? Needs(Role role) => Role >= role
        ? null
        : new Refusal("forbidden", $"Only {role.ToString().ToLowerInvariant()}s may do this. Ask an owner of your organisation.");
}
