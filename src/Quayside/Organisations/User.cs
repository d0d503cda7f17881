using Microsoft.AspNetCore.Identity;

namespace Quayside.Organisations;

/// <summary>A person who signs in. Belongs to one organisation.</summary>
public sealed class User : IdentityUser<long>
{
    public long OrganisationId { get; set; }

    public Role Role { get; set; }
}

/// <summary>What a person or an API key may do; each role may do what the ones before it may.</summary>
public enum Role
{
    /// <summary>Looks.</summary>
    Viewer,

    /// <summary>Works: syncs, links, retries.</summary>
    Manager,

    /// <summary>Connects and disconnects stores, makes keys and people.</summary>
    Owner,
}
