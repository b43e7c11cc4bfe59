using Sidecar.Cli;
using Sidecar.Demo;
using Sidecar.Hosting;

return await SidecarCommands.RunAsync(
    args,
    new SidecarHandlers
    {
        Serve = ServeCommand.RunAsync,
        Demo = static (options, token) => new DemoRunner(new DemoHost(), TimeProvider.System).RunAsync(options, token),
    }
);
