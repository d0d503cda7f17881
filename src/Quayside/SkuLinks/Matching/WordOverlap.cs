namespace Quayside.SkuLinks.Matching;

/// <summary>Which words two products share, which are left over on either side, and how telling those are.</summary>
internal struct WordOverlap
{
    private const int Shortest = 3;
    private const int MostLeft = 24;

    private float _listingAll, _masterAll, _shared, _softListing, _softMaster;
    private float _rarestShared, _secondShared, _rarestLeftListing, _rarestLeftMaster, _rarestSharedCode;
    private int _soft, _sharedCodes, _codesListing, _codesMaster, _sharedNumbers, _numbersListing, _numbersMaster;
    private float _nearest, _nearestLengths;
    private TopThree _topListing, _topMaster;

    private struct TopThree
    {
        private float _a, _b, _c;
        private bool _inA, _inB, _inC;

        public void Add(float weight, bool isShared)
        {
            if (weight > _a)
            {
                (_c, _inC, _b, _inB, _a, _inA) = (_b, _inB, _a, _inA, weight, isShared);
            }
            else if (weight > _b)
            {
                (_c, _inC, _b, _inB) = (_b, _inB, weight, isShared);
            }
            else if (weight > _c)
            {
                (_c, _inC) = (weight, isShared);
            }
        }

        public readonly float Shared => _a + _b + _c == 0 ? 0 : ((_inA ? _a : 0) + (_inB ? _b : 0) + (_inC ? _c : 0)) / (_a + _b + _c);
    }

    public static WordOverlap Of(in Side listing, in Side master)
    {
        var overlap = new WordOverlap();
        Span<int> leftListing = stackalloc int[MostLeft];
        Span<int> leftMaster = stackalloc int[MostLeft];
        var (countListing, countMaster) = overlap.Walk(listing, master, leftListing, leftMaster);
        leftListing = leftListing[..countListing];
        leftMaster = leftMaster[..countMaster];
        countListing = overlap.Soften(listing, master.Facts.Squashed, leftListing, isListing: true);
        countMaster = overlap.Soften(master, listing.Facts.Squashed, leftMaster, isListing: false);
        overlap.Nearest(listing.Facts.Tokens, leftListing[..countListing], master.Facts.Tokens, leftMaster[..countMaster]);
        return overlap;
    }

    public readonly void Write(Span<float> into, ref int at)
    {
        into[at++] = (_shared + _softListing) / MathF.Max(_listingAll, 0.01f);
        into[at++] = (_shared + _softMaster) / MathF.Max(_masterAll, 0.01f);
        into[at++] = _shared / MathF.Max(_listingAll + _masterAll - _shared, 0.01f);
        into[at++] = _rarestShared;
        into[at++] = _secondShared;
        into[at++] = _rarestLeftListing;
        into[at++] = _rarestLeftMaster;
        into[at++] = _listingAll - _shared - _softListing;
        into[at++] = _masterAll - _shared - _softMaster;
        into[at++] = _topListing.Shared;
        into[at++] = _topMaster.Shared;
        into[at++] = _soft;
        into[at++] = _sharedCodes;
        into[at++] = _rarestSharedCode;
        into[at++] = _codesListing;
        into[at++] = _codesMaster;
        into[at++] = Math.Min(_codesListing, _codesMaster);
        into[at++] = _nearest;
        into[at++] = _nearestLengths;
        into[at++] = _sharedNumbers;
        into[at++] = _numbersListing;
        into[at++] = _numbersMaster;
        into[at++] = Math.Min(_numbersListing, _numbersMaster);
    }

    private (int Listing, int Master) Walk(in Side listing, in Side master, Span<int> leftListing, Span<int> leftMaster)
    {
        var (a, b) = (listing.Facts.Tokens, master.Facts.Tokens);
        var (i, j, countA, countB) = (0, 0, 0, 0);
        while (i < a.Length || j < b.Length)
        {
            if (j >= b.Length || (i < a.Length && a[i].Hash < b[j].Hash))
            {
                _listingAll += listing.Weights[i];
                if (countA < MostLeft)
                {
                    leftListing[countA++] = i;
                }

                i++;
            }
            else if (i >= a.Length || b[j].Hash < a[i].Hash)
            {
                _masterAll += master.Weights[j];
                if (countB < MostLeft)
                {
                    leftMaster[countB++] = j;
                }

                j++;
            }
            else
            {
                Share(a[i], listing.Weights[i]);
                (i, j) = (i + 1, j + 1);
            }
        }

        return (countA, countB);
    }

