namespace MigrationGuard.Gate.Programs;

/// <summary>What a program wrote.</summary>
/// <param name="Answer">The beginning of its standard output, as it stands.</param>
/// <param name="Error">The beginning of its standard error, without secrets.</param>
/// <param name="Tail">The last lines of both, without secrets.</param>
/// <param name="Mask">Hides the secrets of its environment in other texts.</param>
internal sealed record ProgramOutput(string Answer, string Error, string Tail, SecretMask Mask)
{
    private const int LongestLine = 300;

    /// <summary>The first line of its standard error that says something, shortened.</summary>
    public string FirstError =>
        PlainText.Head(Error.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "it does not say why", LongestLine);

    /// <summary>The end of both as one line of a given length at the most; empty when nothing was written.</summary>
    public string Last(int length) => PlainText.Tail(PlainText.Of(Tail), length);
}
