namespace MigrationGuard.Gate.Observing;

/// <summary>Is told what is written down of a release. It returns at once and throws nothing: no release waits for it, and none fails by it.</summary>
public interface IReleaseObserver
{
    /// <summary>Something was written down.</summary>
    void Moved(ReleaseMove move);
}
