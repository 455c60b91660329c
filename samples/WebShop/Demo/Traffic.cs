namespace WebShop.Demo;

/// <summary>What the load generator counted: answers and failures by release, requests without an answer, answers that forgot what was written.</summary>
internal sealed record Traffic(IReadOnlyDictionary<string, int> Answered, IReadOnlyDictionary<string, int> Failed, int Lost, int Wrong, IReadOnlyList<string> SqlStates)
{
    public int Requests => Answered.Values.Sum() + Failed.Values.Sum() + Lost;

    public int AnsweredBy(string release) => Answered.GetValueOrDefault(release);

    public int FailedAt(string release) => Failed.GetValueOrDefault(release);
}
