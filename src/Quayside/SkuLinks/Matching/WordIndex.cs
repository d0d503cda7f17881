namespace Quayside.SkuLinks.Matching;

/// <summary>Masters by their words.</summary>
internal sealed class WordIndex
{
    private readonly Dictionary<uint, List<int>> _slots = [];

    public void Add(int slot, ProductFacts master)
    {
        foreach (var token in master.Tokens)
        {
            (_slots.TryGetValue(token.Hash, out var slots) ? slots : _slots[token.Hash] = new List<int>(1)).Add(slot);
        }
    }

    public void Remove(int slot, ProductFacts master)
    {
        foreach (var token in master.Tokens)
        {
            _slots.GetValueOrDefault(token.Hash)?.Remove(slot);
        }
    }

    public void Clear() => _slots.Clear();

    /// <summary>How many masters have the word.</summary>
    public int Count(uint word) => _slots.TryGetValue(word, out var slots) ? slots.Count : 0;

    public List<int> this[uint word] => _slots.TryGetValue(word, out var slots) ? slots : [];
}
