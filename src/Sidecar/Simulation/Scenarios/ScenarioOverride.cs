namespace Sidecar.Simulation.Scenarios;

/// <summary>A value that an option puts in the place of the file's.</summary>
/// <param name="Option">The option, for messages.</param>
/// <param name="Key">The key, e.g. <c>v2.changes[0].to.quality.mean</c>.</param>
/// <param name="Value">The value as it was written.</param>
internal readonly record struct ScenarioOverride(string Option, string Key, string Value);
