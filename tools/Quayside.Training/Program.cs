using Quayside.SkuLinks.Matching;
using Quayside.Training;

switch (args)
{
    case ["train", var folder, var target]:
        var model = new Trainer(Console.Out).Train(Sources.All(folder));
        using (var writer = new StreamWriter(target) { NewLine = "\n" })
        {
            model.Write(writer);
        }

        return 0;
    case ["effort", var folder]:
        Effort.Run(LabelledSet.Read(folder, Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))), Console.Out);
        return 0;
    case ["learning", var folder]:
        Learning.Run(LabelledSet.Read(folder, Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))), Console.Out);
        return 0;
    case ["measure", var file, .. var folders]:
        var measured = MatchModel.BuiltIn;
        if (file != "-")
        {
            using var reader = new StreamReader(file);
            measured = MatchModel.Read(reader);
        }

        foreach (var each in folders)
        {
            QuickFigures.Run(measured, each, Console.Out);
        }

        return 0;
    default:
        Console.Error.WriteLine("""
            tools/matcher train <folder with training data> <model file to write>
            tools/matcher measure <model file, or - for the built-in one> <folder with tableA.csv, tableB.csv, matches.csv> ...
            tools/matcher effort <folder with tableA.csv, tableB.csv, matches.csv>
            tools/matcher learning <folder with tableA.csv, tableB.csv, matches.csv>
            """);
        return 2;
}
