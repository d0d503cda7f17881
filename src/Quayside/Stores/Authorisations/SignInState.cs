using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Quayside.Stores.Authorisations;

/// <summary>The word that goes to a channel and back with the browser: nobody can guess it, and we keep its hash alone.</summary>
internal static class SignInState
{
    public const string Parameter = "state";

    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string HashOf(string state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)));
}
