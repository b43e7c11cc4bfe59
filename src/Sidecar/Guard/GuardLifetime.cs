using Sidecar.Configuration;
using Sidecar.Guard.Access;
using Sidecar.Guard.Judging;

namespace Sidecar.Guard;

/// <summary>Starts the guard before the listener opens, and ends it when everything is written.</summary>
internal sealed class GuardLifetime(
    GuardController controller,
    EvidenceReadback evidence,
    BearerTokens bearers,
    GuardTokens tokens,
    LiveOptions options,
    TimeProvider time,
    ILogger<GuardLifetime> logger
) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Current.Guard.Auth == GuardAuth.Token)
            LoadTokens();
        await controller.StartAsync(cancellationToken);
        await evidence.ReadAsync(controller.Current.Epoch, cancellationToken);
        Rehearsal.Run(time);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => controller.FlushAsync(cancellationToken);

    private void LoadTokens()
    {
        var token = OperatorTokenFile.Obtain(tokens, options.Current);
        if (token.Value is null)
            throw new StartFaultException(token.Fault!);
        if (token is { Made: true, Path: { } made })
            Log.TokenMade(logger, made);
        else if (token.Path is { } read)
            Log.TokenRead(logger, read);
        bearers.Load(token.Value, tokens);
    }
}
