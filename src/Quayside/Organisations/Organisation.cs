namespace Quayside.Organisations;

/// <summary>The seller company; every row of the domain belongs to exactly one.</summary>
public sealed class Organisation
{
    public long Id { get; init; } = NewId.Next();

    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many orders were numbered here, of all its offline stores.</summary>
    public int NumberedOrders { get; set; }
}

/// <summary>A row that only its own organisation sees.</summary>
public interface IBelongToOrganisation
{
    long OrganisationId { get; }
}
