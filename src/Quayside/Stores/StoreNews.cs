namespace Quayside.Stores;

/// <summary>Tells pages in this process that a store, its session or its rows changed.</summary>
public sealed class StoreNews
{
    /// <summary>Raised with organisation and store, on the thread that made the change: subscribers only note it.</summary>
    public event Action<long, long>? Changed;

    public void Tell(long organisationId, long storeId) => Changed?.Invoke(organisationId, storeId);
}
