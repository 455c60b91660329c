using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MigrationGuard.Postgres.Wire;

/// <summary>Connects to the server, under TLS as it is asked for.</summary>
internal sealed class ServerDialer
{
    private readonly WireRecorderOptions _options;
    private readonly X509Certificate2Collection? _roots;

    /// <exception cref="WireException">The file of root certificates cannot be read.</exception>
    public ServerDialer(WireRecorderOptions options)
    {
        _options = options;
        _roots = options.RootCertificate is { } file ? ReadRoots(file) : null;
    }

    private string Server => FormattableString.Invariant($"{_options.Server.Host}:{_options.Server.Port}");

    /// <summary>A connection on which the start-up packet can be sent.</summary>
    /// <exception cref="WireException">The server cannot be reached, or not as the options ask.</exception>
    public WireEnd Dial()
    {
        var end = Connect();
        try
        {
            if (_options.Encryption == WireEncryption.Disable || TryEncrypt(end))
            {
                return end;
            }

            if (_options.Encryption != WireEncryption.Prefer)
            {
                throw Failure("does not speak TLS, which was asked for", null);
            }

            return end;
        }
        catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException or ObjectDisposedException)
        {
            end.Dispose();
            return _options.Encryption == WireEncryption.Prefer ? Connect() : throw Failure($"cannot be spoken to under TLS: {exception.Message}", exception);
        }
        catch
        {
            end.Dispose();
            throw;
        }
    }

    private WireEnd Connect()
    {
        Exception? last = null;
        foreach (var address in Addresses())
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                // A socket that ever was used without blocking stays so, and costs an event for each message.
                using var limit = new Timer(static late => ((Socket)late!).Dispose(), socket, _options.Patience, Timeout.InfiniteTimeSpan);
                socket.Connect(address, _options.Server.Port);
                return new WireEnd(socket);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                socket.Dispose();
                last = exception;
            }
        }

        throw Failure($"cannot be reached: {(last is ObjectDisposedException ? $"no answer in {_options.Patience.TotalSeconds:F0} s" : last?.Message ?? "it has no address")}", last);
    }

    private IPAddress[] Addresses()
    {
        try
        {
            return Dns.GetHostAddresses(_options.Server.Host);
        }
        catch (SocketException exception)
        {
            throw Failure($"cannot be found: {exception.Message}", exception);
        }
    }

    private bool TryEncrypt(WireEnd end)
    {
        end.LimitReads(_options.Patience);
        Span<byte> request = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(request, 8);
        BinaryPrimitives.WriteInt32BigEndian(request[4..], StartupPacket.Encryption);
        end.Write(request);
        Span<byte> answer = stackalloc byte[1];
        end.ReadExactly(answer);
        if (answer[0] == (byte)'S')
        {
            end.Encrypt(Validate).AuthenticateAsClient(new SslClientAuthenticationOptions
            {
                TargetHost = _options.Server.Host,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            });
        }

        end.LimitReads(TimeSpan.Zero);
        return answer[0] == (byte)'S';
    }

    private bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (_options.Encryption is WireEncryption.Prefer or WireEncryption.Require && _roots is null)
        {
            return true;
        }

        var named = !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) || _options.Encryption != WireEncryption.VerifyFull;
        return named && certificate is not null && (_roots is null ? !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) : IsSigned(certificate, chain, _roots));
    }

    private static bool IsSigned(X509Certificate certificate, X509Chain? received, X509Certificate2Collection roots)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in received?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        using var server = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(server);
    }

    private static X509Certificate2Collection ReadRoots(string file)
    {
        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(file);
            return roots.Count > 0 ? roots : throw new CryptographicException("it holds no certificate");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new WireException($"the root certificates in {file} cannot be read: {exception.Message}", "08001", exception);
        }
    }

    private WireException Failure(string what, Exception? cause) => new($"the server {Server} {what}", "08001", cause);
}
