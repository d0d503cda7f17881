namespace Quayside.Organisations;

/// <summary>Who did what, when. Never changed, never holds a secret.</summary>
public sealed class AuditEntry : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>A person's sign-in name, "key: name" for an API key, "Quayside" for the program itself.</summary>
    public required string Who { get; init; }

    /// <summary>A stable code such as "store.connected".</summary>
    public required string What { get; init; }

    public required string Text { get; init; }

    public long? StoreId { get; init; }
}
