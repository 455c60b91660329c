using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>A part of a file that one run executes.</summary>
/// <param name="Direction">Up or Down.</param>
/// <param name="Start">Offset at which it begins.</param>
/// <param name="End">Offset behind it.</param>
/// <param name="Wrapping">How the tool sends it.</param>
internal readonly record struct Section(Direction Direction, int Start, int End, Wrapping Wrapping);
