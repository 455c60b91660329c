using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Gate.Replays.Recordings;

namespace MigrationGuard.Gate.Tests.Replays;

public sealed class RecordingReaderTests
{
    private static readonly RecordedRequest[] Two =
    [
        new("GET", "/orders/1?page=2") { Headers = [new("Accept", "text/html"), new("Content-Length", "0")] },
        new("POST", "/search") { Headers = [new("Content-Length", "3")], Body = "a\nb"u8.ToArray() },
    ];

    private static readonly (string File, Func<IEnumerable<RecordedRequest>, byte[]> Write)[] Forms =
    [
        ("a.gor", RecordingText.GoReplay), ("a.jsonl", RecordingText.JsonLines),
        ("a.gor.gz", requests => RecordingText.Packed(RecordingText.GoReplay(requests))), ("a.ndjson.gz", requests => RecordingText.Packed(RecordingText.JsonLines(requests))),
    ];

    [Test]
    public void What_is_written_is_read() => Prop.ForAll(RecordingText.Requests.ListOf(5).ToArbitrary(), requests =>
    {
        foreach (var (file, write) in Forms)
        {
            var items = RecordingText.Read(file, write(requests));
            Assert.That(items, Is.All.InstanceOf<RecordingItem.Request>(), file);
            Assert.That(items.Cast<RecordingItem.Request>().Select(item => RecordingText.Shown(item.Value)), Is.EqualTo(requests.Select(RecordingText.Shown)), file);
        }
    }).QuickCheckThrowOnFailure();

    [Test]
    public void A_file_that_is_cut_anywhere_says_where_and_how_much_of_it_is_whole()
    {
        foreach (var (file, write) in Forms)
        {
            var text = write(Two);
            var first = write(Two[..1]);
            var silent = new List<int>();
            for (var length = 0; length < text.Length; length++)
            {
                var items = RecordingText.Read(file, text[..length]);
                var whole = items.OfType<RecordingItem.Request>().Count();
                if (items.OfType<RecordingItem.Flaw>().SingleOrDefault() is not { } flaw)
                {
                    silent.Add(length);
                    continue;
                }

                Assert.That((flaw.IsTruncation, flaw.Whole, flaw.File), Is.EqualTo((true, whole, file)), flaw.ToString());
                Assert.That(flaw.ToString(), Does.Match($@"^{file}, byte {flaw.Offset}: .+; {whole} requests? before it (is|are) whole$"));
            }

            // Nothing tells an unpacked file that ends behind a record from one that was cut there.
            int[] between = file switch { "a.gor" => [0, first.Length], "a.jsonl" => [0, first.Length - 1, first.Length, text.Length - 1], _ => [] };
            Assert.That(silent, Is.EqualTo(between), file);
        }
    }

    [Test]
    public void Garbage_is_a_flaw_and_nothing_is_thrown() => Prop.ForAll(Gen.Elements<byte>(0x0A, 0x31, 0x20, 0xF0, 0x9F, 0x7B, 0x22, 0x1F, 0x8B).ArrayOf().ToArbitrary(), bytes =>
    {
        foreach (var file in new[] { "a.gor", "a.jsonl", "a.gor.gz", "a.har", "a.har.gz", "a.txt" })
        {
            var items = RecordingText.Read(file, bytes);
            Assert.That(items, Has.None.InstanceOf<RecordingItem.Request>(), file);
        }
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Changed_bytes_never_throw() => Prop.ForAll(Gen.Choose(0, 100000).Zip(Gen.Choose(0, 255)).ArrayOf().ToArbitrary(), changes =>
    {
        foreach (var (file, write) in Forms)
        {
            var text = write(Two);
            foreach (var (at, value) in changes)
            {
                text[at % text.Length] = (byte)value;
            }

            Assert.That(() => RecordingText.Read(file, text), Throws.Nothing);
        }
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Answers_are_passed_over_and_a_damaged_record_is_named_and_the_rest_is_read()
    {
        var separator = Encoding.UTF8.GetString(GoReplayRecording.Separator);
        var text = $"2 a1 1 20\nHTTP/1.1 200 OK\r\n\r\nHTTP{separator}one two\nGET / HTTP/1.1\r\n\r\n{separator}3 a1 1 20\nHTTP/1.1 200 OK\r\n\r\n{separator}1 a2 5\nGET /a HTTP/1.0\n\n{separator}1 a3 5 0\nPRI * HTTP/2.0\r\n\r\n{separator}";
        var items = RecordingText.Read("a.gor", Encoding.UTF8.GetBytes(text));
        Assert.That(items.Select(item => item.GetType().Name), Is.EqualTo(new[] { "Other", "Flaw", "Other", "Request", "Unreadable" }));
        Assert.That(items[1].ToString(), Is.EqualTo("a.gor, byte 47: this is no record: it begins with \"one two.\"; 0 requests before it are whole"));
        Assert.That(((RecordingItem.Request)items[3]).Value.Target, Is.EqualTo("/a"));
    }

    [TestCase("Content-Length: 5\r\n\r\nabc", "it has 3 bytes of a body of 5")]
    [TestCase("Content-Length: 3\r\n\r\nabc", null)]
    [TestCase("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", null)]
    [TestCase("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "its chunks are not whole")]
    [TestCase("Transfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\nabc\r\n", "its chunks are not whole")]
    public void A_request_without_all_of_its_body_says_so(string rest, string? missing)
    {
        var items = RecordingText.Read("a.gor", [.. Encoding.UTF8.GetBytes($"1 a 1 0\nPOST /a HTTP/1.1\r\n{rest}"), .. GoReplayRecording.Separator]);
        var request = ((RecordingItem.Request)items[0]).Value;
        Assert.That(request.Missing, Is.EqualTo(missing));
        Assert.That(missing is not null || Encoding.UTF8.GetString(request.Body.Span) == "abc");
    }

    [Test]
    public void The_archive_of_a_browser_is_read_and_a_cut_one_has_nothing()
    {
        var text = Encoding.UTF8.GetBytes("""{"log":{"entries":[{"request":{"method":"GET","url":"https://shop.example/orders?id=1","headers":[{"name":":path","value":"/"},{"name":"Accept","value":"*/*"}]}},{"request":5}]}}""");
        var items = RecordingText.Read("a.har", text);
        Assert.That(items.OfType<RecordingItem.Request>().Select(item => RecordingText.Shown(item.Value)), Is.EqualTo(new[] { "GET /orders?id=1 [Accept, */*]  " }));
        Assert.That(items[1], Is.InstanceOf<RecordingItem.Unreadable>());
        for (var length = 0; length < text.Length; length++)
        {
            Assert.That(RecordingText.Read("a.har", text[..length]), Has.Count.EqualTo(1).And.All.InstanceOf<RecordingItem.Flaw>());
        }
    }

    [Test]
    public void A_record_without_end_is_not_kept_in_memory()
    {
        var items = RecordingText.Read("a.gor", new byte[BlockReader.Longest + 1]);
        Assert.That(items.Single().ToString(), Is.EqualTo("a.gor, byte 0: a record is longer than 16 MiB; 0 requests before it are whole"));
    }

    [Test]
    public void A_file_that_is_not_there_is_a_flaw() =>
        Assert.That(RecordingReader.Read("/nowhere/a.gor").Single().ToString(), Does.StartWith("a.gor, byte 0: cannot be read: "));
}
