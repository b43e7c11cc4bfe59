using System.Text.Json;
using Sidecar.Guard.Contracts;
using Sidecar.Guard.Routes;

namespace Sidecar.Tests.Guard;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_DescribesExactlyTheRoutesThatAreMapped()
    {
        await using var host = await GuardHost.StartAsync();
        var (_, document, _) = await host.GetAsync("/guard/openapi.json");

        var described = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(static path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));
        var mapped = host.Endpoints.Select(static endpoint => endpoint.Metadata.GetMetadata<GuardRoute>()).OfType<GuardRoute>();

        Assert.Equal(mapped.Select(static route => $"{route.Method} /guard{route.Path}").Order(), described.Order());
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
    }

    [Fact]
    public async Task Document_DescribesTheContractsPropertyByProperty()
    {
        await using var host = await GuardHost.StartAsync();
        var (_, document, _) = await host.GetAsync("/guard/openapi.json");
        var schemas = document.GetProperty("components").GetProperty("schemas");
        System.Text.Json.Serialization.Metadata.JsonTypeInfo[] contracts =
        [
            GuardJson.Readable.StatusAnswer,
            GuardJson.Readable.ConfigAnswer,
            GuardJson.Readable.StatsAnswer,
            GuardJson.Readable.LegStatsAnswer,
            GuardJson.Readable.ShadowStatsAnswer,
            GuardJson.Readable.EvaluationAnswer,
            GuardJson.Readable.RollbackAnswer,
            GuardJson.Readable.ThresholdsAnswer,
            GuardJson.Readable.HistoryAnswer,
            GuardJson.Readable.HistoryItem,
            GuardJson.Readable.SettingsAnswer,
            GuardJson.Readable.HealthAnswer,
            GuardJson.Readable.HealthCause,
            GuardJson.Readable.ProbeAnswer,
            GuardJson.Readable.ProblemAnswer,
            GuardJson.Readable.FieldFault,
            GuardJson.Readable.QualityAnswer,
            GuardJson.Readable.LineRefusal,
            GuardJson.Readable.RollbackEvidence,
            GuardJson.Readable.TippingRun,
            GuardJson.Readable.HeavyRun,
        ];

        foreach (var contract in contracts)
        {
            var name = contract.Type.Name;
            Assert.True(schemas.TryGetProperty(name, out var schema), name);
            Assert.Equal($"{name}: {Names(contract.Properties.Select(static property => property.Name))}", $"{name}: {Fields(schema)}");
        }

        Assert.Equal(Names(ConfigBody.ConfigFields), Fields(schemas.GetProperty("ConfigChange")));
        Assert.Equal(Names(ConfigBody.RollbackFields), Fields(schemas.GetProperty("RollbackRequest")));
        Assert.Equal(Names(QualityBody.Fields), Fields(schemas.GetProperty("QualityReport")));
        Assert.Equal(Names(QualityBody.LineFields), Fields(schemas.GetProperty("QualityLine")));
    }

    [Fact]
    public async Task Document_DescribesTheReportPropertyByProperty()
    {
        await using var host = await GuardHost.StartAsync();
        var (_, document, _) = await host.GetAsync("/guard/openapi.json");
        var (_, report, _) = await host.SendAsync(
            HttpMethod.Get,
            "/guard/report",
            change: static request => request.Headers.Accept.ParseAdd("application/json")
        );
        var schemas = document.GetProperty("components").GetProperty("schemas");

        Assert.Equal(Fields(report), Fields(schemas.GetProperty("Report").GetProperty("properties")));
        Assert.Equal(Fields(report.GetProperty("v1")), Fields(schemas.GetProperty("ReportPlanner").GetProperty("properties")));
        foreach (var part in (string[])["decisions", "difference", "rollbacks", "traffic_split"])
            Assert.Equal(
                Fields(report.GetProperty(part)),
                Fields(schemas.GetProperty("Report").GetProperty("properties").GetProperty(part).GetProperty("properties"))
            );

        static string Fields(JsonElement element) => Names(element.EnumerateObject().Select(static property => property.Name));
    }

    [Fact]
    public async Task Document_References_AllResolve()
    {
        await using var host = await GuardHost.StartAsync();
        var text = await host.Client.GetStringAsync("/guard/openapi.json");
        var schemas = JsonElement.Parse(text).GetProperty("components").GetProperty("schemas");

        const string Prefix = "#/components/schemas/";
        var references = text.Split('"').Where(static part => part.StartsWith(Prefix, StringComparison.Ordinal)).Distinct().ToList();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.True(schemas.TryGetProperty(reference[Prefix.Length..], out _), reference));
    }

    private static string Fields(JsonElement schema) =>
        Names(schema.GetProperty("properties").EnumerateObject().Select(static property => property.Name));

    private static string Names(IEnumerable<string> names) => string.Join(' ', names.Order(StringComparer.Ordinal));
}
