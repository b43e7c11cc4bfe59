namespace Sidecar.Configuration;

/// <summary>The sidecar cannot start as it is set up. The message is meant for the person who set it up; the exit code is 2.</summary>
public class StartFaultException(string message) : Exception(message);
