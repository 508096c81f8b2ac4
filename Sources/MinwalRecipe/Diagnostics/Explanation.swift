package import Minwal

extension Registry {
  /// The explanations of codes, sorted by code: Minwal's own, then those that plugins bring along.
  package var allExplanations: [Explanation] {
    let own = Explanation.builtIn
    let names = Set(own.map(\.code))
    return (own + explanations.filter { !names.contains($0.code) }).map { explanation in
      var result = explanation
      result.text = explanation.text.replacing("{exporter}", with: exporterUsage)
      return result
    }.sorted { $0.code < $1.code }
  }

  /// The explanation of a code by its name.
  package func explanation(of name: String) -> Explanation? { allExplanations.first { $0.code == name } }

  /// How a recipe writes its result, in a line.
  var exporterUsage: String {
    stages.first { $0.isExporter && !$0.spec.usage.isEmpty }?.spec.usage ?? "EXPORTER: { to: out/result }"
  }
}

extension Explanation {
  static let builtIn = file + yaml + recipe + reuse + tests + options + chain + documents

  private static let file = [
    Explanation(
      .unreadableRecipe, "The recipe file cannot be opened, or is not a recipe.",
      "Check the path, and that you may read the file. Recipes usually end in .yaml. What a recipe is to be run over is "
        + "named with --input: minwal run RECIPE.yaml --input PATH."),
    Explanation(
      .notUTF8, "The recipe is not UTF-8 text.",
      "Recipes are UTF-8. An editor may have saved the file in an older encoding. Convert it, for example:\n\n"
        + "  iconv -f windows-1256 -t utf-8 old.yaml > new.yaml"),
    Explanation(
      .emptyRecipe, "The file has no content.",
      "The smallest recipe:\n\n  minwal: 1\n  input: { files: texts/*.txt }\n  stages:\n"
        + "    - {exporter}\n\n'minwal new recipe FILE' writes one that suits a file, and 'minwal stages' lists what can stand before "
        + "the last line."),
    Explanation(
      .recipeTooLarge, "The recipe passes a limit.",
      "A recipe has at most \(YAMLReader.Limit.bytes) bytes, \(YAMLReader.Limit.values) values (counting those that "
        + "aliases repeat) and \(YAMLReader.Limit.depth) levels. Long lists belong into files that options name."),
  ]

  private static let yaml = [
    Explanation(
      .yamlSyntax, "The file is not YAML.",
      "The message is the YAML parser's, at the place where it gave up; the cause is often a line before: a "
        + "quote or bracket that is not closed, a line that is indented otherwise than its neighbours, a tab, or text "
        + "with ': ' or ' #' in it that needs quotes."),
    Explanation(
      .duplicateKey, "A key is given twice in one mapping.",
      "Only one of the two could count, so neither does. Remove one, or merge them."),
    Explanation(
      .severalDocuments, "The file holds several YAML documents.",
      "A line of three dashes begins another document. Put each recipe into a file of its own."),
    Explanation(
      .unknownAlias, "An alias names no anchor before it.",
      "'*name' repeats the value that was marked with '&name' earlier in the file. The anchor must come first and "
        + "cannot contain its own alias."),
    Explanation(
      .unknownTag, "A YAML tag has no meaning here.",
      "Tags such as !mine or !!set are not used in recipes. Remove it; !!str before a value makes it text."),
    Explanation(
      .unsetVariable, "An environment variable is not set.",
      "'${NAME}' stands for the environment variable NAME. Set it before the run, or write a default: "
        + "'${NAME:-value}'. A plain '${' is written '$${'."),
  ]

