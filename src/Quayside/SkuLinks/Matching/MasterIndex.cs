namespace Quayside.SkuLinks.Matching;

/// <summary>The masters, prepared for looking up. Not to be changed while a match runs on it.</summary>
public sealed class MasterIndex
{
    private readonly Dictionary<string, int> _slotOf = new(StringComparer.Ordinal);
    private readonly List<ProductFacts?> _masters = [];
    private readonly FactsReader _reader = new();
    private int _dead;
    private int _added;

    private MasterIndex()
    {
    }

    public int Count => _slotOf.Count;

    internal GramIndex Grams { get; } = new();

    internal KeyIndex Keys { get; } = new();

    internal WordIndex Words { get; } = new();

    /// <summary>Slots, some of them empty.</summary>
    internal int Slots => _masters.Count;

    internal ProductFacts? this[int slot] => _masters[slot];

    /// <remarks>The masters' order does not matter: they are kept in the order of their ids.</remarks>
    public static MasterIndex Build(IEnumerable<MatchProduct> masters)
    {
        var index = new MasterIndex();
        index._masters.AddRange(Facts.Of([.. masters.GroupBy(m => m.Id, StringComparer.Ordinal).Select(g => g.Last()).OrderBy(m => m.Id, StringComparer.Ordinal)]));
        index.Prepare();
        return index;
    }

    /// <summary>Adds a master, or replaces the one with its id.</summary>
    public void Put(MatchProduct master)
    {
        Remove(master.Id);
        var facts = _reader.Read(master);
        var slot = _masters.Count;
        _masters.Add(facts);
        Enter(slot, facts);
        Grams.Add(slot, facts, GramIndex.Of(FactsReader.TextOf(master)));
        if (++_added > 1000 + (Count / 4))
        {
            Rebuild();
        }
    }

    /// <summary>Does nothing where there is no such master.</summary>
    public void Remove(string id)
    {
        if (!_slotOf.Remove(id, out var slot))
        {
            return;
        }

        var facts = _masters[slot]!;
        _masters[slot] = null;
        Keys.Remove(slot, facts);
        Words.Remove(slot, facts);

        if (++_dead > 1000 + (Count / 4))
        {
            Rebuild();
        }
    }

    private void Enter(int slot, ProductFacts facts)
    {
        _slotOf[facts.Id] = slot;
        Keys.Add(slot, facts);
        Words.Add(slot, facts);
    }

    private void Rebuild()
    {
        var kept = _masters.OfType<ProductFacts>().OrderBy(m => m.Id, StringComparer.Ordinal).ToList();
        _masters.Clear();
        _masters.AddRange(kept);
        _slotOf.Clear();
        Words.Clear();
        Keys.Clear();
        Prepare();
    }

    private void Prepare()
    {
        var grams = new (int[], float[])[_masters.Count];
        Parallel.For(0, grams.Length, i => grams[i] = GramIndex.Of(FactsReader.TextOf(_masters[i]!.Product)));
        for (var slot = 0; slot < _masters.Count; slot++)
        {
            Enter(slot, _masters[slot]!);
        }

        Grams.Weigh(_masters, grams);
        (_dead, _added) = (0, 0);
    }
}
