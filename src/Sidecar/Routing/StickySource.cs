namespace Sidecar.Routing;

/// <summary>Where a request carries its sticky key.</summary>
public enum StickySource
{
    /// <summary>A request header.</summary>
    Header,

    /// <summary>A cookie.</summary>
    Cookie,

    /// <summary>A parameter of the query.</summary>
    Query,
}
