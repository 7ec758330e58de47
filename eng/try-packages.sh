#!/usr/bin/env bash
# Uses the packages in a folder as their readers would: installs the tool, and runs a test project of its own with --disable-async.
# Everything goes to a temporary folder. Usage: eng/try-packages.sh FOLDER
set -euo pipefail
packages="$(cd "$1" && pwd)"
cache="$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

version="$(basename "$packages"/Tutti.Testing.*.nupkg .nupkg)"
version="${version#Tutti.Testing.}"
for package in Tutti Tutti.RedPitaya Tutti.Simulation Tutti.Testing Tutti.Cli; do
  [[ -f "$packages/$package.$version.nupkg" ]] || { echo "There is no package $package $version."; exit 1; }
done

echo "== the tool"
dotnet tool install Tutti.Cli --version "$version" --source "$packages" --tool-path "$work/tools"
"$work/tools/tutti" --help
"$work/tools/tutti" demo --output "$work" | tee demo.log
grep -q "Saved in" demo.log
[[ "$(grep -c " good$" demo.log)" == 4 ]] || { echo "The demo did not find the truth."; exit 1; }

echo "== a test project that references Tutti.Testing"
cat >nuget.config <<XML
<configuration>
  <packageSources><add key="tutti-under-test" value="$packages" /></packageSources>
</configuration>
XML
cat >global.json <<JSON
{ "test": { "runner": "Microsoft.Testing.Platform" } }
JSON
cat >Reader.Tests.csproj <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <OutputType>Exe</OutputType>
    <ImplicitUsings>enable</ImplicitUsings>
    <UseMicrosoftTestingPlatformRunner>true</UseMicrosoftTestingPlatformRunner>
    <RestorePackagesPath>$work/cache</RestorePackagesPath>
    <RestoreFallbackFolders>$cache</RestoreFallbackFolders>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Tutti.Testing" Version="[$version]" />
    <PackageReference Include="xunit.v3" Version="[3.2.2]" />
  </ItemGroup>
</Project>
XML
cat >ReaderTests.cs <<'CS'
using Tutti.Execution;
using Xunit;

public partial class ReaderTests
{
    [Async]
    private static int Measure(int gain, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled ? gain : 0;

    [Fact]
    public async Task MeasureAsync_FromTheGeneratorInThePackage_GivesTheResult() =>
        Assert.Equal(3, await MeasureAsync(3, TestContext.Current.CancellationToken));

    [Fact]
    public void IsDisabled_AsAskedOnTheCommandLine() =>
        Assert.Equal(Environment.GetCommandLineArgs().Contains("--disable-async"), Asynchrony.IsDisabled);
}
CS
dotnet build
[[ -f "$work/cache/tutti/$version/analyzers/dotnet/cs/Tutti.Generators.CodeFixes.dll" ]] || { echo "The package Tutti has no repairs."; exit 1; }
dotnet run --no-build
dotnet run --no-build -- --disable-async | tee off.log
grep -q "asynchrony is off" off.log
