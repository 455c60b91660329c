using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MigrationGuard.Postgres.Wire;
using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Wire;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class EncryptionTests(int major)
{
    private X509Certificate2 _certificate = null!;
    private X509Certificate2 _own = null!;
    private string _roots = "";

    [OneTimeSetUp]
    public void SetUp()
    {
        (_certificate, _own) = (Made(), Made());
        _roots = Path.GetTempFileName();
        File.WriteAllText(_roots, _certificate.ExportCertificatePem());
        OnServer(
            Written("wire.crt", _certificate.ExportCertificatePem()), Written("wire.key", _certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()),
            "ALTER SYSTEM SET ssl_cert_file = 'wire.crt'", "ALTER SYSTEM SET ssl_key_file = 'wire.key'", "ALTER SYSTEM SET ssl = on",
            "DO $$ BEGIN CREATE ROLE wire_scram LOGIN PASSWORD 'marked-secret'; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
            "COPY (SELECT 1) TO PROGRAM 'cp pg_hba.conf wire.saved; (echo host all wire_scram 127.0.0.1/32 scram-sha-256; cat wire.saved) > pg_hba.conf'",
            "SELECT pg_reload_conf()");
    }

    [OneTimeTearDown]
    public void TearDown()
    {
        OnServer("ALTER SYSTEM RESET ssl", "ALTER SYSTEM RESET ssl_cert_file", "ALTER SYSTEM RESET ssl_key_file", "COPY (SELECT 1) TO PROGRAM 'mv wire.saved pg_hba.conf'", "SELECT pg_reload_conf()");
        File.Delete(_roots);
        _certificate.Dispose();
        _own.Dispose();
    }

    [Test]
    public async Task A_client_of_libpq_in_plain_text_logs_in_with_SCRAM_at_a_server_under_TLS()
    {
        await using var scene = Scene(WireEncryption.VerifyCa, null);
        var output = await ForeignProgram.RunAsync("psql", scene, "-At", "-c", "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", "-d", "user=wire_scram password=marked-secret");
        Assert.That(output.Trim(), Is.EqualTo("t"));
    }

    [TestCase(WireEncryption.Prefer)]
    [TestCase(WireEncryption.Require)]
    [TestCase(WireEncryption.VerifyCa)]
    public async Task A_client_that_does_not_bind_logs_in_with_SCRAM_under_a_certificate_of_the_recorder(WireEncryption encryption)
    {
        await using var scene = Scene(encryption, _own);
        Assert.That(await EncryptedAsync(scene, "SSL Mode=Require;Channel Binding=Disable"), Is.True);
        var seen = await scene.EndAsync();
        Assert.That(seen.Only("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").Session?.Role, Is.EqualTo("wire_scram"));
        Assert.That(seen.Missed, Is.Empty);
    }

    [Test]
    public async Task Without_TLS_to_the_server_nothing_is_encrypted()
    {
        await using var scene = Scene(WireEncryption.Disable, null);
        Assert.That(await EncryptedAsync(scene, "SSL Mode=Prefer"), Is.False);
    }

    [Test]
    public async Task With_the_certificate_of_the_server_clients_bind_to_it()
    {
        await using var scene = Scene(WireEncryption.Require, _certificate);
        Assert.That(await EncryptedAsync(scene, "SSL Mode=Require;Channel Binding=Require"), Is.True);
    }

    [Test]
    public async Task With_a_root_that_has_not_signed_the_certificate_no_connection_is_made()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, _own.ExportCertificatePem());
        await using var scene = WireScene.Start(major, with: options => options with { Encryption = WireEncryption.VerifyCa, RootCertificate = file });
        Assert.That(() => scene.Open("SSL Mode=Disable"), Throws.InstanceOf<PostgresException>().With.Message.Contains("TLS"));
        File.Delete(file);
    }

    [Test]
    public async Task A_certificate_of_another_host_is_refused_when_the_host_is_verified()
    {
        await using var scene = WireScene.Start(major, with: options => options with { Encryption = WireEncryption.VerifyFull, RootCertificate = _roots });
        Assert.That(() => scene.Open("SSL Mode=Disable"), Throws.InstanceOf<PostgresException>().With.Message.Contains("TLS"), "the server is called 127.0.0.1 here");
        await using var named = WireScene.Start(major, with: options => options with
        {
            Encryption = WireEncryption.VerifyFull, RootCertificate = _roots, Certificate = _own, Server = new System.Net.DnsEndPoint("localhost", options.Server.Port),
        });
        Assert.That(await EncryptedAsync(named, "SSL Mode=Require;Channel Binding=Disable"), Is.True);
    }

    [Test]
    public async Task Cancelling_works_under_TLS()
    {
        await using var scene = Scene(WireEncryption.Require, null);
        await using var connection = scene.Open("SSL Mode=Disable");
        await using var sleep = new NpgsqlCommand("SELECT pg_sleep(60)", connection);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.ThrowsAsync<OperationCanceledException>(() => sleep.ExecuteNonQueryAsync(soon.Token));
    }

    private static X509Certificate2 Made()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(2));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    private WireScene Scene(WireEncryption encryption, X509Certificate2? certificate)
        => WireScene.Start(major, with: options => options with
        {
            Encryption = encryption, RootCertificate = encryption == WireEncryption.VerifyCa ? _roots : null, Certificate = certificate,
        });

    private static async Task<bool> EncryptedAsync(WireScene scene, string settings)
    {
        await using var connection = scene.Open($"Username=wire_scram;Password=marked-secret;{settings}");
        await using var command = new NpgsqlCommand("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static string Written(string file, string text)
        => $"COPY (SELECT unnest(string_to_array('{text.ReplaceLineEndings("\n")}', E'\\n'))) TO PROGRAM 'umask 077; cat > {file}'";

    private void OnServer(params string[] statements)
    {
        using var connection = new NpgsqlConnection(PostgresServer.Get(major).ConnectionString);
        connection.Open();
        foreach (var statement in statements)
        {
            using var command = new NpgsqlCommand(statement, connection);
            command.ExecuteNonQuery();
        }
    }
}
