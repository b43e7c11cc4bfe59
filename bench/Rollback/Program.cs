using Rig;
using RollbackBench;
using Testing;

if (RollbackOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(RollbackOptions.Usage);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
try
{
    using var folder = new TemporaryFolder();
    await using var v1 = await LoadPlanner.StartAsync(PlannerConduct.Healthy);
    await using var v2 = await LoadPlanner.StartAsync(PlannerConduct.Healthy);
    await using var sidecar = await SidecarProcess.StartAsync(options.Sidecar, folder.Path, v1.Address, v2.Address);
    await using var agents = Agents.Start(sidecar.Address, options.Connections);
    using var guard = new Operator(sidecar);
    await new RollbackLoad(v2, guard).RunAsync(options.Rollbacks, stop.Token);
    await agents.StopAsync();
    return await RollbackReport.WriteAsync(options, agents, guard, Console.Out) ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("stopped");
    return 1;
}
catch (Exception exception) when (exception is TimeoutException or InvalidOperationException or HttpRequestException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
