namespace MigrationGuard.Migrations;

/// <summary>Which way a script moves the schema.</summary>
public enum Direction
{
    /// <summary>The migration itself.</summary>
    Up,

    /// <summary>The script that undoes it: checked for what it would destroy, never part of the history.</summary>
    Down,
}
