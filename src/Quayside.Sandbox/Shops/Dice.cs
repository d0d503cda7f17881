namespace Quayside.Sandbox;

/// <summary>Chance that rolls the same on every machine and every version of the runtime (SplitMix64).</summary>
internal sealed class Dice(ulong state)
{
    private ulong _state = state;

    /// <summary>Dice that belong to one thing, so that adding another thing elsewhere changes nothing here.</summary>
    public static Dice For(int seed, string purpose, long index)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in purpose)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        var dice = new Dice(hash ^ ((ulong)(uint)seed << 32) ^ ((ulong)index * 0x9E3779B97F4A7C15UL));
        dice.Next();
        return dice;
    }

    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <param name="percent">0 to 100, fractions allowed down to a hundredth.</param>
    public bool Chance(double percent) => Below(10_000) < percent * 100;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