  private static let recipe = [
    Explanation(
      .unknownKey, "A recipe or its input has a key that means nothing.",
      "Keys of a recipe: \(RecipeKey.all.map(\.name).joined(separator: ", ")). A file that others use has only "
        + RecipeKey.all.filter { $0.files.contains(.ofStages) }.map(\.name).joined(separator: ", ")
        + ". docs/testing-recipes.md has those of tests. "
        + "Indentation decides what a key belongs to."
    ),
    Explanation(.missingKey, "A key that every recipe needs is missing.", "Every recipe has 'minwal: 1' and 'stages'."),
    Explanation(
      .unsupportedVersion, "The recipe is written for another version.",
      "'minwal: 1' is the only recipe format so far."),
    Explanation(
      .unknownStage, "No stage has this name.",
      "'minwal stages' lists the stages. A stage of your own must be registered in the program that you run."),
    Explanation(
      .malformedStage, "An item of 'stages' is not a stage.",
      "An item is a name, or a name with options below it:\n\n  stages:\n    - STAGE\n    - STAGE:\n"
        + "        OPTION: value\n    - {exporter}\n\n"
        + "Options are indented deeper than the stage's name, or follow it in braces."),
    Explanation(
      .noStages, "The recipe has no stages.",
      "List at least one exporter under 'stages'; 'minwal stages' names them all."),
    Explanation(
      .missingInput, "What the recipe reads does not exist.",
      "Paths in a recipe are relative to the folder of the recipe, not to where you are. '--input PATH' replaces the "
        + "recipe's input for one run."),
  ]

  private static let reuse = [
    Explanation(
      .badSetting, "'--set' names nothing that the recipe has.",
      "Options are set by the name of their stage, and keys of the recipe by theirs:\n\n"
        + "  --set STAGE.OPTION=5\n  --set 'STAGE[2].OPTION=[a, b]'\n  --set language=ar\n"
        + "  --set limits.timeout='30 s'\n\nThe number in brackets counts the stages of one name, from 1; it is needed where "
        + "there are several. Values are YAML, and paths start from the recipe's folder, as in the file."),
    Explanation(
      .circularUse, "Files use one another in a circle.",
      "'use' puts the stages of a file in its place. A file that uses itself, or one that uses it, would never end. The "
        + "message shows the cycle."),
    Explanation(
      .unknownParameter, "There is no parameter of this name.",
      "A file that others use declares its parameters, and '$(NAME)' in its stages stands for the value:\n\n"
        + "  minwal: 1\n  parameters:\n    limit: 3            # the default\n    words:              # must be given\n"
        + "  stages:\n    - STAGE: { OPTION: $(limit), OTHER: $(words) }\n\n"
        + "  - use: shared.yaml\n    with: { limit: 5, words: words.txt }\n\nA plain '$(' is written '$$('."),
    Explanation(
      .missingParameter, "A parameter without a default has no value.",
      "Give it under 'with', beside 'use'; or give it a default where it is declared."),
    Explanation(
      .unusedParameter, "A parameter is declared, and nothing uses it.",
      "Setting it would change nothing. Put '$(NAME)' where its value belongs, or remove it."),
    Explanation(
      .unknownCondition, "A condition asks for something unknown.",
      "'when' among the options of a stage says which documents it is for:\n\n"
        + "  - STAGE:\n      when: { language: [ar, fa], metadata: { section: sport, score: { min: 3 } } }\n\n"
        + "All that it says must hold. It may have 'language', 'metadata', 'not' (a condition) and 'any' (a list of them). "
        + "Metadata is compared with a value, a list of values, or tested for 'min', 'max' and 'present'."),
    Explanation(
      .emptyCondition, "No document, or every document, meets a condition.",
      "A condition that asks for nothing, or for what cannot be, is mostly a slip. Remove it, or the stage."),
  ]

  private static let tests = [
    Explanation(
      .unknownReason, "A test names a reason that the stage does not have.",
      "'minwal stages NAME' lists a stage's reasons; 'minwal try' shows which ones a document gets. A document that no "
        + "exporter's condition is for is dropped as 'no-exporter', or as 'other-language' where these ask for languages alone."
    ),
    Explanation(
      .unknownLayer, "A test names a layer that no stage makes.",
      "'minwal stages NAME' tells which layers a stage makes; some depend on its options."),
    Explanation(
      .duplicateTest, "Two tests of a recipe have one name.",
      "Reports and 'minwal test --filter' know tests by their names. The tests in the recipe and those in NAME.test.yaml beside "
        + "it count together. Give one of the two another name, or none."),
    Explanation(
      .malformedPattern, "A regular expression in a test cannot be read.",
      "Expressions are Swift's, whose syntax is that of PCRE and ICU. In YAML, single quotes leave backslashes alone: "
        + "'\\d+ minutes'. To look for plain text, use 'contains'."),
  ]

