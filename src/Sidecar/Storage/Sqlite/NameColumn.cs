using System.Text;
using SQLitePCL;

namespace Sidecar.Storage.Sqlite;

/// <summary>Reads names that a column holds again and again, and looks each of them up once.</summary>
internal sealed class NameColumn<T>(sqlite3_stmt statement, Func<string, T> find)
    where T : struct
{
    // As many as the enumeration has names: a handful, of which the first ones seen are the usual ones.
    private readonly List<(byte[] Name, T Value)> _seen = [];

    /// <summary>The value in the row under the statement; null where the column is null.</summary>
    /// <exception cref="StoreException">The name is unknown.</exception>
    public T? Read(int column)
    {
        var name = raw.sqlite3_column_blob(statement, column);
        if (name.IsEmpty)
            return null;
        foreach (var (seen, value) in _seen)
        {
            if (name.SequenceEqual(seen))
                return value;
        }

        var found = find(Encoding.UTF8.GetString(name));
        _seen.Add((name.ToArray(), found));
        return found;
    }
}
