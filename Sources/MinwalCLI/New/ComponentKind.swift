import Minwal

/// What 'minwal new' can write a new one of.
enum ComponentKind: String {
  case stage, reader

  /// The code to start from.
  var template: [UInt8] {
    switch self {
    case .stage: PackageResources.Stage_swift_txt
    case .reader: PackageResources.Reader_swift_txt
    }
  }

  /// Tests of that code.
  var tests: [UInt8] {
    switch self {
    case .stage: PackageResources.StageTests_swift_txt
    case .reader: PackageResources.ReaderTests_swift_txt
    }
  }

  /// The recipe of a package with one.
  var recipe: [UInt8] {
    switch self {
    case .stage: PackageResources.stage_recipe_yaml_txt
    case .reader: PackageResources.reader_recipe_yaml_txt
    }
  }

  /// Tests of that recipe.
  var recipeTests: [UInt8] {
    switch self {
    case .stage: PackageResources.StageRecipeTests_swift_txt
    case .reader: PackageResources.ReaderRecipeTests_swift_txt
    }
  }

  /// What that recipe reads.
  var sample: [UInt8] {
    switch self {
    case .stage: PackageResources.stage_sample_txt
    case .reader: PackageResources.reader_sample_txt
    }
  }

  /// The name of the file with that.
  func sampleName(_ name: ComponentName) -> String {
    switch self {
    case .stage: "bridge.txt"
    case .reader: "tides.\(name.kebab)"
    }
  }

  /// Where `docs` tell about it.
  var guide: String { "docs/writing-a-\(self).md" }

  /// A registry with one more: the code to start from, under a name.
  func registry(_ all: Registry, adding name: ComponentName) throws -> Registry {
    var (stages, readers) = (all.stages, all.readers)
    switch self {
    case .stage:
      var stage = StageType.stage(TemplateStage.self)
      stage.spec.name = name.kebab
      stages.append(stage)
    case .reader:
      var reader = ReaderType.reader(TemplateReader.self)
      reader.spec.name = name.kebab
      reader.spec.suffixes = [name.kebab]
      reader.spec.examples = reader.spec.examples.map { example in
        var example = example
        example.file = example.file.replacing("template-reader", with: name.kebab)
        return example
      }
      readers.append(reader)
    }
    return try Registry([Plugin("all", stages, readers: readers, explanations: all.explanations)])
  }
}
