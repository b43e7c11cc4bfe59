using Sidecar.Guard.Access;
using Sidecar.Storage;

namespace Sidecar.Guard.Routes;

/// <summary>What holds for every route: who may, and what becomes of a fault.</summary>
internal sealed class GuardPolicy(Admission admission, ILogger<GuardPolicy> logger)
{
    /// <summary>Puts the policy around a route.</summary>
    public RequestDelegate Around(GuardRoute route) => context => HandleAsync(context, route);

    private async Task HandleAsync(HttpContext context, GuardRoute route)
    {
        if (!await admission.AdmitAsync(context, route.Need))
            return;
        try
        {
            await route.Handle(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (StoreException fault) when (!context.Response.HasStarted)
        {
            Log.RequestFailed(logger, fault, route.Method, route.Path);
            await Problems.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "The store is not available", fault.Message);
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            Log.RequestFailed(logger, fault, route.Method, route.Path);
            await Problems.WriteAsync(
                context,
                StatusCodes.Status500InternalServerError,
                "The sidecar failed",
                "An error that was not foreseen; the sidecar's log has it. Routing goes on."
            );
        }
    }
}
