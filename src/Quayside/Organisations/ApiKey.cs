namespace Quayside.Organisations;

/// <summary>A key for programs. The key itself is shown once and never stored.</summary>
public sealed class ApiKey : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required string Name { get; init; }

    public required Role Role { get; init; }

    /// <summary>SHA-256 of the key; the key holds 256 bits of chance, so nothing slower is needed.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The key's first characters, for telling keys apart in a list.</summary>
    public required string Prefix { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}
