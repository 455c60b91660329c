using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>A call to the builder: its arguments by their parameters, and why it cannot be read, where that is so.</summary>
internal sealed class EfCall
{
    private readonly EfCall? _outer;
    private string? _fault;

    /// <summary>A call; of one inside of a lambda the faults are those of the call around it.</summary>
    public EfCall(Chain chain, EfCall? outer = null)
    {
        (Chain, _outer) = (chain, outer);
        Annotations = EfAnnotations.Of(chain, "Annotation");
        OldAnnotations = EfAnnotations.Of(chain, "OldAnnotation");
    }

    /// <summary>The call with what is chained to it.</summary>
    public Chain Chain { get; }

    /// <summary>The method.</summary>
    public string Method => Chain.First.Name;

    /// <summary>What <c>.Annotation(…)</c> says.</summary>
    public EfAnnotations Annotations { get; }

    /// <summary>What <c>.OldAnnotation(…)</c> says.</summary>
    public EfAnnotations OldAnnotations { get; }

    /// <summary>Why the call cannot be read; null when it can.</summary>
    public string? Fault => _outer is null ? _fault : _outer.Fault;

    /// <summary>The type argument as C# writes it; null when there is none.</summary>
    public string? TypeArgument => Chain.First.TypeArguments is [var type, ..] ? type.Name : null;

    /// <summary>Says why the call cannot be read; the first reason stays.</summary>
    public void Fail(string reason)
    {
        if (_outer is not null)
        {
            _outer.Fail(reason);
        }

        _fault ??= reason;
    }

    /// <summary>The value of a parameter; null when it is not given.</summary>
    public Value? Value(string parameter) => Chain.First.Arguments.Of(parameter, EfSignatures.Position(Method, parameter));

    /// <summary>A text that may be left out.</summary>
    public string? Text(string parameter) => EfValues.Text(Value(parameter));

    /// <summary>A text without which the call means nothing.</summary>
    public string Required(string parameter)
    {
        if (Text(parameter) is { } text)
        {
            return text;
        }

        Fail($"{Method} is called without {parameter}");
        return "";
    }

    /// <summary>The columns of a parameter that is written <paramref name="one"/> or <paramref name="several"/>.</summary>
    public IReadOnlyList<string> Names(string one, string several) => EfValues.Texts(Value(one) ?? Value(several));

    /// <summary>A condition that must be known, false when it is not given.</summary>
    public bool Flag(string parameter) => OptionalFlag(parameter) == true;

    /// <summary>A condition that may be left out.</summary>
    public bool? OptionalFlag(string parameter)
    {
        switch (Value(parameter))
        {
            case null or ConstantValue { Constant: null }:
                return null;
            case ConstantValue { Constant: bool flag }:
                return flag;
            default:
                Fail($"{parameter} is known only at run time");
                return null;
        }
    }

    /// <summary>A whole number; null when it is not given.</summary>
    public long? Number(string parameter)
    {
        switch (Value(parameter))
        {
            case null or ConstantValue { Constant: null }:
                return null;
            case ConstantValue { Constant: int number }:
                return number;
            case ConstantValue { Constant: long number }:
                return number;
            default:
                Fail($"{parameter} is known only at run time");
                return null;
        }
    }

    /// <summary>The member of an enum; null when it is not given.</summary>
    public string? Member(string parameter)
    {
        switch (Value(parameter))
        {
            case null:
                return null;
            case MemberValue member:
                return member.Member;
            default:
                Fail($"{parameter} is known only at run time");
                return null;
        }
    }
}
