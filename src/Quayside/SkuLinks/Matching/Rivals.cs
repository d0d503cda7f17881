namespace Quayside.SkuLinks.Matching;

/// <summary>How a pair stands beside the listing's other masters and the master's other listings.</summary>
/// <remarks>Soft: many listings may go to one master, and a feature only says how many better ones there are.</remarks>
internal sealed class Rivals
{
    /// <summary>Fewer listings than this say too little about one another: each is looked at as if it had come alone.</summary>
    public const int SmallestBatch = 300;

    private const int MostSiblings = 8;

    public static readonly string[] Names =
    [
        "pair", "rank in listing", "gap in listing", "best other in listing", "share in listing", "cosine gap in listing",
        "rank at master", "gap at master", "best other at master", "firsts at master", "gap in store", "cosine gap at master",
        "cosine rank at master", "paired by trees", "paired by cosine", "second at masters", "share of found", "firsts per master",
        .. AlikeListings.Names, .. RivalWords.Names,
    ];

    private readonly Shortlist _list;
    private readonly MasterIndex _masters;
    private readonly AlikeListings? _alike;
    private readonly int[] _from;
    private readonly (float LogOdds, float Cosine, int Listing)[] _atMaster;
    private readonly int[] _firsts;
    private readonly int[][] _surest;
    private readonly int[] _byTrees = [];
    private readonly int[] _byCosine = [];
    private readonly float[] _global = [PairFeatures.Unknown, PairFeatures.Unknown, PairFeatures.Unknown];

    /// <param name="forAll">Does what it is given for each listing of the batch.</param>
    public Rivals(Shortlist list, MasterIndex masters, Action<Action<int>> forAll)
    {
        (_list, _masters) = (list, masters);
        _from = new int[masters.Slots + 1];
        _firsts = new int[masters.Slots];
        (_atMaster, _surest) = ([], []);
        if (!IsAlone)
        {
            _alike = new AlikeListings(list, forAll);
            _surest = Surest();
            _atMaster = Group();
            _byTrees = Paired(r => r.LogOdds);
            _byCosine = Paired(r => r.Cosine);
            Measure();
        }
    }

    public static int Count => Names.Length;

    private bool IsAlone => _list.Listings.Length < SmallestBatch;

    /// <summary>For each runner the surest of the other listings that have it as their first.</summary>
    public ProductFacts[][] SiblingsOf(int listing) => IsAlone
        ? Array.ConvertAll(_list.Runners[listing], _ => Array.Empty<ProductFacts>())
        : Array.ConvertAll(_list.Runners[listing], r => _surest[r.Slot].Where(other => other != listing).Select(other => _list.Listings[other]).Take(MostSiblings).ToArray());

    /// <summary>Writes the rivals' features behind the pair's own.</summary>
    public void Fill(Span<float> into, int listing, int rank, RivalWords words)
    {
        words.Fill(into[^RivalWords.Count..], rank);
        var alike = into[^(AlikeListings.Count + RivalWords.Count)..^RivalWords.Count];
        alike.Clear();
        _alike?.Fill(alike, listing, rank);
        var runners = _list.Runners[listing];
        var runner = runners[rank];
        var best = rank == 0 ? (runners.Length > 1 ? runners[1].LogOdds : -Runner.Surely) : runners[0].LogOdds;
        var (sum, bestCosine) = (0f, 0f);
        for (var i = 0; i < runners.Length; i++)
        {
            sum += Trees.Probability(runners[i].LogOdds);
            bestCosine = i == rank ? bestCosine : MathF.Max(bestCosine, runners[i].Cosine);
        }

        into[0] = runner.LogOdds;
        into[1] = rank;
        into[2] = runner.LogOdds - best;
        into[3] = best;
        into[4] = Trees.Probability(runner.LogOdds) / MathF.Max(sum, 1e-6f);
        into[5] = runner.Cosine - bestCosine;
        if (!IsAlone)
        {
            AtMaster(into, listing, rank, runner);
            return;
        }

        ReadOnlySpan<float> unrivalled = [0, runner.LogOdds + Runner.Surely, -Runner.Surely, 0, runner.LogOdds + Runner.Surely, runner.Cosine, 0, rank == 0 ? 1 : 0, rank == 0 ? 1 : 0, PairFeatures.Unknown, PairFeatures.Unknown, PairFeatures.Unknown];
        unrivalled.CopyTo(into[6..]);
    }

