using FsCheck;
using FsCheck.Fluent;
using Tutti.RedPitaya.Registers;

namespace Tutti.RedPitaya.Tests.Registers;

public sealed class BitFieldTests
{
    [Fact]
    public void Insert_AnyWord_ExtractsTheSameAndKeepsTheRest()
    {
        Prop.ForAll<uint, uint, byte>((word, number, shape) =>
        {
            int shift = shape % 32;
            BitField field = new(shift, 1 + (shape / 32 % (32 - shift)));
            uint fitting = number & field.Maximum;

            uint written = field.Insert(word, fitting);

            return field.Extract(written) == fitting && (written & ~field.Mask) == (word & ~field.Mask);
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void Insert_TooLarge_Throws()
    {
        BitField field = new(16, 14);

        Assert.Equal(0x3FFF_0000u, field.Mask);
        Assert.Throws<ArgumentOutOfRangeException>(() => field.Insert(0, 0x4000));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(32, 1)]
    [InlineData(0, 0)]
    [InlineData(0, 33)]
    [InlineData(20, 13)]
    public void Constructor_OutsideTheRegister_Throws(int shift, int width)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BitField(shift, width));
    }

    [Fact]
    public void Mask_WholeRegister_IsAllOnes()
    {
        Assert.Equal(uint.MaxValue, new BitField(0, 32).Mask);
    }
}
