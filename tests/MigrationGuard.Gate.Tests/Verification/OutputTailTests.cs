using MigrationGuard.Gate.Verification;

namespace MigrationGuard.Gate.Tests.Verification;

public sealed class OutputTailTests
{
    [Test]
    public async Task However_the_cut_falls_no_piece_of_a_secret_is_left()
    {
        const string Secret = "abcdefghijklmnopqrstuvwxyz0123456789";
        for (var length = 0; length < Secret.Length; length++)
        {
            var tail = new OutputTail(SecretMask.Of([new("API_TOKEN", Secret)], []));
            await tail.ReadAsync(new StringReader(new string('.', length) + string.Concat(Enumerable.Repeat(Secret, 600))));
            Assert.That(tail.Text().Where(char.IsAsciiLetterOrDigit), Is.Empty);
        }
    }

    [Test]
    public async Task The_end_of_both_streams_is_kept()
    {
        var tail = new OutputTail(SecretMask.Of([], []));
        await tail.ReadAsync(new StringReader(new string('.', 100_000) + "out"));
        await tail.ReadAsync(new StringReader("error"));
        Assert.That(tail.Text(), Does.EndWith(".outerror"));
        Assert.That(tail.Text(), Has.Length.LessThanOrEqualTo(8000));
    }
}
