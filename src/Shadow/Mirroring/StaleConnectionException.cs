namespace Shadow.Mirroring;

/// <summary>
/// A kept connection ended with a request on it and without one byte of an answer: most likely its planner was closing it just then. No
/// planner failed, and on a fresh connection the request would have been answered.
/// </summary>
public sealed class StaleConnectionException : IOException
{
    /// <summary>The connection ended in order.</summary>
    public StaleConnectionException()
        : base("The planner closed a kept connection on which a request had just been sent.") { }

    /// <summary>The connection broke.</summary>
    public StaleConnectionException(Exception cause)
        : base("A kept connection to the planner broke when a request had just been sent on it.", cause) { }

    /// <summary>True where an exception has one of these for a cause.</summary>
    public static bool Caused(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is StaleConnectionException || (exception is AggregateException several && several.InnerExceptions.Any(Caused)))
                return true;
        }

        return false;
    }
}
