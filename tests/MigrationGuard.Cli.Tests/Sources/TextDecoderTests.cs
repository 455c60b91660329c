using System.Text;
using MigrationGuard.Cli.Sources;

namespace MigrationGuard.Cli.Tests.Sources;

public sealed class TextDecoderTests
{
    private const string Sql = "ALTER TABLE straße ADD COLUMN größe int;\r\n-- ende\r\n";

    [Test]
    public void Utf8_is_read_with_and_without_a_byte_order_mark()
    {
        var plain = Encoding.UTF8.GetBytes(Sql);
        Assert.That(TextDecoder.Decode(plain).Text, Is.EqualTo(Sql));
        Assert.That(TextDecoder.Decode([0xEF, 0xBB, 0xBF, .. plain]).Text, Is.EqualTo(Sql));
    }

    [Test]
    public void Utf16_is_read_in_both_byte_orders()
    {
        Assert.That(TextDecoder.Decode([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Sql)]).Text, Is.EqualTo(Sql));
        Assert.That(TextDecoder.Decode([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Sql)]).Text, Is.EqualTo(Sql));
    }

    [Test]
    public void Utf16_without_a_mark_is_recognised_by_its_zeros()
    {
        Assert.That(TextDecoder.Decode(Encoding.Unicode.GetBytes(Sql)).Text, Is.EqualTo(Sql));
        Assert.That(TextDecoder.Decode(Encoding.BigEndianUnicode.GetBytes(Sql)).Text, Is.EqualTo(Sql));
    }

    [Test]
    public void Latin1_is_read_and_said()
    {
        var decoded = TextDecoder.Decode(Encoding.Latin1.GetBytes(Sql));
        Assert.That(decoded.Text, Is.EqualTo(Sql));
        Assert.That(decoded.Note, Does.Contain("not UTF-8"));
    }

    [Test]
    public void The_quotes_and_the_euro_sign_of_Windows_are_read()
        => Assert.That(TextDecoder.Decode([0x93, (byte)'x', 0x94, 0x80]).Text, Is.EqualTo("“x”€"));

    [TestCase(new byte[] { 0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0, 0, 0 })]
    [TestCase(new byte[] { 0 })]
    [TestCase(new byte[] { 0xFF, 0xFE, 0, 0, (byte)'a', 0, 0, 0 })]
    [TestCase(new byte[] { (byte)'S', (byte)'E', 0, (byte)'L' })]
    public void Bytes_that_are_no_text_are_refused(byte[] bytes)
        => Assert.That(TextDecoder.Decode(bytes).Refusal, Is.Not.Null);

    [Test]
    public void Nothing_is_an_empty_text() => Assert.That(TextDecoder.Decode([]), Is.EqualTo(new DecodedText("", null, null)));
}
