using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Sidecar.Recording;

/// <summary>Registers the stage.</summary>
public static class RecordingRegistration
{
    /// <summary>
    /// Adds <see cref="IRunRecorder"/>, the writer behind it, and the deletion of old runs. Hosted services stop in the reverse order of their
    /// registration: whatever still records while it ends must be registered after this.
    /// </summary>
    public static IServiceCollection AddRecording(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RunRecorder>();
        services.TryAddSingleton<IRunRecorder>(provider => provider.GetRequiredService<RunRecorder>());
        services.TryAddSingleton<LateQualities>();
        services.AddHostedService<RunWriter>();
        services.AddHostedService<RetentionSweeper>();
        return services;
    }
}
