using Shadow.Detection;

namespace Sidecar.Tests.Guard.Judging;

/// <summary>The real judge, which fails as often as it is told.</summary>
internal sealed class FaultingJudge : IJudge
{
    private readonly ThresholdJudge _judge = new();
    private int _faults;

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>Done once, before the next judgement.</summary>
    public Action? Before { get; set; }

    /// <summary>Fails the next so many times.</summary>
    public void Fail(int times) => _faults = times;

    public Judgement Judge(in EvidenceFigures figures, Thresholds thresholds)
    {
        Asked++;
        var before = Before;
        Before = null;
        before?.Invoke();
        if (_faults-- > 0)
            throw new InvalidOperationException("a bug of the judge");
        return _judge.Judge(figures, thresholds);
    }
}
