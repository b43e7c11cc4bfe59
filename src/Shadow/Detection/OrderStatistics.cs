namespace Shadow.Detection;

/// <summary>
/// A multiset of at most a fixed number of values, each in a slot that its owner names, that answers "the k-th smallest". It is a treap
/// with subtree sizes (Seidel and Aragon, Randomized Search Trees, 1996) whose nodes are the slots themselves, in arrays: any value can be
/// taken out by its slot, every operation takes O(log n) expected steps, and none allocates. Two heaps cannot take out any value, a Fenwick
/// tree needs to know the values beforehand. Priorities are drawn from the slot, never from the value, so no planner can unbalance it.
/// Not thread-safe.
/// </summary>
internal sealed class OrderStatistics
{
    // Node 0 is the empty tree; slot n is node n + 1.
    private readonly long[] _value;
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly int[] _size;
    private readonly uint[] _priority;
    private int _root;

    public OrderStatistics(int capacity)
    {
        var nodes = capacity + 1;
        (_value, _left, _right, _size, _priority) = (new long[nodes], new int[nodes], new int[nodes], new int[nodes], new uint[nodes]);
        for (var node = 1; node < nodes; node++)
            _priority[node] = Mix((uint)node);
    }

    /// <summary>How many values there are.</summary>
    public int Count => _size[_root];

    /// <summary>Puts a value into a slot that is empty.</summary>
    public void Add(int slot, long value)
    {
        var node = slot + 1;
        (_value[node], _left[node], _right[node], _size[node]) = (value, 0, 0, 1);
        Insert(ref _root, node);
    }

    /// <summary>Empties a slot that holds a value.</summary>
    public void Remove(int slot) => Remove(ref _root, slot + 1);

    /// <summary>The k-th smallest, k from 1 to <see cref="Count"/>.</summary>
    public long Smallest(int k)
    {
        var node = _root;
        while (true)
        {
            var before = _size[_left[node]];
            if (k == before + 1)
                return _value[node];
            if (k <= before)
            {
                node = _left[node];
                continue;
            }

            k -= before + 1;
            node = _right[node];
        }
    }

    /// <summary>How many values are at or below a limit.</summary>
    public int AtMost(long limit)
    {
        var count = 0;
        for (var node = _root; node != 0; )
        {
            if (_value[node] > limit)
            {
                node = _left[node];
                continue;
            }

            count += _size[_left[node]] + 1;
            node = _right[node];
        }

        return count;
    }

    private void Insert(ref int root, int node)
    {
        if (root == 0)
        {
            root = node;
            return;
        }

        if (_priority[node] > _priority[root])
        {
            Split(root, node, ref _left[node], ref _right[node]);
            root = node;
        }
        else if (Before(node, root))
        {
            Insert(ref _left[root], node);
        }
        else
        {
            Insert(ref _right[root], node);
        }

        Measure(root);
    }

    private void Remove(ref int root, int node)
    {
        if (root == node)
        {
            root = Merge(_left[node], _right[node]);
            return;
        }

        if (Before(node, root))
            Remove(ref _left[root], node);
        else
            Remove(ref _right[root], node);
        Measure(root);
    }

    private void Split(int tree, int node, ref int below, ref int above)
    {
        if (tree == 0)
        {
            (below, above) = (0, 0);
            return;
        }

        if (Before(tree, node))
        {
            below = tree;
            Split(_right[tree], node, ref _right[tree], ref above);
        }
        else
        {
            above = tree;
            Split(_left[tree], node, ref below, ref _left[tree]);
        }

        Measure(tree);
    }

    private int Merge(int below, int above)
    {
        if (below == 0 || above == 0)
            return below + above;
        if (_priority[below] > _priority[above])
        {
            _right[below] = Merge(_right[below], above);
            Measure(below);
            return below;
        }

        _left[above] = Merge(below, _left[above]);
        Measure(above);
        return above;
    }

    // Equal values lie in the order of their slots, so that every node has one place.
    private bool Before(int a, int b) => _value[a] < _value[b] || (_value[a] == _value[b] && a < b);

    private void Measure(int node) => _size[node] = _size[_left[node]] + _size[_right[node]] + 1;

    // The finalizer of MurmurHash3: neighbours get unrelated priorities.
    private static uint Mix(uint x)
    {
        x = (x ^ (x >> 16)) * 0x85EBCA6B;
        x = (x ^ (x >> 13)) * 0xC2B2AE35;
        return x ^ (x >> 16);
    }
}
