using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EndToEnd.PlannerFaults;

/// <summary>Makes certificates for planners on loopback. A sidecar trusts it that finds its certificate in SSL_CERT_FILE.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const int Serial = 16;
    private static readonly TimeSpan Years = TimeSpan.FromDays(3650);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _own;

    public TestAuthority()
    {
        var request = new CertificateRequest("CN=Authority of the tests", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = TimeProvider.System.GetUtcNow();
        _own = request.CreateSelfSigned(now - Years, now + Years);
    }

    /// <summary>Its own certificate.</summary>
    public string Pem => _own.ExportCertificatePem();

    /// <summary>A certificate for 127.0.0.1 that ends so long from now; before now where that is negative.</summary>
    public X509Certificate2 Issue(TimeSpan endsIn)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=planner", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var end = TimeProvider.System.GetUtcNow() + endsIn;
        using var certificate = request.Create(_own, end - TimeSpan.FromDays(90), end, RandomNumberGenerator.GetBytes(Serial));
        using var whole = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose()
    {
        _own.Dispose();
        _key.Dispose();
    }
}
