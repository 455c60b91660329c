using FsCheck;
using FsCheck.Fluent;
using FsCheck.NUnit;
using MigrationGuard.Manifests;

namespace MigrationGuard.PostgreSql.Tests.Manifests;

public sealed class CanonicalPropertyTests
{
    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public Property Any_text_is_written_or_refused_and_what_is_written_is_canonical()
        => Prop.ForAll(Arb.From(Gen.OneOf(LiteralPieces.Statement, ArbMap.Default.GeneratorFor<string?>().Select(text => text ?? ""))), static text =>
        {
            if (!CanonicalSql.TryWrite(text, out var canonical, out var error))
            {
                Assert.That(error, Is.Not.Empty);
                return;
            }

            Assert.That(CanonicalSql.TryWrite(canonical, out var again, out _) ? again : null, Is.EqualTo(canonical));
            Assert.That(IsPlain(canonical), Is.True, canonical);
        });

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public Property A_string_of_any_value_keeps_it_in_every_form()
        => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), static text =>
        {
            var value = new string([.. text.Get.Where(static c => c != '\0' && !char.IsSurrogate(c))]);
            var expected = "SELECT '" + value.Replace("'", "''", StringComparison.Ordinal) + "'";
            string[] forms =
            [
                "SELECT E'" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'",
                "SELECT E'" + string.Concat(value.Select(static c => $"\\u{(int)c:X4}")) + "'",
                "SELECT U&'" + string.Concat(value.Select(static c => $"\\{(int)c:x4}")) + "'",
                "SELECT U&'" + string.Concat(value.Select(static c => $"#+{(int)c:x6}")) + "' uescape '#'",
                "SELECT $very_unlikely$" + value + "$very_unlikely$",
                "SELECT '" + string.Join("'\n'", value.Select(static c => c == '\'' ? "''" : c.ToString())) + "'",
            ];
            Assert.That(forms.Select(form => CanonicalSql.TryWrite(form, out var canonical, out var error) ? canonical : error), Is.All.EqualTo(expected));
        });

    // Deliberately another way of looking than the writer's: character by character, only plain quotes known.
    private static bool IsPlain(string canonical)
    {
        for (var i = 0; i < canonical.Length; i++)
        {
            var c = canonical[i];
            if (c is '\'' or '"')
            {
                i = canonical.IndexOf(c, i + 1);
                if (i < 0)
                {
                    return false;
                }

                continue;
            }

            var next = i + 1 < canonical.Length ? canonical[i + 1] : '\0';
            var inWord = i > 0 && (char.IsLetterOrDigit(canonical[i - 1]) || canonical[i - 1] is '_' or '$' || canonical[i - 1] > 127);
            if ((c, next) is ('-', '-') or ('/', '*') || c is ';' or '\\' || (c == '$' && !inWord && !char.IsAsciiDigit(next)) || (!inWord && c is 'E' or 'e' && next == '\''))
            {
                return false;
            }

            if (!inWord && c is 'U' or 'u' && next == '&' && i + 2 < canonical.Length && canonical[i + 2] is '\'' or '"')
            {
                return false;
            }
        }

        return true;
    }
}
