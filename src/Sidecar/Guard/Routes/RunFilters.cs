using Shadow.Runs;
using Sidecar.Guard.Contracts;
using Sidecar.Storage;

namespace Sidecar.Guard.Routes;

/// <summary>The filters of GET /guard/runs. Pure.</summary>
internal static class RunFilters
{
    private const int MaxAgent = 1000;

    /// <summary>Reads them; where there is a fault, <paramref name="query"/> is not to be used.</summary>
    public static IReadOnlyList<FieldFault> Read(IQueryCollection parameters, out RunQuery query)
    {
        var read = new QueryFaults(parameters, "selected", "changed", "agent", "trace_id", "since", "until", "limit", "before");
        query = new RunQuery
        {
            Selected = read.Value<Planner>(
                "selected",
                "be v1 or v2",
                static text =>
                    text switch
                    {
                        "v1" => Planner.V1,
                        "v2" => Planner.V2,
                        _ => null,
                    }
            ),
            Changed = read.Value<bool>(
                "changed",
                "be true or false",
                static text =>
                    text switch
                    {
                        "true" => true,
                        "false" => false,
                        _ => null,
                    }
            ),
            Agent = read.Text("agent", $"be a text of 1 to {MaxAgent} characters", static text => text.Length is > 0 and <= MaxAgent),
            TraceId = read.Text("trace_id", "be 32 hex digits", static text => text.Length == 32 && text.All(char.IsAsciiHexDigit))
                ?.ToLowerInvariant(),
            Since = read.Time("since"),
            Until = read.Time("until"),
            Limit = (int)(read.Number("limit", 1, 1000) ?? 100),
            Before = read.Value<Guid>(
                "before",
                "be a run id: the next of the page before",
                static text => RunIdText.TryRead(text, out var id) ? id : null
            ),
        };
        return read.Faults;
    }
}
