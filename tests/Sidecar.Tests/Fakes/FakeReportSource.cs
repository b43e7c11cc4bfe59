using Shadow.Reports;
using Sidecar.Storage;

namespace Sidecar.Tests.Fakes;

/// <summary>Answers with the rows that it is given, and keeps the questions.</summary>
internal sealed class FakeReportSource : IReportSource
{
    private volatile string? _fault;

    public List<ReportRow> Rows { get; } = [];

    public ReportedRollbacks Rollbacks { get; set; } = ReportedRollbacks.None;

    public List<ReportPeriod> Asked { get; } = [];

    /// <summary>While set, everything fails with it.</summary>
    public string? Fault
    {
        get => _fault;
        set => _fault = value;
    }

    public Task ReadAsync(ReportPeriod period, ReportRowReader read, CancellationToken cancellationToken)
    {
        Check();
        Asked.Add(period);
        foreach (var row in Rows)
            read(row);
        return Task.CompletedTask;
    }

    public Task<bool> AnyAsync(ReportPeriod period, CancellationToken cancellationToken)
    {
        Check();
        return Task.FromResult(Rows.Count > 0);
    }

    public Task<ReportedRollbacks> RollbacksAsync(ReportPeriod period, CancellationToken cancellationToken)
    {
        Check();
        return Task.FromResult(Rollbacks);
    }

    private void Check()
    {
        if (_fault is { } fault)
            throw new StoreException(fault);
    }
}
