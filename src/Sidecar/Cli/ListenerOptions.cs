using System.CommandLine;
using Sidecar.Configuration;

namespace Sidecar.Cli;

/// <summary>The options of a command that reads the configuration.</summary>
internal sealed class ListenerOptions
{
    private readonly Option<string?> _config = ConfigOption.Create();

    private readonly Option<string?> _urls = new("--urls")
    {
        Description =
            "The addresses to listen on, separated by ';'. Default: those of environment and file, else " + ListenAddresses.Default,
        HelpName = "urls",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        _urls.Validators.Add(static result =>
            ConfigOption.RefuseEmpty(result, "--urls needs an address such as " + ListenAddresses.Default)
        );
        command.Options.Add(_config);
        command.Options.Add(_urls);
    }

    /// <summary>Where the configuration comes from, as the command was given them.</summary>
    public ConfigurationInputs Read(ParseResult result) => ConfigurationInputs.OfProcess(result.GetValue(_config), result.GetValue(_urls));
}
