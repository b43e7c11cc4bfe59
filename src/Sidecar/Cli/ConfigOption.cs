using System.CommandLine;
using System.CommandLine.Parsing;
using Sidecar.Configuration;

namespace Sidecar.Cli;

/// <summary>The option <c>--config</c>.</summary>
internal static class ConfigOption
{
    /// <summary>A new one, for one command.</summary>
    public static Option<string?> Create()
    {
        var option = new Option<string?>("--config")
        {
            Description = $"The configuration file. Default: {ConfigurationInputs.DefaultFile} of the current folder",
            HelpName = "file",
        };
        option.Validators.Add(static result => RefuseEmpty(result, "--config needs the name of a file"));
        return option;
    }

    /// <summary>States an error where the option was given nothing but blanks.</summary>
    public static void RefuseEmpty(SymbolResult result, string sentence)
    {
        if (result.Tokens.Any(static token => string.IsNullOrWhiteSpace(token.Value)))
            result.AddError(sentence);
    }
}
