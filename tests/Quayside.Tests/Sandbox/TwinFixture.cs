using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

/// <summary>Two practice shops with the recorded shop's facts, on https and http.</summary>
public sealed class TwinFixture : IAsyncLifetime
{
    private readonly X509Certificate2 _certificate = SelfSigned();
    private SandboxHost? _host;

    public PracticeShop Shop => _host!["twin"];

    public PracticeShop Plain => _host!["plain"];

    /// <summary>Before 11.1: keys do not work with ?rest_route=.</summary>
    public PracticeShop Older => _host!["older"];

    public async ValueTask InitializeAsync()
    {
        var twin = new ShopOptions { Key = "twin", Name = "Real Woo Test Store", Listings = 0, Orders = 0, Certificate = _certificate, CustomStatuses = [] };
        _host = await SandboxHost.StartAsync([twin, twin with { Key = "plain", PlainPermalinks = true }, twin with { Key = "older", PlainPermalinks = true, KeysOpenRestRoute = false }], TestContext.Current.CancellationToken);
        TwinShop.Become(Shop.Data);
        TwinShop.Become(Plain.Data);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _certificate.Dispose();
    }

    /// <summary>Trusts the shops' certificate and no other.</summary>
    public HttpMessageHandler Trusting()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_certificate);
        return new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
