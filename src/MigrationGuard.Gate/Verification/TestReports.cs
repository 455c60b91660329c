using System.Globalization;
using System.Xml;

namespace MigrationGuard.Gate.Verification;

/// <summary>Reads test reports. Nothing of a report is believed before its end was read.</summary>
internal static class TestReports
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 512 << 20,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Adds what a file says; one that cannot be read to its end, or is something else, is a doubt.</summary>
    public static void Add(string file, TestTally tally)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Add(stream, Path.GetFileName(file), tally);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            tally.Doubt($"{Path.GetFileName(file)} cannot be read: {failure.Message}");
        }
    }

    /// <summary>The same of an open file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static void Add(Stream stream, string name, TestTally tally)
    {
        try
        {
            using var reader = XmlReader.Create(stream, Settings);
            reader.MoveToContent();
            switch (reader.LocalName)
            {
                case "testsuites" or "testsuite":
                    new JUnitReport(reader, tally, name).Read();
                    break;
                case "TestRun":
                    new TrxReport(reader, tally, name).Read();
                    break;
                default:
                    tally.Doubt($"{name} is neither JUnit XML nor TRX, it begins with <{reader.LocalName}>");
                    break;
            }
        }
        catch (XmlException failure)
        {
            tally.Doubt($"{name} cannot be read to its end: {failure.Message}");
        }
    }

    /// <summary>An attribute that counts something; null when it is not there or is no count.</summary>
    public static int? Count(XmlReader reader, string name) =>
        int.TryParse(reader.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