    private void Share(in Token token, float weight)
    {
        _listingAll += weight;
        _masterAll += weight;
        _shared += weight;
        _topListing.Add(weight, true);
        _topMaster.Add(weight, true);
        if (weight > _rarestShared)
        {
            (_secondShared, _rarestShared) = (_rarestShared, weight);
        }
        else if (weight > _secondShared)
        {
            _secondShared = weight;
        }

        if (token.Is(TokenKind.Code))
        {
            _sharedCodes++;
            _rarestSharedCode = MathF.Max(_rarestSharedCode, weight);
        }
        else if (token.Is(TokenKind.Number | TokenKind.Quantity))
        {
            _sharedNumbers++;
        }
    }

    // A word that stands inside the other text ("dcs" and "1100" in "dcs1100") is not missing there.
    private int Soften(in Side side, string other, Span<int> left, bool isListing)
    {
        var kept = 0;
        foreach (var at in left)
        {
            var token = side.Facts.Tokens[at];
            var weight = side.Weights[at];
            var isInside = token.Is(TokenKind.Code)
                ? token.Text.Length >= Shortest && other.Contains(token.Text, StringComparison.Ordinal)
                : !token.Is(TokenKind.Number | TokenKind.Quantity) && token.Text.Length >= Shortest && other.Contains(token.Text, StringComparison.Ordinal);
            Count(token, weight, isInside, isListing);
            if (!isInside)
            {
                left[kept++] = at;
            }
        }

        return kept;
    }

    private void Count(in Token token, float weight, bool isInside, bool isListing)
    {
        (isListing ? ref _topListing : ref _topMaster).Add(weight, isInside);
        if (isInside)
        {
            _soft++;
            (isListing ? ref _softListing : ref _softMaster) += weight;
            if (token.Is(TokenKind.Code))
            {
                _sharedCodes++;
                _rarestSharedCode = MathF.Max(_rarestSharedCode, weight);
            }

            return;
        }

        ref var rarest = ref isListing ? ref _rarestLeftListing : ref _rarestLeftMaster;
        rarest = MathF.Max(rarest, weight);
        if (token.Is(TokenKind.Code) && !token.Is(TokenKind.Joined))
        {
            (isListing ? ref _codesListing : ref _codesMaster)++;
        }
        else if (token.Is(TokenKind.Number | TokenKind.Quantity))
        {
            (isListing ? ref _numbersListing : ref _numbersMaster)++;
        }
    }

    // Codes that differ by a letter or two are mostly two variations of one thing.
    private void Nearest(Token[] listing, ReadOnlySpan<int> leftListing, Token[] master, ReadOnlySpan<int> leftMaster)
    {
        _nearest = -1;
        foreach (var i in leftListing)
        {
            if (!listing[i].Is(TokenKind.Code))
            {
                continue;
            }

            foreach (var j in leftMaster)
            {
                if (master[j].Is(TokenKind.Code) && Prefix(listing[i].Text, master[j].Text) is var alike && alike > _nearest)
                {
                    _nearest = alike;
                    _nearestLengths = listing[i].Text.Length - master[j].Text.Length;
                }
            }
        }
    }

    // Letters in common from the front and from the back, of the longer one.
    private static float Prefix(string left, string right)
    {
        var most = Math.Min(left.Length, right.Length);
        var front = 0;
        while (front < most && left[front] == right[front])
        {
            front++;
        }

        var back = 0;
        while (back < most - front && left[^(back + 1)] == right[^(back + 1)])
        {
            back++;
        }

        return (float)(front + back) / Math.Max(left.Length, right.Length);
    }
}
