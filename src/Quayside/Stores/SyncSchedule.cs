namespace Quayside.Stores;

/// <summary>When a store is next looked at. All of it is in the store's row, so it outlives every process.</summary>
/// <param name="every">Between two looks for changes, where a store has no setting of its own; zero: stores are looked at only when
/// somebody asks.</param>
public sealed class SyncSchedule(TimeProvider clock, TimeSpan every)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);

    public TimeProvider Clock => clock;

    /// <summary>Whether stores without a setting of their own are looked at by themselves.</summary>
    internal bool IsOn => every > TimeSpan.Zero;

    internal TimeSpan Every(Store store) => store.SyncEveryMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : every;

    /// <summary>Up to a tenth earlier or later, so that stores connected together do not call together.</summary>
    /// <returns>null when nothing is planned.</returns>
    internal DateTimeOffset? NextLook(Store store, DateTimeOffset after) =>
        Every(store) is { Ticks: > 0 } wait ? after + Spread(wait) : null;

    internal static DateTimeOffset NextComparison(DateTimeOffset after) => after + Spread(Day);

    /// <summary>The first one follows the first sync closely: until then nothing is proven.</summary>
    internal DateTimeOffset FirstComparison(Store store, DateTimeOffset after) =>
        after + Spread(Every(store) is { Ticks: > 0 } wait ? wait / 5 : TimeSpan.Zero);

    private static TimeSpan Spread(TimeSpan time) => time * (0.9 + (Random.Shared.NextDouble() / 5));
}
