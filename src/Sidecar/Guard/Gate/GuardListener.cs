using Sidecar.Configuration;

namespace Sidecar.Guard.Gate;

/// <summary>The listener of /guard and /metrics, where <c>Guard:Urls</c> gives them one of their own.</summary>
internal sealed class GuardListener
{
    private volatile HashSet<int> _ports = [];

    public GuardListener(LiveOptions options)
    {
        if (options.Current.Guard.Urls is not { Length: > 0 } urls)
            return;
        Separate = true;
        Addresses = urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Bound(Addresses.Select(static url => BindingAddress.Parse(url).Port).Where(static port => port > 0));
    }

    /// <summary>Whether there is one.</summary>
    public bool Separate { get; }

    /// <summary>Its addresses as configured.</summary>
    public IReadOnlyList<string> Addresses { get; } = [];

    /// <summary>Says which ports it got, where the configuration leaves that to the system (port 0). Until then none is its.</summary>
    public void Bound(IEnumerable<int> ports) => _ports = [.. ports];

    /// <summary>Whether a request came in by it. The local port decides: a Host header is the client's to choose.</summary>
    public bool Received(HttpContext context) => _ports.Contains(context.Connection.LocalPort);
}
