namespace Sidecar.Demo.Reading;

/// <summary>The sidecar refused what the demo asked as an operator.</summary>
internal sealed class GuardAnswerException(string message) : Exception(message);
