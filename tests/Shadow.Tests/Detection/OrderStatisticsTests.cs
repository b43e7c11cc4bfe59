using CsCheck;
using Shadow.Detection;

namespace Shadow.Tests.Detection;

public class OrderStatisticsTests
{
    [Fact]
    public void Smallest_AnyAddsAndRemoves_IsWhatSortingGives() =>
        Gen.Select(Gen.Int[1, 60], Gen.Select(Gen.Int[0, 59], Gen.Long[0, 20]).Array[1, 300])
            .Sample(
                (capacity, steps) =>
                {
                    var tree = new OrderStatistics(capacity);
                    var slots = new long?[capacity];
                    foreach (var (at, value) in steps)
                    {
                        var slot = at % capacity;
                        if (slots[slot] is null)
                        {
                            tree.Add(slot, value);
                            slots[slot] = value;
                        }
                        else
                        {
                            tree.Remove(slot);
                            slots[slot] = null;
                        }

                        var sorted = slots.OfType<long>().Order().ToList();
                        Assert.Equal(sorted.Count, tree.Count);
                        for (var k = 1; k <= sorted.Count; k++)
                            Assert.Equal(sorted[k - 1], tree.Smallest(k));
                        Assert.Equal(sorted.Count(v => v <= value), tree.AtMost(value));
                    }
                },
                iter: 300
            );

    [Fact]
    public void Percentile_EndedAndOpen_IsWhatSortingBothGives() =>
        Gen.Select(Gen.Long[0, 30].Array[0, 40], Gen.Long[0, 40].Array[0, 20], Gen.Int[1, 100])
            .Sample(
                (ended, open, percent) =>
                {
                    var tree = new OrderStatistics(40);
                    for (var slot = 0; slot < ended.Length; slot++)
                        tree.Add(slot, ended[slot]);
                    var ages = open.Order().ToArray();
                    var all = ended.Concat(open).Order().ToList();
                    Assert.Equal(NearestRank.Of(all, percent) ?? 0, OpenLatencies.Percentile(tree, ages, percent));
                }
            );

    [Fact]
    public void Add_AscendingValuesInALargeWindow_StaysShallow()
    {
        const int Capacity = 100_000;
        var tree = new OrderStatistics(Capacity);
        for (var slot = 0; slot < Capacity; slot++)
            tree.Add(slot, slot);
        for (var slot = 0; slot < Capacity; slot++)
        {
            tree.Remove(slot);
            tree.Add(slot, Capacity + slot);
        }

        Assert.Equal(Capacity + 94_999, tree.Smallest(NearestRank.Rank(Capacity, 95)));
    }
}
