using Sidecar.Guard.Contracts;

namespace Sidecar.Guard.Routes;

/// <summary>Reads the small JSON bodies of the guard's routes.</summary>
internal static class RequestBody
{
    /// <summary>The largest body, bytes.</summary>
    internal const int MaxBytes = 64 * 1024;

    /// <summary>The body; null where it is too large or could not be read, and the request has its answer.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBytes)
            return await TooLargeAsync(context);
        // One byte more than allowed tells "too large" from "just fits".
        var body = new byte[context.Request.ContentLength ?? (MaxBytes + 1)];
        var length = 0;
        try
        {
            int read;
            while (length < body.Length && (read = await context.Request.Body.ReadAsync(body.AsMemory(length), context.RequestAborted)) > 0)
                length += read;
        }
        catch (BadHttpRequestException fault)
        {
            if (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
                return await TooLargeAsync(context);
            await Problems.WriteAsync(context, fault.StatusCode, "Bad request", fault.Message);
            return null;
        }

        return length > MaxBytes ? await TooLargeAsync(context) : body.AsMemory(0, length);
    }

    /// <summary>Answers 415 where the body is not declared as JSON.</summary>
    public static async Task<bool> IsJsonAsync(HttpContext context)
    {
        if (context.Request.HasJsonContentType())
            return true;
        await Problems.WriteAsync(
            context,
            StatusCodes.Status415UnsupportedMediaType,
            "The content type must be JSON",
            "Send the body as JSON with the header 'Content-Type: application/json'."
        );
        return false;
    }

    private static async Task<ReadOnlyMemory<byte>?> TooLargeAsync(HttpContext context)
    {
        await Problems.WriteAsync(
            context,
            StatusCodes.Status413PayloadTooLarge,
            "The body is too large",
            $"At most {MaxBytes} bytes are taken. Nothing was changed.",
            [new FieldFault("body", $"at most {MaxBytes} bytes.")]
        );
        return null;
    }
}
