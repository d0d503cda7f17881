namespace Quayside.Stores;

/// <summary>Tells pages in this process that a store, its session or its rows changed.</summary>
public sealed class StoreNews
{
    /// <summary>Raised with organisation and store (0 for what belongs to none), on the thread that made the change: subscribers only note it.</summary>
    public event Action<long, long>? Changed;

    public void Tell(long organisationId, long storeId) => Changed?.Invoke(organisationId, storeId);

    /// <summary>What belongs to no one store changed: stock, warehouses.</summary>
    public void Tell(long organisationId) => Changed?.Invoke(organisationId, 0);
}
