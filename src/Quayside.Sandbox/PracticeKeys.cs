using System.Security.Cryptography;
using System.Text;

namespace Quayside.Sandbox;

/// <summary>The API keys of one shop. All are made up from shop key, seed and number, and look it: they begin with 5eed.</summary>
internal sealed class PracticeKeys(string shop, int seed)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PracticeKey> _keys = [];
    private int _made;

    /// <param name="permissions">read, write or read_write.</param>
    public PracticeKey Issue(string permissions)
    {
        lock (_gate)
        {
            var number = _made++;
            var key = new PracticeKey("ck_" + MadeUp("key", number), "cs_" + MadeUp("secret", number), permissions);
            _keys[key.Key] = key;
            return key;
        }
    }

    public void Expire(string key)
    {
        lock (_gate)
        {
            _keys.Remove(key);
        }
    }

    public PracticeKey? Find(string key)
    {
        lock (_gate)
        {
            return _keys.GetValueOrDefault(key);
        }
    }

    private string MadeUp(string what, int number) =>
        "5eed" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"quayside practice {what} {shop} {seed} {number}")))[..36];
}

internal sealed class PracticeKey(string key, string secret, string permissions)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, string> _nonces = [];

    public string Key => key;

    public string Secret => secret;

    public bool MayRead => permissions is "read" or "read_write";

    public bool MayWrite => permissions is "write" or "read_write";

    /// <summary>Remembers a nonce; false when it was used already. Like the real shop it keeps one per second, the last.</summary>
    public bool TakeNonce(long timestamp, string nonce, long now, long windowSeconds)
    {
        lock (_gate)
        {
            if (_nonces.ContainsValue(nonce))
            {
                return false;
            }

            _nonces[timestamp] = nonce;
            foreach (var old in _nonces.Keys.Where(at => at < now - windowSeconds).ToList())
            {
                _nonces.Remove(old);
            }

            return true;
        }
    }
}
