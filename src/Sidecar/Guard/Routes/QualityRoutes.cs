using Shadow.Runs;
using Sidecar.Guard.Access;
using Sidecar.Guard.Contracts;
using Sidecar.Guard.Judging;
using Sidecar.Recording;
using Sidecar.Storage;

namespace Sidecar.Guard.Routes;

/// <summary>POST /guard/runs/{run_id}/quality and POST /guard/quality: judgements of evaluations that come after the run.</summary>
internal sealed class QualityRoutes(LateQualities qualities, Evaluator evaluator, ILogger<QualityRoutes> logger)
{
    /// <summary>The routes.</summary>
    public IReadOnlyList<GuardRoute> Routes =>
        [
            new("POST", "/runs/{run_id}/quality", GuardNeed.Quality, PostOneAsync),
            new("POST", "/quality", GuardNeed.Quality, PostLinesAsync),
        ];

    /// <summary>Why a quality finds no leg.</summary>
    public static string Unknown(LateQuality quality) =>
        $"there is no run {quality.RunId:D} with a leg of {quality.Planner.Name()}: it never was, or is older than Storage:RetentionDays.";

    private async Task PostOneAsync(HttpContext context)
    {
        if (!await RequestBody.IsJsonAsync(context) || await RequestBody.ReadAsync(context) is not { } body)
            return;
        var faults = new List<FieldFault>(new QueryFaults(context.Request.Query).Faults);
        if (!RunIdText.TryRead(context.Request.RouteValues["run_id"] as string, out var runId))
            faults.Add(new("run_id", "must be a UUID, as in X-Planner-Run-Id."));
        faults.AddRange(QualityBody.Read(body.Span, runId, out var quality));
        if (faults.Count > 0)
        {
            await Problems.WriteFaultsAsync(context, faults);
            return;
        }

        if (!(await qualities.RateAsync([quality], context.RequestAborted))[0])
        {
            await Problems.WriteAsync(context, StatusCodes.Status404NotFound, "No such run", Unknown(quality));
            return;
        }

        evaluator.Judge();
        await WriteAsync(context, new QualityAnswer(1, 0, []));
    }

    private async Task PostLinesAsync(HttpContext context)
    {
        var faults = new QueryFaults(context.Request.Query).Faults;
        if (faults.Count > 0)
        {
            await Problems.WriteFaultsAsync(context, faults);
            return;
        }

        if (!JsonLines.IsDeclared(context.Request))
        {
            await Problems.WriteAsync(
                context,
                StatusCodes.Status415UnsupportedMediaType,
                "The content type must be JSON lines",
                "Send one JSON object a line, with the header 'Content-Type: application/x-ndjson'."
            );
            return;
        }

        var intake = new QualityIntake(qualities);
        var broken = await TakeAsync(context, intake);
        evaluator.Judge();
        if (broken is not var (status, title, why))
        {
            await WriteAsync(context, intake.Answer);
            return;
        }

        await Problems.WriteAsync(
            context,
            status,
            title,
            $"{why} {intake.Answer.Accepted} lines were taken before that. Send the rest, or all of it again: what was taken already stays as it is."
        );
    }

    // Null where the whole body was read. Where it was not, what came of it is taken in all the same.
    private async Task<(int Status, string Title, string Why)?> TakeAsync(HttpContext context, QualityIntake intake)
    {
        (int, string, string)? broken = null;
        try
        {
            try
            {
                await foreach (var line in JsonLines.ReadAsync(context.Request.Body, context.RequestAborted))
                    await intake.AddAsync(line, context.RequestAborted);
            }
            catch (InvalidDataException tooLarge)
            {
                broken = (StatusCodes.Status413PayloadTooLarge, "The body is too large", $"{tooLarge.Message}.");
            }
            catch (BadHttpRequestException fault)
            {
                broken = (fault.StatusCode, "Bad request", fault.Message);
            }

            await intake.FlushAsync(context.RequestAborted);
        }
        catch (StoreException fault)
        {
            Log.RequestFailed(logger, fault, "POST", "/quality");
            broken = (StatusCodes.Status503ServiceUnavailable, "The store is not available", fault.Message);
        }

        return broken;
    }

    private static Task WriteAsync(HttpContext context, QualityAnswer answer) =>
        JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, answer, GuardJson.Readable.QualityAnswer);
}
