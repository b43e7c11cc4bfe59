using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Sidecar.Storage.Sqlite;

/// <summary>Fills the parameters of a prepared command by their position.</summary>
internal readonly struct RowWriter(SqliteParameterCollection parameters)
{
    // Boxed once: most columns of a row are one of these.
    private static readonly object Zero = 0L;
    private static readonly object One = 1L;

    /// <summary>Adds <paramref name="count"/> parameters named <c>$0</c>, <c>$1</c>, … and returns their names, separated by commas.</summary>
    public static string AddParameters(SqliteParameterCollection parameters, int count)
    {
        var names = new string[count];
        for (var i = 0; i < count; i++)
        {
            names[i] = string.Create(CultureInfo.InvariantCulture, $"${i}");
            parameters.Add(new SqliteParameter { ParameterName = names[i], Value = DBNull.Value });
        }

        return string.Join(", ", names);
    }

    public void Text(int column, string? value) => parameters[column].Value = (object?)value ?? DBNull.Value;

    public void Blob(int column, byte[]? value) => parameters[column].Value = (object?)value ?? DBNull.Value;

    public void Integer(int column, long? value) =>
        parameters[column].Value = value switch
        {
            null => DBNull.Value,
            0 => Zero,
            1 => One,
            { } number => number,
        };

    public void Flag(int column, bool? value) =>
        parameters[column].Value = value switch
        {
            null => DBNull.Value,
            true => One,
            false => Zero,
        };

    public void Real(int column, double value) => parameters[column].Value = value;

    public void Value(int column, object? value) => parameters[column].Value = value ?? DBNull.Value;

    /// <summary>Nulls in a row of columns.</summary>
    public void Nulls(int first, int count)
    {
        for (var i = first; i < first + count; i++)
            parameters[i].Value = DBNull.Value;
    }
}
