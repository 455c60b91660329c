using System.Buffers.Binary;
using System.Text;
using MigrationGuard.Postgres.Wire;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Wire;

public sealed class MessageFramerTests
{
    [Test]
    public void However_a_stream_is_cut_the_same_messages_are_seen()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var stream = Stream(random);
            var whole = Read(stream, _ => stream.Length);
            var ones = Read(stream, _ => 1);
            var cut = Read(stream, rest => random.Next(1, Math.Min(rest, 40) + 1));
            Assert.That(ones, Is.EqualTo(whole));
            Assert.That(cut, Is.EqualTo(whole));
            Assert.That(whole, Is.Not.Empty);
        }
    }

    [Test]
    public void Of_a_Bind_nothing_is_seen_behind_its_two_names()
    {
        var bind = Message('B', "portal\0statement\0\0\0\0\u0001\0\0\0\u000Dmarked-secret\0\0");
        foreach (var step in new[] { 1, 3, 1000 })
        {
            Assert.That(Read(bind, _ => step), Is.EqualTo(new[] { "B portal\0statement\0" }));
        }
    }

    [Test]
    public void Names_that_never_end_are_kept_up_to_a_limit()
    {
        var seen = Read(Message('B', new string('x', 100_000)), _ => 4096);
        Assert.That(seen.Single().Length, Is.LessThan(3_000));
    }

    [Test]
    public void A_length_that_no_message_has_ends_the_reading_without_an_exception()
    {
        var sink = new Sink();
        using var framer = new MessageFramer(sink);
        framer.Read([.. Message('S', ""), (byte)'Q', 0, 0, 0, 3, .. Message('S', "")]);
        Assert.That((framer.IsLost, sink.Seen.Count), Is.EqualTo((true, 1)));
    }

    [Test]
    public void A_sink_that_fails_is_told_once_and_left_alone()
    {
        var sink = new Sink { Fails = true };
        using var framer = new MessageFramer(sink);
        framer.Read(Message('Q', "SELECT 1\0"));
        framer.Read(Message('Q', "SELECT 1\0"));
        Assert.That((sink.Losses, sink.Seen.Count), Is.EqualTo((1, 0)));
    }

    private static byte[] Stream(Random random)
    {
        var types = "QPBDESCcdXHpF";
        var bytes = new List<byte>();
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            var body = new char[random.Next(0, 4) == 0 ? random.Next(3_000) : random.Next(30)];
            for (var at = 0; at < body.Length; at++)
            {
                body[at] = random.Next(0, 6) == 0 ? '\0' : (char)random.Next(1, 127);
            }

            bytes.AddRange(Message(types[random.Next(types.Length)], new string(body)));
        }

        return [.. bytes];
    }

    private static byte[] Message(char type, string body)
    {
        var bytes = Encoding.Latin1.GetBytes($"{type}....{body}");
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), body.Length + 4);
        return bytes;
    }

    private static List<string> Read(byte[] stream, Func<int, int> next)
    {
        var sink = new Sink();
        using var framer = new MessageFramer(sink);
        for (var at = 0; at < stream.Length;)
        {
            var length = Math.Min(next(stream.Length - at), stream.Length - at);
            framer.Read(stream.AsSpan(at, length));
            at += length;
        }

        return sink.Seen;
    }

    private sealed class Sink : IMessageSink
    {
        public List<string> Seen { get; } = [];

        public bool Fails { get; init; }

        public int Losses { get; private set; }

        public Capture Wanted(byte type, int length) => (char)type switch
        {
            'B' => Capture.TwoTexts,
            'd' or 'p' => Capture.Nothing,
            _ => Capture.All,
        };

        public void Take(byte type, ReadOnlySpan<byte> body)
        {
            if (Fails)
            {
                throw new InvalidOperationException("It always fails.");
            }

            Seen.Add($"{(char)type} {Encoding.Latin1.GetString(body)}");
        }

        public void Lost(Exception cause) => Losses++;
    }
}
