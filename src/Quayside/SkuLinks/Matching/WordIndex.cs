namespace Quayside.SkuLinks.Matching;

/// <summary>Masters by their words, and by the numbers inside their codes and their category.</summary>
internal sealed class WordIndex
{
    private readonly Dictionary<uint, List<int>> _slots = [];

    public void Add(int slot, ProductFacts master)
    {
        foreach (var word in WordsOf(master))
        {
            (_slots.TryGetValue(word, out var slots) ? slots : _slots[word] = new List<int>(1)).Add(slot);
        }
    }

    public void Remove(int slot, ProductFacts master)
    {
        foreach (var word in WordsOf(master))
        {
            _slots.GetValueOrDefault(word)?.Remove(slot);
        }
    }

    /// <summary>The same for masters and listings.</summary>
    public static IEnumerable<uint> WordsOf(ProductFacts facts) => facts.Tokens.Select(t => t.Hash).Concat(facts.SearchKeys);

    public void Clear() => _slots.Clear();

    /// <summary>How many masters have the word.</summary>
    public int Count(uint word) => _slots.TryGetValue(word, out var slots) ? slots.Count : 0;

    public List<int> this[uint word] => _slots.TryGetValue(word, out var slots) ? slots : [];
}
