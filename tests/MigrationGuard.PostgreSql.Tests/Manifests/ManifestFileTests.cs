using System.Diagnostics;
using System.Globalization;
using System.Text;
using MigrationGuard.Manifests;

namespace MigrationGuard.PostgreSql.Tests.Manifests;

public sealed class ManifestFileTests
{
    private const string Head = """
        { "version": 1, "service": "webshop", "label": "4.2.0", "digest": "sha256:12", "role": "app",
        """;

    [Test]
    public void What_is_written_is_read_again()
    {
        var manifest = Sample();
        var json = ManifestFile.ToJson(manifest);
        Assert.That(Read(json), Is.EqualTo(manifest));
        Assert.That(ManifestFile.ToJson(Read(json)), Is.EqualTo(json));
    }

    [Test]
    public void Ids_and_canonical_texts_are_made_where_they_are_missing()
    {
        var statement = Read(Head + """ "statements": [{ "text": "SELECT $$a$$, $1; -- b", "parameters": [{ "name": null, "type": "integer" }] }] }""").Statements[0];
        Assert.That(statement.Canonical, Is.EqualTo("SELECT 'a', $1"));
        Assert.That(statement.Id, Is.EqualTo("d2114acafb32"));
    }

    [Test]
    public void The_id_depends_on_text_types_role_and_search_path()
    {
        var parameters = new[] { new ManifestParameter("a", "integer"), new ManifestParameter("b", "text") };
        string[] ids =
        [
            StatementKey.Of("SELECT 1", default, "r", "s"),
            StatementKey.Of("SELECT 2", default, "r", "s"),
            StatementKey.Of("SELECT 1", parameters, "r", "s"),
            StatementKey.Of("SELECT 1", new[] { parameters[1], parameters[0] }, "r", "s"),
            StatementKey.Of("SELECT 1", default, "rs", ""),
            StatementKey.Of("SELECT 1", default, "", "rs"),
        ];
        Assert.That(ids, Is.Unique);
        Assert.That(StatementKey.Of("SELECT 1", new[] { new ManifestParameter("other", "integer"), new ManifestParameter(null, "text") }, "r", "s"), Is.EqualTo(ids[2]));
    }

