using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sidecar.Guard.Routes;

/// <summary>Writes an answer in JSON, whole: its length is known, and no answer of the guard is kept or guessed at.</summary>
internal static class JsonAnswer
{
    /// <summary>Writes a contract.</summary>
    public static Task WriteAsync<T>(
        HttpContext context,
        int status,
        T answer,
        JsonTypeInfo<T> type,
        string contentType = "application/json; charset=utf-8"
    ) => WriteAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(answer, type), contentType);

    /// <summary>Writes JSON that is there already.</summary>
    public static Task WriteAsync(
        HttpContext context,
        int status,
        ReadOnlyMemory<byte> json,
        string contentType = "application/json; charset=utf-8"
    )
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = json.Length;
        response.Headers.CacheControl = "no-store";
        // A browser neither guesses, nor shows it as a page or in a frame of another, nor lets another site's page load it.
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(json, context.RequestAborted).AsTask();
    }

    /// <summary>The version as an entity tag, for If-Match.</summary>
    public static void Tag(HttpContext context, long version) =>
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
