namespace Shadow.Runs;

/// <summary>Makes the keyed hash under which a sticky key is recorded.</summary>
public interface IStickyHash
{
    /// <summary>16 hex digits, stable for one installation.</summary>
    string Of(string stickyKey);
}
