using Sidecar.Cli;

return await SidecarCommands.RunAsync(args, new SidecarHandlers { Serve = ServeCommand.RunAsync, Demo = _ => Task.FromResult(1) });
