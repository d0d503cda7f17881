namespace Quayside.Carriers;

/// <summary>Which carriers there are to a person: those that were joined into another are names of that one.</summary>
internal static class StandingCarriers
{
    public static IQueryable<Carrier> Standing(this IQueryable<Carrier> carriers) => carriers.Where(c => c.MergedIntoId == null);
}