    [TestCase("{", 1, 2, "$", "this is no JSON")]
    [TestCase("", 1, 1, "$", "this is no JSON")]
    [TestCase("[]", 1, 1, "$", "write an object")]
    [TestCase("{}", 1, 2, "$", "\"version\" is missing")]
    [TestCase("{ \"version\": 2 }", 1, 14, "$.version", "this manifest has version 2 of the format, and this tool reads 1: a newer migrationguard wrote it; use that one")]
    [TestCase("{ \"version\": 0 }", 1, 14, "$.version", "this manifest has version 0 of the format, which is older than 1; collect or record it again")]
    [TestCase("{\n  \"versoin\": 1 }", 2, 3, "$", "\"versoin\" is not known here; known are $schema, version")]
    [TestCase("{ \"label\": \"a\", \"label\": \"b\" }", 1, 17, "$", "\"label\" stands here twice")]
    [TestCase("{ \"label\": 7 }", 1, 12, "$.label", "write a string")]
    [TestCase("{ \"label\": \"ä\\u001b[2J\" }", 1, 12, "$.label", "contains a control character")]
    [TestCase("{ \"service\": \" \" }", 1, 14, "$.service", "is empty")]
    [TestCase("{ \"digest\": \"a b\" }", 1, 13, "$.digest", "contains a space")]
    [TestCase("{ \"role\": \"\" }", 1, 11, "$.role", "is empty")]
    [TestCase("{ \"search_path\": \"a; DROP TABLE t\" }", 1, 18, "$.search_path", "is no list of schemas")]
    [TestCase("{ \"settings\": { \"timezone\": \"UTC\", \"role\": \"postgres\" } }", 1, 44, "$.settings.role", "\"role\" does not change how SQL is read")]
    [TestCase("{ \"settings\": { \"standard_conforming_strings\": \"off\" } }", 1, 48, "$.settings.standard_conforming_strings", "must be \"on\"")]
    [TestCase("{ \"statements\": [\n{ \"text\": \"SELECT 1\" },\n{ \"ü\": 1, \"txt\": \"SELECT 1\" }] }", 3, 3, "$.statements[1]", "\"ü\" is not known here")]
    [TestCase("{ \"statements\": [{ \"text\": \"SELECT 1; DROP TABLE t\" }] }", 1, 28, "$.statements[0]", "line 1, column 11: a second statement begins")]
    [TestCase("{ \"statements\": [{ \"text\": \"SELECT 1 --\\r; DROP TABLE t\" }] }", 1, 28, "$.statements[0]", "a second statement begins")]
    [TestCase("{ \"statements\": [{ \"text\": \"SELECT $1\" }] }", 1, 28, "$.statements[0]", "uses $1, but \"parameters\" has 0")]
    [TestCase("{ \"statements\": [{ \"text\": \"SELECT 1\", \"canonical\": \"SELECT 2\" }] }", 1, 28, "$.statements[0]", "\"canonical\" is not the canonical form")]
    [TestCase("{ \"statements\": [{ \"text\": \"SELECT 1\", \"parameters\": [{ \"type\": \"int) as select 1; drop\" }] }] }", 1, 65, "$.statements[0].parameters[0].type", "is no name of a type")]
    [TestCase("{ \"statements\": [{ \"from\": [{ \"line\": 0 }] }] }", 1, 39, "$.statements[0].from[0].line", "write a whole number from 1")]
    [TestCase("{ \"statements\": [{ \"calls\": 1.5 }] }", 1, 29, "$.statements[0].calls", "write a whole number from 0")]
    [TestCase("{ \"statements\": [{ \"id\": \"XYZ\" }] }", 1, 26, "$.statements[0].id", "an id has twelve hexadecimal digits")]
    [TestCase("{ \"statements\": [{ }] }", 1, 20, "$.statements[0]", "\"text\" is missing")]
    [TestCase("{ \"label\": \"\\ud83d\" }", 1, 12, "$.label", "half of a surrogate pair")]
    public void Errors_name_their_place(string json, int line, int column, string path, string error)
    {
        var exception = Assert.Throws<ManifestException>(() => Read(json))!;
        Assert.That(exception.Message, Does.StartWith(string.Create(CultureInfo.InvariantCulture, $"m.json({line},{column}): {path}: ")).And.Contain(error));
        Assert.That((exception.Line, exception.Column, exception.JsonPath), Is.EqualTo(((long)line, (long)column, path)));
    }

    [TestCase("""[{ "text": "SELECT 1" }, { "text": "SELECT 1" }]""", "$.statements[1]: the statement 28105440fb44 is already $.statements[0]")]
    [TestCase("""[{ "id": "000000000000", "text": "SELECT 1" }]""", "\"id\" is 000000000000, but this text, parameters, role and search_path give 28105440fb44")]
    public void Ids_are_unique_and_those_of_their_statements(string statements, string error)
    {
        var exception = Assert.Throws<ManifestException>(() => Read(Head + "\n\"statements\": " + statements + "}"))!;
        Assert.That(exception.Message, Does.Contain(error));
        Assert.That(exception.Line, Is.EqualTo(2));
    }

    [Test]
    public void Bytes_that_are_not_utf8_are_found()
    {
        byte[] json = [.. Encoding.UTF8.GetBytes("{\n \"label\": \"é"), 0xC3, (byte)'x', .. Encoding.UTF8.GetBytes("\" }")];
        var exception = Assert.Throws<ManifestException>(() => ManifestFile.Read(new MemoryStream(json), "m.json"))!;
        Assert.That(exception.Message, Is.EqualTo("m.json(2,11): $.label: the text is not UTF-8: byte 3 of it is 0xC3"));
    }

