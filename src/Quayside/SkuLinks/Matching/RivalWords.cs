using System.Numerics;

namespace Quayside.SkuLinks.Matching;

/// <summary>Which words and prices tell a listing's masters apart: said of one alone, said of another, left over in one alone, said by a master's other listings.</summary>
internal sealed class RivalWords
{
    private const int MostWords = 64;
    private const int Shortest = 3;

    public static readonly string[] Names =
    [
        "said of it alone", "rarest said of it alone", "numbers said of it alone", "said of others", "rarest said of others", "numbers said of others",
        "lead in words", "said of none", "left in it alone", "rarest left in it alone", "numbers left in it alone", "left in others too",
        "said of best other", "not said of best other", "left beyond best other", "left in best other", "price lead",
        "unsaid by siblings", "said by siblings of it alone", "said by siblings of others", "siblings",
    ];

    private readonly Side _listing;
    private readonly Side[] _masters;
    private readonly ulong[] _said;
    private readonly ulong[] _saidBySiblings;
    private readonly int[] _siblings;
    private readonly ulong _numbers;
    private readonly int[][] _left;
    private readonly uint[] _leftInAll;
    private readonly float _medianPrice;

    /// <param name="masters">The listing's runners, best first.</param>
    /// <param name="siblings">For each of them other listings that go to it: what they say adds to what their master says.</param>
    /// <param name="medianPrice">See <see cref="PairScorer.MedianPrice"/>.</param>
    public RivalWords(in Side listing, Side[] masters, ProductFacts[][] siblings, float medianPrice)
    {
        (_listing, _masters, _medianPrice) = (listing, masters, medianPrice);
        _said = new ulong[masters.Length];
        _left = new int[masters.Length][];
        for (var i = 0; i < masters.Length; i++)
        {
            (_said[i], _left[i]) = Compare(listing.Facts, masters[i].Facts);
        }

        for (var i = 0; i < Words; i++)
        {
            _numbers |= IsNumber(listing.Facts.Tokens[i]) ? 1UL << i : 0;
        }

        _siblings = Array.ConvertAll(siblings, s => s.Length);
        _saidBySiblings = [.. siblings.Select((s, i) => s.Aggregate(_said[i], (said, sibling) => said | SaidBy(sibling)))];

        _leftInAll = LeftInAll();
    }

    public static int Count => Names.Length;

    private int Words => Math.Min(MostWords, _listing.Facts.Tokens.Length);

    /// <summary>Writes what the runner at this rank has before its rivals.</summary>
    public void Fill(Span<float> into, int rank)
    {
        var (mine, others, lead) = (_said[rank], 0UL, 0f);
        for (var i = 0; i < _said.Length; i++)
        {
            others |= i == rank ? 0 : _said[i];
            lead = i == rank ? lead : MathF.Max(lead, Weigh(_said[i]).Sum);
        }

        (into[0], into[1]) = Weigh(mine & ~others);
        into[2] = BitOperations.PopCount(mine & ~others & _numbers);
        (into[3], into[4]) = Weigh(others & ~mine);
        into[5] = BitOperations.PopCount(others & ~mine & _numbers);
        into[6] = Weigh(mine).Sum - lead;
        into[7] = Weigh(~(mine | others)).Sum;
        Left(into[8..12], rank);
        BesideBestOther(into[12..16], rank);
        into[16] = PriceLead(rank);
        WithSiblings(into[17..], rank);
    }

    private static bool IsNumber(in Token token) => token.Is(TokenKind.Code | TokenKind.Number | TokenKind.Quantity);

    // The listing's words that the master has, and the master's words that the listing has not; inside a longer text counts.
    private static (ulong Said, int[] Left) Compare(ProductFacts listing, ProductFacts master)
    {
        var said = 0UL;
        var (a, b) = (listing.Tokens, master.Tokens);
        Span<int> left = stackalloc int[MostWords];
        var (i, j, count) = (0, 0, 0);
        while (i < a.Length || j < b.Length)
        {
            if (j >= b.Length || (i < a.Length && a[i].Hash < b[j].Hash))
            {
                said |= i < MostWords && IsInside(a[i], master.Squashed) ? 1UL << i : 0;
                i++;
            }
            else if (i >= a.Length || b[j].Hash < a[i].Hash)
            {
                if (count < MostWords && !IsInside(b[j], listing.Squashed))
                {
                    left[count++] = j;
                }

                j++;
            }
            else
            {
                said |= i < MostWords ? 1UL << i : 0;
                (i, j) = (i + 1, j + 1);
            }
        }

        return (said, left[..count].ToArray());
    }

