namespace Quayside.SkuLinks.Matching;

/// <summary>How telling each word is: the rarer among the masters and listings at hand, the more.</summary>
internal sealed class WordWeights
{
    private readonly MasterIndex _masters;
    private readonly Dictionary<uint, int> _listings = [];
    private readonly float[]?[] _ofMasters;
    private readonly float _count;

    public WordWeights(MasterIndex masters, IReadOnlyList<ProductFacts> listings)
    {
        _masters = masters;
        _ofMasters = new float[]?[masters.Slots];
        _count = masters.Count + (listings.Count >= Rivals.SmallestBatch ? listings.Count : 1) + 1;
        foreach (var listing in listings.Count >= Rivals.SmallestBatch ? listings : [])
        {
            foreach (var token in listing.Tokens)
            {
                _listings[token.Hash] = _listings.GetValueOrDefault(token.Hash) + 1;
            }
        }

        Scale = 1 / MathF.Log(_count + 1);
    }

    /// <summary>Makes sets of different sizes alike: a word that one product has weighs 1.</summary>
    private float Scale { get; }

    public float[] Of(ProductFacts facts)
    {
        var weights = new float[facts.Tokens.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = Of(facts.Tokens[i].Hash);
        }

        return weights;
    }

    // Two threads may do this at once: both write the same.
    public float[] OfMaster(int slot) => _ofMasters[slot] ??= Of(_masters[slot]!);

    private float Of(uint hash)
    {
        var frequency = Math.Max(1, _masters.Words.Count(hash) + _listings.GetValueOrDefault(hash));
        return MathF.Max(0.02f, MathF.Log((_count + 1) / (frequency + 0.5f)) * Scale);
    }
}
