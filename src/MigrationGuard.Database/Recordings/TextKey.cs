using System.Runtime.InteropServices;

namespace MigrationGuard.Recordings;

/// <summary>A text as an application gave it, with what tells its parameters and session apart.</summary>
/// <param name="text">The text.</param>
/// <param name="types">The number that the listener gave.</param>
internal readonly struct TextKey(string text, int types)
{
    /// <summary>The text.</summary>
    public string Text { get; } = text;

    /// <summary>The number that the listener gave.</summary>
    public int Types { get; } = types;

    /// <summary>Compares keys. The hash is quicker than the runtime's own and no secret: the tables that use it are small and bounded.</summary>
    public sealed class Comparer : IEqualityComparer<TextKey>
    {
        private const ulong Factor = 0x9E3779B97F4A7C15;

        public bool Equals(TextKey x, TextKey y) => x.Types == y.Types && string.Equals(x.Text, y.Text);

        public int GetHashCode(TextKey obj)
        {
            var words = MemoryMarshal.Cast<char, ulong>(obj.Text.AsSpan());
            ulong first = (uint)obj.Types + 1, second = (uint)obj.Text.Length, third = Factor, fourth = ~Factor;
            var index = 0;
            for (; index + 3 < words.Length; index += 4)
            {
                first = (first ^ words[index]) * Factor;
                second = (second ^ words[index + 1]) * Factor;
                third = (third ^ words[index + 2]) * Factor;
                fourth = (fourth ^ words[index + 3]) * Factor;
            }

            for (index *= 4; index < obj.Text.Length; index++)
            {
                first = (first ^ obj.Text[index]) * Factor;
            }

            var hash = ulong.RotateLeft(first, 7) ^ ulong.RotateLeft(second, 23) ^ ulong.RotateLeft(third, 41) ^ fourth;
            return (int)((hash * Factor) >> 32);
        }
    }
}
