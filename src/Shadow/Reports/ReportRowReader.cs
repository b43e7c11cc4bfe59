namespace Shadow.Reports;

/// <summary>Takes one row of a stream. The row is gone when the call returns.</summary>
public delegate void ReportRowReader(in ReportRow row);
