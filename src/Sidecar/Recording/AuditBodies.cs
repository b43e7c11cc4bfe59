using System.Text.Json;
using System.Text.Unicode;
using Shadow.Runs;

namespace Sidecar.Recording;

/// <summary><c>bodies</c>, where they were kept: as text, or as <c>…_base64</c> where they are no UTF-8.</summary>
internal static class AuditBodies
{
    public static void Write(Utf8JsonWriter writer, RunRecord run)
    {
        if ((run.RequestBody ?? run.V1?.Body ?? run.V2?.Body) is null)
            return;
        writer.WriteStartObject("bodies");
        Write(writer, "request", "request_base64", run.RequestBody);
        Write(writer, "v1", "v1_base64", run.V1?.Body);
        Write(writer, "v2", "v2_base64", run.V2?.Body);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, string base64Name, byte[]? body)
    {
        if (body is null)
            return;
        if (Utf8.IsValid(body))
            writer.WriteString(name, body.AsSpan());
        else
            writer.WriteBase64String(base64Name, body);
    }
}
