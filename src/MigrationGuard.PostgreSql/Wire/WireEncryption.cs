namespace MigrationGuard.Postgres.Wire;

/// <summary>How a recorder speaks to the server; libpq's sslmode. https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-SSLMODE-STATEMENTS</summary>
public enum WireEncryption
{
    /// <summary>TLS where the server has it, else plain text.</summary>
    Prefer,

    /// <summary>Plain text.</summary>
    Disable,

    /// <summary>TLS, whoever the server is.</summary>
    Require,

    /// <summary>TLS with a certificate that a trusted root has signed.</summary>
    VerifyCa,

    /// <summary>The same, and the certificate names the host.</summary>
    VerifyFull,
}
