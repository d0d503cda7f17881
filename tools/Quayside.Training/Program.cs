using Quayside.Training;

if (args is not [var folder, var target])
{
    Console.Error.WriteLine("usage: tools/train-matcher <folder with training data> <model file to write>");
    return 2;
}

var model = new Trainer(Console.Out).Train(Sources.All(folder));
using var writer = new StreamWriter(target) { NewLine = "\n" };
model.Write(writer);
return 0;
