namespace Quayside.Organisations;

/// <summary>The answer that a write with this Idempotency-Key got, given again when the same request is repeated.</summary>
public sealed class IdempotentAnswer : IBelongToOrganisation
{
    public required long OrganisationId { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 over method, path and body: the same key for another request is refused.</summary>
    public required byte[] RequestHash { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>null while the first request is still being answered.</summary>
    public int? Status { get; set; }

    public byte[]? Body { get; set; }

    public string? Location { get; set; }
}
