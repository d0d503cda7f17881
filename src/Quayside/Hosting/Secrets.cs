using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Quayside.Hosting;

/// <summary>Encrypts what sellers entrust to us: settings and tokens of stores.</summary>
/// <remarks>The keys lie in the data folder, beside the database: a back-up without them cannot be read.</remarks>
public sealed class Secrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Quayside.Stores.Settings");

    public byte[] Protect(IReadOnlyDictionary<string, string> values) =>
        _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(values));

    /// <returns>null when it was encrypted with keys that are gone: a person has to enter the values again.</returns>
    public IReadOnlyDictionary<string, string>? Unprotect(byte[] secret)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(_protector.Unprotect(secret));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
