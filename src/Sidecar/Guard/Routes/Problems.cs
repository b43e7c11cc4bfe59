using Sidecar.Guard.Contracts;

namespace Sidecar.Guard.Routes;

/// <summary>Errors of the sidecar itself, as RFC 9457 problem details: of the guard and of the proxy.</summary>
internal static class Problems
{
    /// <summary>Answers with a problem. The response must not have begun.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="title">What kind of problem: the same for all of its kind.</param>
    /// <param name="detail">What is wrong here, and what to do.</param>
    /// <param name="errors">Every fault of what was sent.</param>
    /// <param name="runId">The run, where it is of one.</param>
    public static Task WriteAsync(
        HttpContext context,
        int status,
        string title,
        string detail,
        IReadOnlyList<FieldFault>? errors = null,
        Guid? runId = null
    ) =>
        JsonAnswer.WriteAsync(
            context,
            status,
            new ProblemAnswer
            {
                Title = title,
                Status = status,
                Detail = detail,
                Errors = errors,
                RunId = runId,
                Instance = runId is { } run ? $"urn:uuid:{run:D}" : null,
            },
            GuardJson.Readable.ProblemAnswer,
            "application/problem+json"
        );

    /// <summary>Answers 400 with every fault that was found.</summary>
    public static Task WriteFaultsAsync(HttpContext context, IReadOnlyList<FieldFault> faults) =>
        WriteAsync(
            context,
            StatusCodes.Status400BadRequest,
            "Bad request",
            string.Join(" ", faults.Select(static fault => $"{fault.Field}: {fault.Detail}")),
            faults
        );
}
