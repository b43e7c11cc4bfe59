using Shadow.Capture;

namespace Shadow.Decisions;

/// <summary>
/// Finds the plan in an event stream as it passes: the last event that holds one, and the last one that holds signals. An event that is
/// neither costs no allocation. For one thread at a time; <see cref="Dispose"/> gives its memory back.
/// </summary>
/// <remarks>
/// An event's data over the cap is passed over and the scan goes on. A stream that ends without the last event's blank line has still sent it,
/// if it can be read: WHATWG would drop it, planners do it.
/// </remarks>
public sealed class EventStreamScanner : IDisposable
{
    private readonly DecisionOptions _decision;
    private readonly SignalOptions _signals;
    private readonly PlanPointers _pointers;
    private EventLines _lines;
    private PooledBuffer _event;
    private PooledBuffer _plan;
    private PooledBuffer _signalEvent;
    private int _dataLines;
    private bool _eventTooLarge;
    private bool _ended;

    /// <summary>Starts at the beginning of a stream.</summary>
    /// <param name="decision">Where a plan is.</param>
    /// <param name="signals">Where signals are.</param>
    /// <param name="maxEventBytes">The most bytes of one event's data, above 0. Up to three events of it are held.</param>
    /// <param name="budget">What the held bytes are reserved from.</param>
    public EventStreamScanner(DecisionOptions decision, SignalOptions signals, int maxEventBytes, IByteBudget budget)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(signals);
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxEventBytes);
        (_decision, _signals, _pointers) = (decision, signals, new PlanPointers(decision, signals));
        _event = new PooledBuffer(budget, maxEventBytes);
        _plan = new PooledBuffer(budget, maxEventBytes);
        _signalEvent = new PooledBuffer(budget, maxEventBytes);
    }

    /// <summary>Whether a plan has come.</summary>
    public bool HasPlan => _plan.Length > 0;

    /// <summary>The document of the last event that holds a plan; empty where none came. Valid until the next call of a method.</summary>
    public ReadOnlySpan<byte> Plan => _plan.WrittenSpan;

    /// <summary>
    /// The document of the last event that holds a signal, where that is another one than the plan's; else empty. What it says comes before
    /// what the plan's event says. Valid until the next call of a method.
    /// </summary>
    public ReadOnlySpan<byte> SignalEvent => _signalEvent.WrittenSpan;

    /// <summary>Whether an event was over the cap and no plan came after it: a plan from before it may have been replaced by it.</summary>
    public bool TooLarge { get; private set; }

    /// <summary>Whether the budget refused; nothing is held then, and nothing more is looked at.</summary>
    public bool OutOfMemory { get; private set; }

    /// <summary>Takes the next bytes of the stream, unpacked.</summary>
    public void Append(ReadOnlySpan<byte> chunk)
    {
        if (_ended)
            return;
        while (_lines.Next(ref chunk, out var data) is var token && token != LineToken.None)
        {
            switch (token)
            {
                case LineToken.DataLine when _dataLines++ > 0:
                    Keep("\n"u8);
                    break;
                case LineToken.Data:
                    Keep(data);
                    break;
                case LineToken.EventEnd:
                    EndEvent();
                    break;
            }

            if (OutOfMemory)
                return;
        }
    }

    /// <summary>Says that the stream has ended, in whatever way. What came of its last event is tried as it is.</summary>
    public void Complete()
    {
        if (!_ended)
            EndEvent();
        _ended = true;
    }

    /// <summary>
    /// Reads plan and signals of what has come. <see cref="DecisionOutcome.TooLarge"/> also where the budget refused. A signal that the later
    /// event lacks is the plan's.
    /// </summary>
    /// <param name="badSignal">Gets the name of each signal that is there but unusable.</param>
    public DecisionReading Read(Action<string>? badSignal)
    {
        var reading = DecisionReader.ReadDocument(Plan, _decision, _signals, badSignal);
        var later = DecisionReader.ReadDocument(SignalEvent, _decision, _signals, badSignal).Signals;
        var signals = new LegSignals(
            later.CostCents ?? reading.Signals.CostCents,
            later.Quality ?? reading.Signals.Quality,
            later.Build ?? reading.Signals.Build
        );
        return (TooLarge || OutOfMemory ? DecisionReading.TooLarge : reading) with { Signals = signals };
    }

    /// <summary>Gives all memory back. Nothing is held or looked at any more.</summary>
    public void Dispose()
    {
        _ended = true;
        _event.Release();
        _plan.Release();
        _signalEvent.Release();
    }

    private void Keep(ReadOnlySpan<byte> data)
    {
        if (_eventTooLarge)
            return;
        if (!_event.Fits(data.Length))
        {
            _eventTooLarge = true;
        }
        else if (!_event.TryAppend(data))
        {
            Dispose();
            OutOfMemory = true;
        }
    }

    private void EndEvent()
    {
        if (_eventTooLarge)
            TooLarge = true;
        else if (EventHint.MayHold(_event.WrittenSpan, _pointers) && PlanLocator.TryLocate(_event.WrittenSpan, _pointers, out var found))
            Sort(found);
        _event.Clear();
        (_dataLines, _eventTooLarge) = (0, false);
    }

    // Buffers change places, so that nothing is copied.
    private void Sort(in FieldLocations found)
    {
        if (found.HoldPlan)
        {
            (_plan, _event) = (_event, _plan);
            TooLarge = false;
            if (found.HoldSignal)
                _signalEvent.Release();
        }
        else if (found.HoldSignal)
        {
            (_signalEvent, _event) = (_event, _signalEvent);
        }
    }
}