    [Test]
    public void A_byte_order_mark_and_slow_streams_are_read()
    {
        byte[] json = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(ManifestFile.ToJson(Sample()))];
        Assert.That(ManifestFile.Read(new ByteByByte(json), "m.json"), Is.EqualTo(Sample()));
    }

    [Test]
    public void Something_behind_the_manifest_is_an_error()
        => Assert.That(() => Read(ManifestFile.ToJson(Sample()) + "x"), Throws.TypeOf<ManifestException>().With.Message.Contain("no JSON"));

    [Test]
    public void A_footprint_is_kept_as_it_is()
    {
        const string footprint = """{"a":[1.50,-2e9,true,null,{"ü":"\"x\""}]}""";
        var read = Read(Head + """ "footprint": """ + footprint + """, "statements": [] }""");
        Assert.That(System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(read.Footprint!), System.Text.Json.Nodes.JsonNode.Parse(footprint)), read.Footprint);
        Assert.That(Read(ManifestFile.ToJson(read)), Is.EqualTo(read));
    }

    [Test]
    public void A_statement_of_a_megabyte_is_kept()
    {
        var builder = new ManifestBuilder(Sample());
        Assert.That(builder.Add("SELECT '" + new string('x', 1 << 20) + "'", default, new StatementOrigin("big.sql", 1)), Is.Null);
        var manifest = builder.Build();
        Assert.That(Read(ManifestFile.ToJson(manifest)), Is.EqualTo(manifest));
    }

    [Test]
    public void Reading_takes_linear_time_and_memory()
    {
        var (small, large) = (Measure(10_000), Measure(50_000));
        TestContext.Out.WriteLine($"10,000: {small.Time.TotalMilliseconds:N0} ms, {small.Kept >> 20} MB kept; 50,000: {large.Time.TotalMilliseconds:N0} ms, {large.Allocated >> 20} MB allocated, {large.Kept >> 20} MB kept, file {large.File >> 20} MB");
        Assert.That(large.Time, Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That(large.Allocated / (double)small.Allocated, Is.LessThan(6.5));
    }

    private static (TimeSpan Time, long Allocated, long Kept, long File) Measure(int count)
    {
        using var stream = new MemoryStream();
        var builder = new ManifestBuilder(Sample());
        for (var i = 0; i < count; i++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"SELECT o.id, o.total FROM orders o JOIN users u ON u.id = o.user_id WHERE o.id = $1 AND u.name = $2 AND o.kind = {i}");
            builder.Add(text, new[] { new ManifestParameter("id", "integer"), new ManifestParameter("name", "text") }, new StatementOrigin("Orders/Store.cs", i + 1, "Store.Find"));
        }

        ManifestFile.Write(builder.Build(), stream);
        stream.Position = 0;
        var (allocated, before) = (GC.GetAllocatedBytesForCurrentThread(), GC.GetTotalMemory(forceFullCollection: true));
        var clock = Stopwatch.StartNew();
        var manifest = ManifestFile.Read(stream, "m.json");
        var time = clock.Elapsed;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.That(manifest.Statements, Has.Count.EqualTo(count + 1));
        return (time, allocated, kept, stream.Length);
    }

    private static StatementManifest Read(string json) => ManifestFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "m.json");

    internal static StatementManifest Sample()
    {
        var empty = new StatementManifest
        {
            Service = "webshop",
            Label = "4.2.0",
            Digest = "sha256:12",
            Role = "we\"b\nshop",
            SearchPath = "\"Odd; Name\", public",
            Settings = new[] { KeyValuePair.Create("datestyle", "ISO, MDY") },
        };
        var builder = new ManifestBuilder(empty);
        builder.Add("SELECT \"a\\\"\"b\n😀\" FROM t WHERE id = $1", new[] { new ManifestParameter("id", "integer") }, new StatementOrigin("Größe/A.cs", 3, "A.M"), 7);
        return builder.Build();
    }

    private sealed class ByteByByte(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1)]);
    }
}
