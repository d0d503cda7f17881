namespace Quayside.SkuLinks.Matching;

/// <summary>Character 3-grams with their postings: which masters have one, and how much it weighs there.</summary>
/// <remarks>The weights' document frequencies are those of the last <see cref="Weigh"/>; a master put later is weighed with the same ones.</remarks>
internal sealed class GramIndex
{
    private const int Bits = 6;
    public const int Grams = 1 << (3 * Bits);

    private readonly Postings?[] _postings = new Postings?[Grams];
    private readonly float[] _idf = new float[Grams];

    internal sealed class Postings
    {
        public int[] Slots = new int[2];
        public float[] Weights = new float[2];
        public int Count;

        public void Add(int slot, float weight)
        {
            if (Count == Slots.Length)
            {
                Array.Resize(ref Slots, Count * 2);
                Array.Resize(ref Weights, Count * 2);
            }

            (Slots[Count], Weights[Count]) = (slot, weight);
            Count++;
        }
    }

    public Postings? this[int gram] => _postings[gram];

    /// <summary>The text's 3-grams, ascending, each once, with how often it occurs.</summary>
    public static (int[] Grams, float[] Counts) Of(string lower)
    {
        Span<int> all = lower.Length < 500 ? stackalloc int[lower.Length + 2] : new int[lower.Length + 2];
        var count = 0;
        var window = 0;
        var letters = 0;
        var wasSpace = true;
        foreach (var letter in lower)
        {
            var code = CodeOf(letter);
            if (code == 0 && wasSpace)
            {
                continue;
            }

            wasSpace = code == 0;
            window = ((window << Bits) | code) & (Grams - 1);
            if (++letters >= 2)
            {
                all[count++] = window;
            }
        }

        if (letters > 0 && !wasSpace)
        {
            all[count++] = (window << Bits) & (Grams - 1);
        }

        return Counted(all[..count]);
    }

    /// <summary>Takes document frequencies from the masters at hand and weighs them all anew.</summary>
    public void Weigh(IReadOnlyList<ProductFacts?> masters, IReadOnlyList<(int[] Grams, float[] Counts)> grams)
    {
        Array.Clear(_postings);
        var frequency = new int[Grams];
        var count = 0;
        for (var slot = 0; slot < masters.Count; slot++)
        {
            if (masters[slot] is not null)
            {
                count++;
                foreach (var gram in grams[slot].Grams)
                {
                    frequency[gram]++;
                }
            }
        }

        for (var gram = 0; gram < Grams; gram++)
        {
            _idf[gram] = MathF.Log((count + 1f) / (frequency[gram] + 1f)) + 0.3f;
        }

        for (var slot = 0; slot < masters.Count; slot++)
        {
            if (masters[slot] is { } master)
            {
                Add(slot, master, grams[slot]);
            }
        }
    }

    public void Add(int slot, ProductFacts master, (int[] Grams, float[] Counts) grams)
    {
        var weights = Weights(grams);
        (master.Grams, master.GramWeights) = (grams.Grams, weights);
        for (var i = 0; i < weights.Length; i++)
        {
            (_postings[grams.Grams[i]] ??= new Postings()).Add(slot, weights[i]);
        }
    }

    /// <summary>TF-IDF weights of length 1.</summary>
    public float[] Weights((int[] Grams, float[] Counts) grams)
    {
        var weights = new float[grams.Grams.Length];
        var sum = 0f;
        for (var i = 0; i < weights.Length; i++)
        {
            var weight = (1 + MathF.Log(grams.Counts[i])) * _idf[grams.Grams[i]];
            weights[i] = weight;
            sum += weight * weight;
        }

        var length = sum > 0 ? 1 / MathF.Sqrt(sum) : 0;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] *= length;
        }

        return weights;
    }

    public static float Cosine(int[] left, float[] leftWeights, int[] right, float[] rightWeights)
    {
        var sum = 0f;
        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            var (a, b) = (left[i], right[j]);
            if (a == b)
            {
                sum += leftWeights[i] * rightWeights[j];
            }

            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        return sum;
    }

    private static (int[], float[]) Counted(Span<int> all)
    {
        all.Sort();
        var grams = new int[all.Length];
        var counts = new float[all.Length];
        var distinct = 0;
        for (var i = 0; i < all.Length; i++)
        {
            if (distinct > 0 && grams[distinct - 1] == all[i])
            {
                counts[distinct - 1]++;
            }
            else
            {
                (grams[distinct], counts[distinct]) = (all[i], 1);
                distinct++;
            }
        }

        Array.Resize(ref grams, distinct);
        Array.Resize(ref counts, distinct);
        return (grams, counts);
    }

    private static int CodeOf(char letter) => letter switch
    {
        >= 'a' and <= 'z' => letter - 'a' + 1,
        >= '0' and <= '9' => letter - '0' + 27,
        _ when char.IsLetterOrDigit(letter) => 37 + (letter % 27),
        _ => 0,
    };
}
