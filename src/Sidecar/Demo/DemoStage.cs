using Shadow.Runs;
using Sidecar.Demo.Planners;

namespace Sidecar.Demo;

/// <summary>What the demo starts: a temporary folder, two sample planners and the sidecar. Disposing stops and removes all of it.</summary>
internal sealed class DemoStage(TextWriter output) : IAsyncDisposable
{
    // Stopped in the other order, so that the sidecar never sees its planners go.
    private readonly Stack<IAsyncDisposable> _started = [];
    private DirectoryInfo? _folder;
    private SamplePlanner? _v2;

    /// <summary>The sample planner v2. Only once it was started.</summary>
    public SamplePlanner V2 => _v2 ?? throw new InvalidOperationException("v2 was not started");

    /// <summary>Starts planners and sidecar.</summary>
    public async Task<IDemoSidecar> StartAsync(IDemoHost host, TimeProvider time, int firstPort, CancellationToken ct)
    {
        _folder = Directory.CreateTempSubdirectory("canary-sidecar-demo-");
        var v1 = await SamplePlanner.StartAsync(Planner.V1, time, ct);
        _started.Push(v1);
        _v2 = await SamplePlanner.StartAsync(Planner.V2, time, ct);
        _started.Push(_v2);
        var sidecar = await host.StartAsync(new DemoSidecarSettings(_folder.FullName, firstPort, v1, _v2), ct);
        _started.Push(sidecar);
        return sidecar;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var started))
            await started.DisposeAsync();
        try
        {
            _folder?.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync($"The demo's folder {_folder?.FullName} could not be deleted: {e.Message} Delete it by hand.");
        }
    }
}
