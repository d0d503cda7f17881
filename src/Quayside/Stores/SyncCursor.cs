using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>Up to when the changes of one kind of thing of a store are here.</summary>
public sealed class SyncCursor : IBelongToOrganisation
{
    public required long StoreId { get; init; }

    /// <summary>Listings with their stock, or orders.</summary>
    public required StageName Feed { get; init; }

    public required long OrganisationId { get; init; }

    /// <summary>By our clock: everything that changed in the shop before is in the tables. Moved only with its rows.</summary>
    public required DateTimeOffset ReadUpTo { get; set; }
}