  private static let options = [
    Explanation(
      .unknownOption, "A stage has no option of this name.", "'minwal stages NAME' lists the options of a stage."),
    Explanation(
      .missingOption, "An option that must be given is missing.", "'minwal stages NAME' marks such options 'required'."),
    Explanation(
      .wrongType, "A value is of the wrong type.",
      "Recipes follow YAML 1.2: true and false are the only truth values (yes, no, on and off are text), 012 is "
        + "twelve, and quotes make anything text."),
    Explanation(.outOfRange, "A number is outside of its range.", "The message gives the range."),
    Explanation(
      .unknownChoice, "A value is none of those an option takes.",
      "The message lists them; 'minwal stages NAME' says what each does."),
    Explanation(.conflictingOptions, "Options contradict each other.", "Remove one of those that the message names."),
    Explanation(
      .noEffect, "Something in the recipe does nothing.",
      "A warning: the recipe runs, but an option or stage changes nothing together with the rest."),
    Explanation(
      .missingFile, "A file that an option names cannot be read.",
      "Paths are relative to the folder of the recipe."),
    Explanation(
      .badResource, "A file that an option names is not as it should be.",
      "The message names the place in that file and what was expected there."),
    Explanation(
      .missingProgram, "A program that an option names cannot be run.",
      "A name without a slash is looked for in the folders of PATH, as a shell does; './my_stage' and 'tools/my_stage' are "
        + "relative to the folder of the recipe. The file must be executable ('chmod +x my_stage'), or its interpreter be "
        + "named first: 'run: [python3, my_stage.py]'."),
    Explanation(
      .programFailed, "A program does not work as a stage.",
      "When a recipe is checked, a program that works as a stage is started and asked what it is. The message says what "
        + "went wrong. 'minwal check-stage PROGRAM' tries more and says what to do; docs/command-stages.md has the "
        + "protocol."),
    Explanation(
      .reservedName, "A stage or an option has a name that means something else in recipes.",
      "'use' and 'with' put the stages of another file in their place, and 'when' is the condition that every stage can have. "
        + "A stage or option of such a name could not be reached. The plugin's author must rename it."
    ),
    Explanation(
      .duplicateStage, "Two plugins offer stages of one name.",
      "Leave one of the plugins out of the program, or rename its stage."),
    Explanation(
      .duplicateReader, "Two plugins offer readers of one name.",
      "Leave one of the plugins out of the program, or rename its reader."),
  ]

  private static let chain = [
    Explanation(
      .missingLayer, "A stage needs something that no stage before it makes.",
      "Stages hand layers on: one finds sentences, another chooses among them. 'minwal stages' lists what each needs and "
        + "gives. A stage that changes the text drops what points into it, so change the text first, and then make layers."
    ),
    Explanation(
      .nothingExported, "The recipe has no exporter.",
      "Without one, the work would be lost. End the stages with an exporter, for example:\n\n  - {exporter}"),
    Explanation(
      .outputConflict, "An output is in the way of something else.",
      "Two exporters write to one path, or an output is the recipe itself, a file that it uses, or lies in its input. "
        + "Give each exporter a path of its own, outside of the input."),
    Explanation(
      .outputOutside, "An output would lie outside of the output folder.",
      "With '--output DIR' everything is written below DIR; absolute paths and '..' would leave it."),
  ]