    private static bool IsInside(in Token token, string text) =>
        token.Text.Length >= Shortest && (token.Is(TokenKind.Code) || !token.Is(TokenKind.Number | TokenKind.Quantity)) && text.Contains(token.Text, StringComparison.Ordinal);

    private uint[] LeftInAll()
    {
        var all = new List<uint>();
        for (var i = 0; i < _left.Length; i++)
        {
            foreach (var at in _left[i])
            {
                all.Add(_masters[i].Facts.Tokens[at].Hash);
            }
        }

        all.Sort();
        return [.. all];
    }

    private (float Sum, float Rarest) Weigh(ulong words)
    {
        var (sum, rarest) = (0f, 0f);
        for (var i = 0; i < Words; i++)
        {
            if ((words >> i & 1) != 0)
            {
                sum += _listing.Weights[i];
                rarest = MathF.Max(rarest, _listing.Weights[i]);
            }
        }

        return (sum, rarest);
    }

    private void Left(Span<float> into, int rank)
    {
        into.Clear();
        var master = _masters[rank];
        foreach (var at in _left[rank])
        {
            var weight = master.Weights[at];
            if (IsLeftInOthers(master.Facts.Tokens[at].Hash))
            {
                into[3] += weight;
                continue;
            }

            into[0] += weight;
            into[1] = MathF.Max(into[1], weight);
            into[2] += IsNumber(master.Facts.Tokens[at]) ? 1 : 0;
        }
    }

    private bool IsLeftInOthers(uint hash)
    {
        var at = Array.BinarySearch(_leftInAll, hash);
        return (at > 0 && _leftInAll[at - 1] == hash) || (at + 1 < _leftInAll.Length && _leftInAll[at + 1] == hash);
    }

    private void BesideBestOther(Span<float> into, int rank)
    {
        into.Clear();
        if (_masters.Length < 2)
        {
            return;
        }

        var other = rank == 0 ? 1 : 0;
        into[0] = Weigh(_said[other] & ~_said[rank]).Sum;
        into[1] = Weigh(_said[rank] & ~_said[other]).Sum;
        into[2] = Beyond(rank, other);
        into[3] = Beyond(other, rank);
    }

    // What is left over in one master and not said of the other.
    private float Beyond(int one, int other)
    {
        var sum = 0f;
        foreach (var at in _left[one])
        {
            sum += IsOneOf(_masters[one].Facts.Tokens[at].Hash, other) ? 0 : _masters[one].Weights[at];
        }

        return sum;
    }

    private bool IsOneOf(uint hash, int master)
    {
        foreach (var at in _left[master])
        {
            if (_masters[master].Facts.Tokens[at].Hash == hash)
            {
                return true;
            }
        }

        return false;
    }

    private ulong SaidBy(ProductFacts sibling)
    {
        var said = 0UL;
        for (var i = 0; i < Words; i++)
        {
            var token = _listing.Facts.Tokens[i];
            said |= sibling.Tokens.AsSpan().BinarySearch(token) >= 0 || IsInside(token, sibling.Squashed) ? 1UL << i : 0;
        }

        return said;
    }

    private void WithSiblings(Span<float> into, int rank)
    {
        var (mine, others) = (_saidBySiblings[rank], 0UL);
        for (var i = 0; i < _saidBySiblings.Length; i++)
        {
            others |= i == rank ? 0 : _saidBySiblings[i];
        }

        into[0] = Weigh(~mine).Sum;
        into[1] = Weigh(mine & ~others).Sum;
        into[2] = Weigh(others & ~mine).Sum;
        into[3] = _siblings[rank];
    }

    private float PriceLead(int rank)
    {
        var mine = PriceDistance(rank);
        var best = float.NaN;
        for (var i = 0; i < _masters.Length; i++)
        {
            var distance = i == rank ? float.NaN : PriceDistance(i);
            best = float.IsNaN(best) || distance < best ? distance : best;
        }

        return float.IsNaN(mine) || float.IsNaN(best) ? PairFeatures.Unknown : best - mine;
    }

    private float PriceDistance(int rank) => MathF.Abs(_listing.Facts.LogPrice - _masters[rank].Facts.LogPrice - _medianPrice);
}
