using FluentMigrator.Builders.Create.Index;

namespace FluentMigrator.Builder.Create.Index;

public enum GistBuffering
{
    Auto = 0,
    On = 1,
    Off = 2,
}

public interface ICreateBTreeIndexOptionsSyntax : ICreateIndexMethodOptionsSyntax
{
    new ICreateBTreeIndexOptionsSyntax Fillfactor(int fillfactor);
    ICreateBTreeIndexOptionsSyntax VacuumCleanupIndexScaleFactor(float point);
}

public interface ICreateBrinIndexOptionsSyntax : ICreateIndexMethodOptionsSyntax
{
    new ICreateBrinIndexOptionsSyntax Fillfactor(int fillfactor);
    ICreateBrinIndexOptionsSyntax PagesPerRange(int range);
    ICreateBrinIndexOptionsSyntax Autosummarize();
    ICreateBrinIndexOptionsSyntax DisableAutosummarize();
    ICreateBrinIndexOptionsSyntax Autosummarize(bool autosummarize);
}

public interface ICreateGiSTIndexOptionsSyntax : ICreateIndexMethodOptionsSyntax
{
    new ICreateGiSTIndexOptionsSyntax Fillfactor(int fillfactor);
    ICreateGiSTIndexOptionsSyntax Buffering(GistBuffering buffering);
}

public interface ICreateGinIndexOptionsSyntax : ICreateIndexMethodOptionsSyntax
{
    new ICreateGinIndexOptionsSyntax Fillfactor(int fillfactor);
    ICreateGinIndexOptionsSyntax FastUpdate();
    ICreateGinIndexOptionsSyntax DisableFastUpdate();
    ICreateGinIndexOptionsSyntax FastUpdate(bool fastUpdate);
    ICreateGinIndexOptionsSyntax PendingListLimit(long limit);
}

public interface ICreateHashIndexOptionSyntax : ICreateIndexMethodOptionsSyntax
{
    new ICreateHashIndexOptionSyntax Fillfactor(int fillfactor);
}

public interface ICreateIndexMethodOptionsSyntax : ICreateIndexOptionsSyntax
{
    ICreateIndexMethodOptionsSyntax Fillfactor(int fillfactor);
}

public interface ICreateIndexNonKeyColumnSyntax
{
    ICreateIndexNonKeyColumnSyntax Include(string columnName);
}

public interface ICreateSpgistIndexOptionsSyntax : ICreateIndexMethodOptionsSyntax
{
    new ICreateSpgistIndexOptionsSyntax Fillfactor(int fillfactor);
}
