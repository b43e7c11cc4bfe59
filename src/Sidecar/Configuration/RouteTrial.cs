using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.AspNetCore.Routing.Patterns;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Sidecar.Configuration;

/// <summary>
/// Makes of a route what its use makes of it. YARP's validators leave the constraints of a path, the ports of hosts and the texts of
/// transforms unread: what is wrong in them fails when the change is taken over, and after a start with every request, whichever its route.
/// </summary>
internal static class RouteTrial
{
    /// <summary>Why a route that YARP's validators allow cannot be used; null where it can.</summary>
    public static string? Problem(RouteConfig route, IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<ITransformBuilder>().Build(route, null);
            Constraints(route.Match.Path, services.GetRequiredService<ParameterPolicyFactory>());
            Hosts(route.Match.Hosts ?? []);
            return null;
        }
        catch (Exception error)
        {
            return error.Message;
        }
    }

    private static void Constraints(string? path, ParameterPolicyFactory policies)
    {
        foreach (var parameter in path is null ? [] : RoutePatternFactory.Parse(path).Parameters)
        {
            foreach (var reference in parameter.ParameterPolicies)
            {
                // A regular expression is read when it is first asked.
                if (policies.Create(parameter, reference) is IRouteConstraint constraint)
                    constraint.Match(null, null, parameter.Name, new() { [parameter.Name] = "x" }, RouteDirection.IncomingRequest);
            }
        }
    }

    // One by one: the policy stops at the first that it can use.
    private static void Hosts(IEnumerable<string> hosts)
    {
        INodeBuilderPolicy policy = new HostMatcherPolicy();
        foreach (var host in hosts)
            policy.AppliesToEndpoints([new Endpoint(null, new EndpointMetadataCollection(new HostAttribute(host)), null)]);
    }
}
