using Tutti.RedPitaya.Wire;

namespace Tutti.RedPitaya.Tests.Wire;

public sealed class RegisterOperationTests
{
    [Theory]
    [InlineData(0x4000_0001u)]
    [InlineData(0x4000_0002u)]
    [InlineData(0x4000_0003u)]
    public void Read_UnalignedAddress_IsRefused(uint address)
    {
        Assert.Throws<ArgumentException>(() => RegisterOperation.Read(address, new uint[1]));
        Assert.Throws<ArgumentException>(() => RegisterOperation.Write(address, 1u));
    }

    [Fact]
    public void Read_NoWords_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => RegisterOperation.Read(0x4000_0000, Memory<uint>.Empty));
        Assert.Throws<ArgumentException>(() => RegisterOperation.Write(0x4000_0000, ReadOnlyMemory<uint>.Empty));
    }

    [Theory]
    [InlineData(0x4000_0000u, 32_768)]
    [InlineData(0x4011_0000u, 16_384)]
    [InlineData(0x4012_0000u, 32_768)]
    [InlineData(0x4001_FFFCu, 1)]
    public void Read_UpToTheEndOfTheWindow_IsTakenAndNotBeyond(uint address, int most)
    {
        RegisterOperation whole = RegisterOperation.Read(address, new uint[most]);

        Assert.Equal(most, whole.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => RegisterOperation.Read(address, new uint[most + 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RegisterOperation.Write(address, new uint[most + 1]));
    }

    [Fact]
    public void ToString_Operation_SaysWhatIsDoneWhere()
    {
        Assert.Equal("reading 4 words at 0x40350140", RegisterOperation.Read(0x4035_0140, new uint[4]).ToString());
        Assert.Equal("writing 1 word at 0x40000030", RegisterOperation.Write(0x4000_0030, 1u).ToString());
    }
}
