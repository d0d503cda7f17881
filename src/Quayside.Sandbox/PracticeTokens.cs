using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Quayside.Sandbox;

/// <summary>The codes and tokens of one practice marketplace: who was let in, for how long, and which refresh tokens came back.</summary>
/// <remarks>A token says itself whom it lets in and until when, under a seal: so those that were given before a restart go on working.</remarks>
/// <param name="key">What seals are made with.</param>
/// <param name="accessLife">How long an access token works.</param>
/// <param name="refreshLife">How long a refresh token works.</param>
/// <param name="grace">How long an access token goes on working after its successor was given.</param>
/// <param name="refreshesOnce">Whether a refresh token works once for each shop.</param>
public sealed class PracticeTokens(string key, TimeSpan accessLife, TimeSpan refreshLife, TimeSpan grace, bool refreshesOnce)
{
    private const string Access = "access";
    private const string Refreshing = "refresh";
    private const char Between = '_';

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string By, IReadOnlyList<string> Shops, DateTimeOffset Until)> _codes = [];
    private readonly Dictionary<(string Token, string Shop), DateTimeOffset> _endEarlier = [];
    private readonly Dictionary<string, PracticePair> _newest = [];
    private readonly HashSet<(string Token, string Shop)> _spent = [];
    private readonly List<PracticeRefresh> _refreshes = [];
    private int _accessAge;
    private int _refreshAge;

    public TimeSpan AccessLife => accessLife;

    /// <summary>How long a code can be redeemed.</summary>
    public TimeSpan CodeLife { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether the refresh token of a renewal ends when the one before it would have ended.</summary>
    public bool RefreshEndsWithSignIn { get; init; }

    /// <summary>Whether a renewal gives another refresh token, or the same again.</summary>
    public bool RefreshTokenChanges { get; init; } = true;

    /// <summary>Every attempt to refresh, in order.</summary>
    public IReadOnlyList<PracticeRefresh> Refreshes
    {
        get
        {
            lock (_gate)
            {
                return [.. _refreshes];
            }
        }
    }

    /// <param name="by">Who has to be named when the code is redeemed: a shop or an account.</param>
    public string IssueCode(string by, IReadOnlyList<string> shops, DateTimeOffset now)
    {
        lock (_gate)
        {
            var code = "5eedcode" + Random();
            _codes[code] = (by, shops, now + CodeLife);
            return code;
        }
    }

    /// <summary>Lets an app in, and ends what a shop gave it before: both tokens.</summary>
    /// <returns>null when the code is unknown, used, too old or another's.</returns>
    public (PracticePair Pair, IReadOnlyList<string> Shops)? Redeem(string code, string by, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_codes.Remove(code, out var given) || given.Until < now || given.By != by)
            {
                return null;
            }

            foreach (var shop in given.Shops)
            {
                if (_newest.TryGetValue(shop, out var before))
                {
                    _endEarlier[(before.Access, shop)] = DateTimeOffset.MinValue;
                    _spent.Add((before.Refresh, shop));
                }
            }

            return (Give(given.Shops, now, NewRefresh(given.Shops, now + refreshLife)), given.Shops);
        }
    }

    /// <returns>null when the token is unknown, spent, too old or another shop's.</returns>
    public PracticePair? Refresh(string token, string shop, DateTimeOffset now)
    {
        lock (_gate)
        {
            var works = Works(Refreshing, token, shop, _refreshAge, now) && !_spent.Contains((token, shop));
            _refreshes.Add(new PracticeRefresh(token, shop, works));
            if (!works)
            {
                return null;
            }

            if (refreshesOnce && RefreshTokenChanges)
            {
                _spent.Add((token, shop));
            }

            if (_newest.TryGetValue(shop, out var before))
            {
                _endEarlier[(before.Access, shop)] = now + grace;
            }

            return Give([shop], now, RefreshTokenChanges ? NewRefresh([shop], RefreshEndsWithSignIn ? EndOf(token) : now + refreshLife) : token);
        }
    }

    public bool LetsIn(string token, string shop, DateTimeOffset now)
    {
        lock (_gate)
        {
            return Works(Access, token, shop, _accessAge, now) && !(_endEarlier.TryGetValue((token, shop), out var end) && end < now);
        }
    }

    /// <summary>Whether a token was given here, also one that works no more.</summary>
    public bool Made(string token) => token.LastIndexOf(Between) is > 0 and var end && token[(end + 1)..] == Seal(token[..end]);

    /// <summary>Until when a token says it works.</summary>
    /// <param name="token">One that was <see cref="Made"/> here.</param>
    public static DateTimeOffset EndOf(string token) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(token.Split(Between)[3], CultureInfo.InvariantCulture));

    /// <summary>Ends every access token; refresh tokens go on working.</summary>
    public void EndAccess()
    {
        lock (_gate)
        {
            _accessAge++;
        }
    }

    /// <summary>The seller takes the permission back: nothing works any more.</summary>
    public void Revoke()
    {
        lock (_gate)
        {
            (_accessAge, _refreshAge) = (_accessAge + 1, _refreshAge + 1);
            _codes.Clear();
        }
    }

    private PracticePair Give(IReadOnlyList<string> shops, DateTimeOffset now, string refresh)
    {
        var pair = new PracticePair(New(Access, shops, _accessAge, now + accessLife), refresh);
        foreach (var shop in shops)
        {
            _newest[shop] = pair;
        }

        return pair;
    }

    private string NewRefresh(IReadOnlyList<string> shops, DateTimeOffset until) => New(Refreshing, shops, _refreshAge, until);

    // They begin with 5eed, so that anybody sees they are made up.
    private string New(string kind, IReadOnlyList<string> shops, int age, DateTimeOffset until)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"5eed{kind}{Between}{string.Join('.', shops)}{Between}{age}{Between}{until.ToUnixTimeSeconds()}{Between}{Random()}");
        return $"{text}{Between}{Seal(text)}";
    }

    private bool Works(string kind, string token, string shop, int age, DateTimeOffset now) =>
        Made(token) && token.Split(Between) is [var named, var shops, var given, var until, ..]
        && named == $"5eed{kind}" && shops.Split('.').Contains(shop)
        && int.Parse(given, CultureInfo.InvariantCulture) == age && long.Parse(until, CultureInfo.InvariantCulture) >= now.ToUnixTimeSeconds();

    private string Seal(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)))[..16];

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}

public sealed record PracticePair(string Access, string Refresh);

/// <param name="Accepted">false where the token was spent, unknown, too old or another shop's.</param>
public sealed record PracticeRefresh(string Token, string Shop, bool Accepted);
