using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MigrationGuard.Ledgers;

/// <summary>
/// The local journal as files of one directory, which only their owner may read. Several processes may use the directory: one at a time writes.
/// </summary>
public sealed class FileJournal : ILocalJournal
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly JournalDirectory _directory;
    private readonly Dictionary<string, long> _given = new(StringComparer.Ordinal);

    /// <summary>A journal in a directory, which is made when it is first written.</summary>
    public FileJournal(string directory) => _directory = new JournalDirectory(directory);

    /// <inheritdoc />
    public Task RememberAsync(LastKnown known, CancellationToken cancellation) => _directory.LockedAsync(
        () =>
        {
            _directory.Replace(Known(known.Release.Id), JsonSerializer.SerializeToUtf8Bytes(known, Options));
            var id = Encoding.UTF8.GetBytes(known.Release.Id);
            if (_directory.Read(Last) is not { } last || !last.AsSpan().SequenceEqual(id))
            {
                _directory.Replace(Last, id);
            }

            return true;
        },
        cancellation);

    /// <inheritdoc />
    public Task<LastKnown?> RecallAsync(string? release, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return JournalDirectory.Run(() =>
        {
            var id = release ?? (_directory.Read(Last) is { } last ? Encoding.UTF8.GetString(last) : null);
            return id is not null && _directory.Read(Known(id)) is { } known ? Parse<LastKnown>(known, Known(id)) : null;
        });
    }

    /// <inheritdoc />
    public Task AppendAsync(JournalNote note, CancellationToken cancellation) => _directory.LockedAsync(
        () =>
        {
            _directory.Append(Pending(note.Release), [.. JsonSerializer.SerializeToUtf8Bytes(note, Options), (byte)'\n']);
            return true;
        },
        cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<JournalNote>> PendingAsync(string release, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return JournalDirectory.Run<IReadOnlyList<JournalNote>>(() =>
        {
            var name = Pending(release);
            var lines = JournalDirectory.WholeLines(_directory.Read(name) ?? []);
            lock (_given)
            {
                _given[release] = lines.Length;
            }

            var notes = new List<JournalNote>();
            for (var rest = lines; rest.Length > 0;)
            {
                var end = rest.Span.IndexOf((byte)'\n');
                notes.Add(Parse<JournalNote>(rest[..end], name));
                rest = rest[(end + 1)..];
            }

            return notes;
        });
    }

    /// <inheritdoc />
    public Task SettleAsync(string release, CancellationToken cancellation) => _directory.LockedAsync(
        () =>
        {
            long given;
            lock (_given)
            {
                _given.Remove(release, out given);
            }

            _directory.Forget(Pending(release), given);
            return true;
        },
        cancellation);

    private const string Last = "last";

    private static string Known(string release) => JournalDirectory.FileName(release) + ".json";

    private static string Pending(string release) => JournalDirectory.FileName(release) + ".pending";

    private static T Parse<T>(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json.Span, Options) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException failure)
        {
            throw new IOException($"{name} in the local journal cannot be read: {failure.Message}", failure);
        }
    }
}
