using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Quayside.Hosting;

namespace Quayside.Stores.Webhooks;

/// <summary>Where one store's messages go, with what they are signed. Known to the shop and, encrypted, to us.</summary>
/// <param name="Former">Where they went before the public address changed; what is left there is removed with the next change.</param>
internal sealed record WebhookAddress(Uri Address, string Secret, Uri? Former)
{
    private const int SecretBytes = 32;
    private const string AddressKey = "address";
    private const string SecretKey = "secret";
    private const string FormerKey = "former";

    /// <summary>Path under which messages are taken.</summary>
    public const string Path = "hooks";

    /// <summary>The address without its secret part.</summary>
    public string Shown => $"{new Uri(Address, ".")}…";

    public string TokenHash => HashOf(Address.Segments[^1]);

    public static WebhookAddress New(Uri publicAddress) => new(new Uri($"{Hooks(publicAddress)}{Random()}"), Random(), null);

    /// <summary>Whether it lies under the public address of today.</summary>
    public bool IsUnder(Uri publicAddress) => Address.AbsoluteUri.StartsWith(Hooks(publicAddress), StringComparison.Ordinal);

    public static string ShownUnder(Uri publicAddress) => $"{Hooks(publicAddress)}…";

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <returns>null when it was encrypted with keys that are gone.</returns>
    public static WebhookAddress? Read(Secrets secrets, byte[] secret) =>
        secrets.Unprotect(secret) is { } values
            ? new WebhookAddress(new Uri(values[AddressKey]), values[SecretKey], values.TryGetValue(FormerKey, out var former) ? new Uri(former) : null)
            : null;

    public byte[] Protect(Secrets secrets)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { [AddressKey] = Address.AbsoluteUri, [SecretKey] = Secret };
        if (Former is not null)
        {
            values[FormerKey] = Former.AbsoluteUri;
        }

        return secrets.Protect(values);
    }

    /// <summary>Shows nothing: a record's own text would show the secret.</summary>
    public override string ToString() => Shown;

    private static string Hooks(Uri publicAddress) => $"{publicAddress.AbsoluteUri.TrimEnd('/')}/{Path}/";

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
}
