namespace Sidecar.Guard.Contracts;

/// <summary>One fault of what was sent.</summary>
/// <param name="Field">The field or parameter; <c>body</c> for the body as a whole.</param>
/// <param name="Detail">What is wrong with it and what is allowed.</param>
internal sealed record FieldFault(string Field, string Detail);
