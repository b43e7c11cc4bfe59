namespace Fuzz.Engine;

/// <summary>Which ways through the code the last input took.</summary>
internal interface ICoverage
{
    /// <summary>Forgets the last input.</summary>
    void Begin();

    /// <summary>Whether it took a way that none before it took.</summary>
    bool EndedOnNewWay();
}
