using System.Numerics;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Simulation.RedPitaya;

/// <summary>Holds the truth about the device, and what is refused.</summary>
public sealed class DeviceUnderTestTests
{
    [Fact]
    public void ResponseAt_TheResonance_IsTheGain()
    {
        var device = new DeviceUnderTest { ResonanceFrequency = 20 * kHz, Gain = 0.5 };

        Assert.Equal(new Complex(0.5, 0), device.ResponseAt(20_000 * Hz));
    }

    [Fact]
    public void ResponseAt_TheEdgesOfTheBand_Is3DecibelsBelow()
    {
        var device = new DeviceUnderTest { ResonanceFrequency = 100 * kHz, QualityFactor = 10, Gain = 1 };
        double upper = 100e3 * (Math.Sqrt(1 + (1.0 / 400)) + (1.0 / 20));

        Complex response = device.ResponseAt(upper * Hz);

        Assert.Equal(Math.Sqrt(0.5), response.Magnitude, 9);
        Assert.Equal(-Math.PI / 4, response.Phase, 9);
        Assert.Equal(Complex.Zero, device.ResponseAt(0 * Hz));
    }

    [Fact]
    public void DecayTime_IsQOverPiTimesTheFrequency()
    {
        var device = new DeviceUnderTest { ResonanceFrequency = 10 * kHz, QualityFactor = 10 * Math.PI };

        Assert.Equal(1e-3, device.DecayTime.In(s), 12);
    }

    [Fact]
    public void Init_OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DeviceUnderTest { ResonanceFrequency = 0 * Hz });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DeviceUnderTest { ResonanceFrequency = 51 * MHz });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DeviceUnderTest { QualityFactor = 0.5 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DeviceUnderTest { Gain = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DeviceUnderTest { Noise = 2 * V });
        Assert.Throws<UnitException>(static () => new DeviceUnderTest { Noise = 1 * Hz });
    }

    [Fact]
    public async Task Start_WithOptionsThatMakeNoSense_IsRefused()
    {
        static async Task StartAsync(RedPitayaSimulatorOptions options) =>
            await RedPitayaSimulator.StartAsync(options, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(static () => StartAsync(new() { Port = 65_536 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(static () => StartAsync(new() { ReplyDelay = TimeSpan.FromMinutes(2) }));
        await Assert.ThrowsAsync<ArgumentException>(static () => StartAsync(new() { TimeProvider = null! }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await RedPitayaSimulator.StartAsync(cancellationToken: new CancellationToken(canceled: true)));
    }
}