    private void AtMaster(Span<float> into, int listing, int rank, in Runner runner)
    {
        var store = _list.Listings[listing].Product.Store;
        var (better, betterCosine, best, bestCosine, bestInStore) = (0, 0, -Runner.Surely, 0f, -Runner.Surely);
        for (var i = _from[runner.Slot]; i < _from[runner.Slot + 1]; i++)
        {
            var other = _atMaster[i];
            if (other.Listing == listing)
            {
                continue;
            }

            better += other.LogOdds > runner.LogOdds ? 1 : 0;
            betterCosine += other.Cosine > runner.Cosine ? 1 : 0;
            best = MathF.Max(best, other.LogOdds);
            bestCosine = MathF.Max(bestCosine, other.Cosine);
            if (store is not null && _list.Listings[other.Listing].Product.Store == store)
            {
                bestInStore = MathF.Max(bestInStore, other.LogOdds);
            }
        }

        into[6] = better;
        into[7] = runner.LogOdds - best;
        into[8] = best;
        into[9] = _firsts[runner.Slot] - (rank == 0 && runner.LogOdds > 0 ? 1 : 0);
        into[10] = runner.LogOdds - bestInStore;
        into[11] = runner.Cosine - bestCosine;
        into[12] = betterCosine;
        into[13] = _byTrees[listing] == runner.Slot ? 1 : 0;
        into[14] = _byCosine[listing] == runner.Slot ? 1 : 0;
        _global.CopyTo(into[15..]);
    }

    private (float, float, int)[] Group()
    {
        foreach (var runners in _list.Runners)
        {
            foreach (var runner in runners)
            {
                _from[runner.Slot + 1]++;
            }
        }

        for (var slot = 0; slot < _masters.Slots; slot++)
        {
            _from[slot + 1] += _from[slot];
        }

        var at = _from.AsSpan(0, _masters.Slots).ToArray();
        var grouped = new (float, float, int)[_from[^1]];
        for (var listing = 0; listing < _list.Runners.Length; listing++)
        {
            foreach (var runner in _list.Runners[listing])
            {
                grouped[at[runner.Slot]++] = (runner.LogOdds, runner.Cosine, listing);
            }
        }

        return grouped;
    }

    private int[][] Surest()
    {
        var surest = new int[_masters.Slots][];
        Array.Fill(surest, []);
        foreach (var group in Enumerable.Range(0, _list.Runners.Length).Where(i => _list.Runners[i] is [{ LogOdds: > 0 }, ..]).GroupBy(i => _list.Runners[i][0].Slot))
        {
            surest[group.Key] = [.. group.OrderByDescending(i => _list.Runners[i][0].LogOdds).ThenBy(i => i).Take(MostSiblings + 1)];
        }

        return surest;
    }

    // As if a master had one listing: the best pairs first, each side once. A hint among others, for shops that show things once.
    private int[] Paired(Func<Runner, float> measure)
    {
        var all = new List<(float Value, int Listing, int Slot)>();
        for (var listing = 0; listing < _list.Runners.Length; listing++)
        {
            foreach (var runner in _list.Runners[listing])
            {
                all.Add((-measure(runner), listing, runner.Slot));
            }
        }

        all.Sort();
        var slotOf = new int[_list.Runners.Length];
        Array.Fill(slotOf, -1);
        var taken = new bool[_masters.Slots];
        foreach (var (_, listing, slot) in all)
        {
            if (slotOf[listing] < 0 && !taken[slot])
            {
                (slotOf[listing], taken[slot]) = (slot, true);
            }
        }

        return slotOf;
    }

    // What kind of set this is, in coarse steps: whether a master has one listing or many, and how many listings have one at all.
    private void Measure()
    {
        var found = 0;
        foreach (var runners in _list.Runners)
        {
            if (runners.Length > 0 && runners[0].LogOdds > 0)
            {
                found++;
                _firsts[runners[0].Slot]++;
            }
        }

        _global[0] = Step(SecondAtMasters(), 0.1f);
        _global[1] = Step((float)found / _list.Listings.Length, 0.2f);
        _global[2] = Step((float)found / Math.Max(1, _firsts.Count(f => f > 0)), 0.4f);
    }

    private float SecondAtMasters()
    {
        var (sum, count) = (0f, 0);
        for (var slot = 0; slot < _masters.Slots; slot++)
        {
            var (best, second) = (-Runner.Surely, -Runner.Surely);
            for (var i = _from[slot]; i < _from[slot + 1]; i++)
            {
                var odds = _atMaster[i].LogOdds;
                second = odds > best ? best : MathF.Max(second, odds);
                best = MathF.Max(best, odds);
            }

            if (best > 0)
            {
                sum += Trees.Probability(second);
                count++;
            }
        }

        return sum / Math.Max(1, count);
    }

    private static float Step(float value, float step) => MathF.Round(value / step) * step;
}
