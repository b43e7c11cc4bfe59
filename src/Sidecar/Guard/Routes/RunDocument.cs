using System.Text.Json;
using Shadow.Runs;

namespace Sidecar.Guard.Routes;

/// <summary>Writes a run as one JSON object, in the shape of the audit log.</summary>
internal delegate void RunDocument(Utf8JsonWriter writer, RunRecord run);
