using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Vendure;

/// <summary>Keeps the session of one user between calls, in the connection's tokens.</summary>
/// <remarks>A kept session is bound to address, user name and password: after one of them changed it is not shown to anybody.</remarks>
internal sealed class VendureSession(string username, string password, Uri endpoint, ITokenStore tokens)
{
    public const string Bearer = "bearer:";
    public const string Cookie = "cookie:";

    private const string TokenName = "session";
    private const string BearerHeader = "vendure-auth-token";

    // Pages are fetched at the same time, and one sign-in is enough for all of them.
    private static readonly ConditionalWeakTable<ITokenStore, SemaphoreSlim> SignIns = [];

    public delegate Task<VendurePass> SignIn(
        IReadOnlyDictionary<string, string> credentials, CancellationToken cancellation);

    private string Owner { get; } = Convert.ToHexString(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', endpoint.AbsoluteUri, username, password))))[..32];

    public async Task<VendurePass> OpenAsync(SignIn signIn, CancellationToken cancellation) =>
        await KeptAsync(cancellation) is { } kept ? new VendurePass(kept, null) : await ReopenAsync(null, signIn, cancellation);

    /// <summary>A session other than the one that was refused.</summary>
    public async Task<VendurePass> ReopenAsync(VendurePass? refused, SignIn signIn, CancellationToken cancellation)
    {
        var oneAtATime = SignIns.GetValue(tokens, _ => new SemaphoreSlim(1));
        await oneAtATime.WaitAsync(cancellation);
        try
        {
            if (await KeptAsync(cancellation) is { } kept && kept != refused?.Secret)
            {
                return new VendurePass(kept, null);
            }

            var credentials = new Dictionary<string, string> { ["username"] = username, ["password"] = password };
            var pass = await signIn(credentials, cancellation);
            await tokens.WriteAsync(TokenName, $"{Owner}:{pass.Secret}", cancellation);
            return pass;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>What the server wants to see again: a bearer token, or cookies where it is set up for nothing else.</summary>
    /// <returns>null when it gave neither.</returns>
    public static string? SecretOf(HttpResponseMessage signedIn)
    {
        if (signedIn.Headers.TryGetValues(BearerHeader, out var bearer) && bearer.FirstOrDefault(b => b.Length > 0) is { } token)
        {
            return Bearer + token;
        }

        var cookies = signedIn.Headers.TryGetValues("Set-Cookie", out var set)
            ? set.Select(c => c.Split(';')[0].Trim()).Where(c => c.Contains('=', StringComparison.Ordinal)).ToList()
            : [];
        return cookies.Count > 0 ? Cookie + string.Join("; ", cookies) : null;
    }

    private async Task<string?> KeptAsync(CancellationToken cancellation) =>
        await tokens.ReadAsync(TokenName, cancellation) is { } kept && kept.StartsWith(Owner + ":", StringComparison.Ordinal)
            ? kept[(Owner.Length + 1)..]
            : null;
}

/// <param name="Rights">What the user may do, from a sign-in just now; null for a session that was kept.</param>
internal sealed record VendurePass(string Secret, VendureRights? Rights)
{
    public void ShowIn(HttpRequestMessage request)
    {
        if (Secret.StartsWith(VendureSession.Bearer, StringComparison.Ordinal))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secret[VendureSession.Bearer.Length..]);
        }
        else
        {
            request.Headers.TryAddWithoutValidation("Cookie", Secret[VendureSession.Cookie.Length..]);
        }
    }

    public override string ToString() => "a session";
}

/// <summary>What one user may read of the channel that is asked for.</summary>
/// <param name="Missing">Rights that the user lacks there; null when the user may not enter the channel at all.</param>
/// <param name="Channels">Codes of the channels that the user may enter.</param>
internal sealed record VendureRights(IReadOnlyList<string>? Missing, IReadOnlyList<string> Channels)
{
    // Vendure splits some rights: either name in a line lets a user read the same things.
    private static readonly string[][] Needed = [["ReadCatalog", "ReadProduct"], ["ReadOrder"], ["ReadSettings", "ReadShippingMethod"]];

    /// <param name="channelToken">null for the default channel.</param>
    public static VendureRights Of(JsonElement user, string? channelToken)
    {
        var channels = user.Items("channels"u8).ToList();
        var own = channels.FirstOrDefault(channel => channelToken is null
            ? channel.Text("code"u8) == VendureActiveChannel.DefaultChannel
            : channel.Text("token"u8) == channelToken);
        var permissions = own.Items("permissions"u8).Where(p => p.ValueKind == JsonValueKind.String).Select(p => p.GetString()).ToList();
        return new VendureRights(
            own.ValueKind == JsonValueKind.Undefined ? null : [.. Needed.Where(n => !n.Any(permissions.Contains)).Select(n => n[0])],
            [.. channels.Select(channel => channel.Text("code"u8)).OfType<string>()]);
    }
}
