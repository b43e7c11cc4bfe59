using Microsoft.AspNetCore.Http;

namespace EndToEnd.Harness;

/// <summary>Answers of planners.</summary>
internal static class Plans
{
    public const string Triage = """{"agent":"inbox_triage","steps":["read","sort"],"tools":["mail"],"dry_run":false}""";

    public const string Priority = """{"agent":"priority","steps":["read","rank"],"tools":["mail"],"dry_run":false}""";

    public static string Of(string agent) => $$"""{"agent":"{{agent}}","steps":["read"],"tools":[],"dry_run":false}""";

    public static Task AnswerJsonAsync(this HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }
}
