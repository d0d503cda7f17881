namespace Quayside.Training;

/// <summary>Chance that repeats itself for a seed, on every machine.</summary>
internal sealed class Dice(uint seed)
{
    private uint _state = (seed * 2654435761u) | 1;

    public float Next()
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (_state >> 8) / 16777216f;
    }

    public int Below(int count) => (int)(Next() * count);

    public void Shuffle<T>(IList<T> list)
    {
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
    }
}
