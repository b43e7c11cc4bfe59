using Microsoft.Extensions.DependencyInjection.Extensions;
using Sidecar.Configuration;
using Sidecar.Storage;

namespace Sidecar.Reporting;

/// <summary>Registers the stage.</summary>
internal static class ReportingRegistration
{
    /// <summary>Adds the maker of reports.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.TryAddSingleton(static provider =>
        {
            var live = provider.GetRequiredService<LiveOptions>();
            return new ReportMaker(provider.GetRequiredService<IReportSource>(), () => live.Current.Regress);
        });
        return services;
    }

    /// <summary>Adds the maker of reports, and the report that is written every week.</summary>
    public static IServiceCollection AddReporting(this IServiceCollection services) =>
        services.AddReports().AddHostedService<WeeklyReportWriter>();
}
