namespace Quayside.SkuLinks.Matching;

/// <summary>The masters, prepared for looking up. Not to be changed while a match runs on it.</summary>
public sealed class MasterIndex
{
    private readonly Dictionary<string, MatchProduct> _masters = new(StringComparer.Ordinal);

    public int Count => _masters.Count;

    public static MasterIndex Build(IEnumerable<MatchProduct> masters)
    {
        var index = new MasterIndex();
        foreach (var master in masters)
        {
            index.Put(master);
        }

        return index;
    }

    /// <summary>Adds a master, or replaces the one with its id.</summary>
    public void Put(MatchProduct master) => _masters[master.Id] = master;

    /// <summary>Does nothing where there is no such master.</summary>
    public void Remove(string id) => _masters.Remove(id);
}
