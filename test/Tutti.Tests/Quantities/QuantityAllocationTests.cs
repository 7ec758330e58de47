using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Quantities;

public sealed class QuantityAllocationTests
{
    [Fact]
    public void HotPaths_AllocateNothing()
    {
        Quantity two = 2 * mm;
        Quantity warm = 20 * degC;

        AssertNoAllocation(() => (3 * mm).Value);
        AssertNoAllocation(() => two.In(mm));
        AssertNoAllocation(() => two.In(um));
        AssertNoAllocation(() => warm.In(K));
        AssertNoAllocation(() => (two * N).Value);
        AssertNoAllocation(() => (1 * mm3 / s).Value);
        AssertNoAllocation(() => (two * two).Value);
        AssertNoAllocation(() => (two / two).Value);
        AssertNoAllocation(() => (two + (3 * mm)).Value);
        AssertNoAllocation(() => (two - (3 * um)).Value);
        AssertNoAllocation(() => two < 3 * mm ? 1 : 0);
        AssertNoAllocation(() => two == 2000 * um ? 1 : 0);
        AssertNoAllocation(() => two.GetHashCode());
        AssertNoAllocation(() => two.CompareTo(3 * um));
        AssertNoAllocation(() => (250 * us).ToTimeSpan().Ticks);
    }

    private static void AssertNoAllocation(Func<double> path)
    {
        double sum = path() + path();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            sum += path();
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, allocated);
        Assert.True(double.IsFinite(sum));
    }
}
