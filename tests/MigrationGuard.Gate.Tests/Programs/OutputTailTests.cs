using MigrationGuard.Gate.Programs;

namespace MigrationGuard.Gate.Tests.Programs;

public sealed class OutputTailTests
{
    private const string Secret = "abcdefghijklmnopqrstuvwxyz0123456789";

    [TestCase("")]
    [TestCase("\n")]
    public async Task However_the_cut_falls_no_piece_of_a_secret_is_left(string between)
    {
        for (var length = 0; length < Secret.Length; length++)
        {
            var tail = new OutputTail(SecretMask.Of([new("API_TOKEN", Secret)], []));
            await new OutputReader(tail).ReadAsync(new StringReader(new string('.', length) + string.Concat(Enumerable.Repeat(Secret + between, 900))));
            Assert.That(tail.Text().Where(char.IsAsciiLetterOrDigit), Is.Empty);
        }
    }

    [Test]
    public async Task The_end_of_both_streams_is_kept()
    {
        var tail = new OutputTail(SecretMask.Of([], []));
        await new OutputReader(tail).ReadAsync(new StringReader(new string('.', 100_000) + "out\n"));
        await new OutputReader(tail).ReadAsync(new StringReader("error"));
        Assert.That(tail.Text(), Does.EndWith(".out\nerror"));
        Assert.That(tail.Text(), Has.Length.LessThanOrEqualTo(8000));
    }

    [Test]
    public async Task A_line_of_one_stream_is_not_torn_by_the_other()
    {
        var tail = new OutputTail(SecretMask.Of([], []));
        var first = new ManualText("begun, ");
        var reading = new OutputReader(tail).ReadAsync(first);
        await new OutputReader(tail).ReadAsync(new StringReader("between\n"));
        first.End("ended\n");
        await reading;
        Assert.That(tail.Text(), Is.EqualTo("between\nbegun, ended\n"));
    }

    [Test]
    public async Task Of_an_endless_output_the_beginning_is_kept_too()
    {
        var reader = new OutputReader(new OutputTail(SecretMask.Of([], [])));
        await reader.ReadAsync(new StringReader("first" + new string('.', 5_000_000)));
        Assert.That(reader.Beginning(), Does.StartWith("first.").And.Length.EqualTo(64 * 1024));
    }

    private sealed class ManualText(string first) : TextReader
    {
        private readonly TaskCompletionSource<string> _rest = new();
        private int _reads;

        public void End(string rest) => _rest.SetResult(rest);

        public override async Task<int> ReadAsync(char[] buffer, int index, int count)
        {
            var text = _reads++ switch { 0 => first, 1 => await _rest.Task, _ => "" };
            text.CopyTo(buffer.AsSpan(index));
            return text.Length;
        }
    }
}