  /// Codes of documents that were quarantined; they stand in the files beside them.
  private static let documents = [
    Explanation(
      error: .unreadableInput, "A file or folder of the input cannot be read.",
      "The operating system's reason is in the message: rights, a link that leads nowhere."),
    Explanation(
      error: .malformedRecord, "A record cannot be read.",
      "Of JSON and JSON Lines, each record must be an object with the text in the field that 'text-field' names ('text' by "
        + "default); of CSV and TSV, a row with as many cells as there are columns. The record is kept as it was; the error "
        + "gives its file and line."),
    Explanation(
      error: .malformedSidecar, "The file of metadata beside a file cannot be read.",
      "'metadata: { sidecar: … }' under 'input' names it; it must be one JSON object in UTF-8, of at most 16 MiB. Mend it and "
        + "retry, or remove it: a file without one is read all the same."),
    Explanation(
      error: .wrongKind, "The file is of another kind than the reader reads.",
      "No reader is for such files (a PDF, an archive), or none of the file's first 100 records can be read; the message "
        + "says what the file looks like. Name the reader that fits ('jsonl:', 'csv:', 'text:'), let 'files:' have each "
        + "file read by its kind, leave the file out ('exclude:'), or convert it. The whole file is one failed document."
    ),
    Explanation(
      error: .damagedFile, "A compressed file is cut off or damaged.",
      "What comes before the damage was read and counts; what follows is lost. The message gives the byte, and says how many "
        + "records were read of the same member of the file (frame, stream) before: they may be damaged too, since what the "
        + "file is checked by comes at the end of a member. Get the file again, or leave it out."),
    Explanation(
      error: .invalidEncoding, "The text is not in its encoding, and the recipe says 'invalid-utf8: reject'.",
      "Name the encoding that the files have ('encoding: windows-1256'), or let malformed sequences be repaired."),
    Explanation(
      error: .wrongEncoding, "The text is in another encoding than UTF-8.",
      "More than a fifth of its bytes are malformed, so that repairing would leave nothing to read. If all files are in "
        + "one encoding, name it: 'input: { files: …, encoding: windows-1256 }'. If only some are, "
        + "the run has put them into the quarantine: 'minwal retry RECIPE --set input.encoding=windows-1256' takes them "
        + "from there and adds them to the output; what looks like another encoding stays, with a note which one that "
        + "seems to be. To find out before a run: 'minwal new recipe FILE' says what a file looks like; or read the first "
        + "lines in one encoding after another, 'iconv -f windows-1256 -t utf-8 FILE | head', until they make sense."),
    Explanation(
      error: .binaryInput, "The file is not text.",
      "One in twenty of its first bytes is a control character: a picture, an archive, a PDF. Leave such files out by a "
        + "pattern. UTF-16 text needs a byte order mark or 'encoding'."),
    Explanation(
      error: .documentTooLarge, "The document has more than 1 GiB.",
      "Such input is mostly many documents in one file: read it as JSON Lines, or split it."),
    Explanation(
      error: .invalidEdit, "A stage tried to change the text in a way that is not possible.",
      "A bug in the stage: it cut a character in two, went backwards, or wrote what is not UTF-8. The document is as it was."
    ),
    Explanation(
      error: .invalidLayer, "A stage made a layer whose ranges do not fit the text.",
      "A bug in the stage: its ranges overlap, are out of order, lie beyond the text or cut a character in two. The document "
        + "is quarantined, and all others are as they would be."),
    Explanation(
      error: .unknownEncoding, "The encoding is not known on this machine.",
      "'iconv --list' has the names of those that are."),
    Explanation(
      error: .stageCrashed, "A stage ended the process that it ran in.",
      "A bug in the stage: an index out of range, a number that does not fit, memory that is not its own. The message "
        + "has what the process printed last. The document was tried twice, the second time alone in a new process."),
    Explanation(
      error: .malformedReply, "A program's answer about the document is not right.",
      "A program that works as a stage answers each request with one line of JSON. The message says what is wrong "
        + "with this one; 'minwal check-stage PROGRAM' tries the program, and docs/command-stages.md has the protocol."),
    Explanation(
      error: .stageUnavailable, "A stage can do no document, whichever it is.",
      "The run has ended, since no document is to blame: a program does not start any more, or a server refuses to work for "
        + "us. Fix that, and continue with 'minwal run --resume'."),
    Explanation(
      error: .stageTimedOut, "The document took longer than it may.",
      "A program that a stage runs took longer than the stage's 'timeout', alone with this document; or the document took "
        + "longer in all stages together than 'limits: { timeout: 30 s }' of the recipe allows. The stage that had it is named beside the error; it may "
        + "loop for ever, or be slow on a long document: then give it more time."),
    Explanation(
      error: .outOfMemory, "The document took more memory than there is, or than it may.",
      "'limits: { memory: 2 GB }' of the recipe says how much the process may have that the stages run in; without it, "
        + "the system ends a process when memory runs out. The document was tried twice, the second time alone in a new "
        + "process."),
    Explanation(
      error: .stageFailed, "A stage failed on the document.", "The message is the stage's own."),
  ]
}
