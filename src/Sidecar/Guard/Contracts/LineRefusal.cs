namespace Sidecar.Guard.Contracts;

/// <summary>A line that was not taken.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Detail">What is wrong with it.</param>
internal sealed record LineRefusal(long Line, string Detail);
