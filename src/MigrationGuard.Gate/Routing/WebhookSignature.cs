using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MigrationGuard.Gate.Routing;

/// <summary>Says that a request is from somebody who has the secret, is about this address, and is not old.</summary>
internal static class WebhookSignature
{
    /// <summary>The header with the seconds since 1970 at which the request was signed.</summary>
    public const string TimestampHeader = "X-MigrationGuard-Timestamp";

    /// <summary>The header with <c>sha256=</c> and the HMAC in hexadecimal digits.</summary>
    public const string SignatureHeader = "X-MigrationGuard-Signature";

    /// <summary>The HMAC-SHA256 of timestamp, method, path with query, and body, one to a line.</summary>
    public static string Of(string secret, long timestamp, HttpMethod method, string pathAndQuery, string body)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{timestamp}\n{method.Method}\n{pathAndQuery}\n{body}");
        return "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));
    }
}
