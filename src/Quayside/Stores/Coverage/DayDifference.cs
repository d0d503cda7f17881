using Quayside.Connectors;

namespace Quayside.Stores.Coverage;

/// <summary>Both sides of one day, set against each other. Pure.</summary>
/// <param name="Missed">In the shop and not here.</param>
/// <param name="Differing">On both sides, and not alike.</param>
/// <param name="Gone">Here, and not in the shop.</param>
/// <param name="Gaps">Those of them that should have been right: what changed in the shop since we last looked is news and no gap.</param>
internal sealed record DayDifference(
    DateOnly Day,
    IReadOnlyList<ListedOrder> Theirs,
    IReadOnlyList<HeldOrder> Ours,
    IReadOnlyList<string> Missed,
    IReadOnlyList<string> Differing,
    IReadOnlyList<string> Gone,
    int Gaps)
{
    public bool IsEqual => Missed.Count + Differing.Count + Gone.Count == 0;

    public IEnumerable<string> All => Missed.Concat(Differing).Concat(Gone);

    /// <param name="readUpTo">By the shop's clock: what changed before should be here.</param>
    public static IEnumerable<DayDifference> Between(
        IEnumerable<ListedOrder> theirs, IEnumerable<HeldOrder> ours, OrderWindow window, DateTimeOffset readUpTo)
    {
        var held = ours.ToDictionary(o => o.Id, StringComparer.Ordinal);
        var byDay = theirs.ToLookup(o => OrderDays.DayOf(o.PlacedAt));
        var heldByDay = held.Values.ToLookup(o => OrderDays.DayOf(o.PlacedAt));
        for (var day = OrderDays.DayOf(window.From); day <= OrderDays.DayOf(window.To.AddTicks(-1)); day = day.AddDays(1))
        {
            yield return Of(day, [.. byDay[day]], [.. heldByDay[day]], held, readUpTo);
        }
    }

    private static DayDifference Of(
        DateOnly day, List<ListedOrder> theirs, List<HeldOrder> ours, Dictionary<string, HeldOrder> held, DateTimeOffset readUpTo)
    {
        var listed = theirs.Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        var missed = theirs.Where(o => !held.ContainsKey(o.Id)).ToList();
        var differing = theirs.Where(o => held.TryGetValue(o.Id, out var own) && !Alike(o, own)).ToList();
        var gone = ours.Where(o => !o.IsDeleted && !listed.Contains(o.Id)).ToList();
        var gaps = missed.Concat(differing).Count(o => o.ChangedAt is not { } changed || changed < readUpTo || !(held.GetValueOrDefault(o.Id)?.IsWhole ?? true))
            + gone.Count(o => !o.IsWhole);
        return new DayDifference(
            day, theirs, [.. ours.Where(o => !o.IsDeleted)],
            [.. missed.Select(o => o.Id)], [.. differing.Select(o => o.Id)], [.. gone.Select(o => o.Id)], gaps);
    }

    private static bool Alike(ListedOrder theirs, HeldOrder ours) =>
        ours is { IsDeleted: false, IsWhole: true } && theirs.Mark == ours.Mark
        && OrderDays.DayOf(theirs.PlacedAt) == OrderDays.DayOf(ours.PlacedAt)
        && (theirs.ChangedAt is not { } changed || changed.ToUnixTimeMilliseconds() == ours.ChangedAt?.ToUnixTimeMilliseconds());

    public string TheirFingerprint => OrderDays.Fingerprint(Theirs.Select(o => (o.Id, o.ChangedAt, true)));

    /// <remarks>Where the channel lists no times, ours are left out as well: both sides say the same of equal sets.</remarks>
    public string OurFingerprint
    {
        get
        {
            var untimed = Theirs.Where(o => o.ChangedAt is null).Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
            return OrderDays.Fingerprint(Ours.Select(o => (o.Id, untimed.Contains(o.Id) ? null : o.ChangedAt, o.IsWhole)));
        }
    }
}
