namespace Quayside.Stores.Sync;

/// <summary>What became of a batch of records.</summary>
/// <param name="Written">Rows inserted or updated; 0 when the batch held nothing new.</param>
/// <param name="Problems">Records that were read but cannot be kept.</param>
/// <param name="Changed">Records that were new or differed from what was here.</param>
internal sealed record ImportResult(int Written, IReadOnlyList<ImportProblem> Problems, int Changed = 0)
{
    public static ImportResult Nothing { get; } = new(0, []);
}

/// <param name="Reason">In words for the shop's owner.</param>
internal sealed record ImportProblem(string ChannelId, string Reason);

/// <summary>The store that rows are imported for, as it was when the run began.</summary>
/// <param name="ConnectedAt">Orders placed before are history.</param>
/// <param name="By">How what is imported was learned; goes into timelines.</param>
internal sealed record ImportTarget(long OrganisationId, long StoreId, DateTimeOffset ConnectedAt, LearnedBy By)
{
    /// <summary>Where the store's first window begins. What was placed before is history whenever it is fetched: it is never open,
    /// reserves nothing and asks for nobody's attention.</summary>
    public DateTimeOffset OpenFrom { get; init; }

    /// <summary>As the connector says: a variation keeps its id when it moves to another listing.</summary>
    public bool VariationIdsAreUnique { get; init; }
}
