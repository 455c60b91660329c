// List patterns need it and netstandard2.0 lacks it.
#pragma warning disable IDE0130 // the compiler looks it up by namespace
namespace System;

[Microsoft.CodeAnalysis.Embedded]
internal readonly struct Index(int value, bool fromEnd = false)
{
    public static implicit operator Index(int value) => new(value);

    public int GetOffset(int length) => fromEnd ? length - value : value;
}
