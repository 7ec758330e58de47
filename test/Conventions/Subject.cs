using System.Reflection;

namespace Tutti.Conventions;

/// <summary>Names what the running test project tests; the build writes it into the test assembly.</summary>
internal static class Subject
{
    public static Assembly Assembly { get; } = Assembly.Load(new AssemblyName(Read("SubjectAssembly")));

    public static string TestProjectDirectory => Read("TestProjectDirectory");

    public static string RepositoryDirectory => Read("RepositoryDirectory");

    private static string Read(string key)
    {
        return typeof(Subject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
    }
}
