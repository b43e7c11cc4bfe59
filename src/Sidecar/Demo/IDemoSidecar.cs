namespace Sidecar.Demo;

/// <summary>A running sidecar; disposing stops it.</summary>
internal interface IDemoSidecar : IAsyncDisposable
{
    /// <summary>Where it listens for agents and operators.</summary>
    Uri Address { get; }

    /// <summary>The file that holds the operators' token: what a person is shown in place of the token.</summary>
    string TokenFile { get; }

    /// <summary>The operators' token. Never printed.</summary>
    string Token { get; }
}
