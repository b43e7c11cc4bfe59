using System.Runtime.Versioning;

// Signals, file modes and /proc.
[assembly: SupportedOSPlatform("linux")]
