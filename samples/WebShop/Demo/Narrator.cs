namespace WebShop.Demo;

/// <summary>Tells the story on standard output; coloured on a terminal, unless NO_COLOR is set.</summary>
internal sealed class Narrator(TextWriter output)
{
    private readonly bool _coloured = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 };

    private int _chapter;

    public void Chapter(string title)
    {
        Line();
        var heading = FormattableString.Invariant($"── {++_chapter} ── {title} ");
        Line("1;36", heading.PadRight(110, '─'));
    }

    public void Say(string text) => Line(text);

    public void Command(string prompt, string text)
    {
        Line();
        Line("1", $"{prompt} {text}");
    }

    public void Output(string text) => Line("2", "  " + text);

    public void Good(string text) => Line("32", "✓ " + text);

    public void Bad(string text) => Line("31", "✗ " + text);

    public void Measured(string text) => Line("1;33", "  " + text);

    private void Line(string text = "") => output.WriteLine(text);

    private void Line(string colour, string text) => output.WriteLine(_coloured ? $"\e[{colour}m{text}\e[0m" : text);
}
