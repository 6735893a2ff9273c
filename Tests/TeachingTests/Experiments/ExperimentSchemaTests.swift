import Foundation
import Simulation
import TestSupport
import Testing

@testable import Teaching

@Suite("The schema of experiments")
struct ExperimentSchemaTests {
  private func object(_ value: Any?) -> [String: Any] { value as? [String: Any] ?? [:] }
  private func keys(_ value: Any?) -> Set<String> { Set(object(object(value)["properties"]).keys) }

  @Test("It names the keys that the reader knows, and no others")
  func fits() throws {
    let data = Data(ExperimentLibrary.schema.utf8)
    let schema = object(try JSONSerialization.jsonObject(with: data))
    #expect(keys(schema) == Set(ScriptReader.experimentKeys))
    let vary = object(object(schema["properties"])["vary"])["oneOf"] as? [Any] ?? []
    let settings = Set(SettingRow.all.map(\.name))
    let line = object(object(vary.first)["items"])
    #expect(keys(line) == settings.union(ScriptReader.lineKeys))
    #expect(keys(vary.last) == settings)
    let beside = object(object(line["properties"])["beside"])
    #expect(keys(beside) == Set(Experiment.Statistic.allCases.map(\.rawValue)))
    #expect(!object(schema["$defs"]).isEmpty)
  }

  @Test(
    "It accepts every built-in experiment, and refuses a step that speaks",
    .enabled(if: Python.has("jsonschema, yaml")))
  func accepts() throws {
    let speaking = ExperimentReadingTests.source(trial: "[{say: Hello}]")
    let sources = ExperimentLibrary.entries.map { ($0.source, true) } + [(speaking, false)]
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("raftlab-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (file, schema) = (folder.appending(path: "x.yaml"), folder.appending(path: "s.json"))
    try Data(ExperimentLibrary.schema.utf8).write(to: schema)
    for (source, isRight) in sources {
      try Data(source.utf8).write(to: file)
      let check = """
        import json, sys, yaml, jsonschema
        jsonschema.validate(yaml.safe_load(open(sys.argv[1])), json.load(open(sys.argv[2])))
        """
      let result = Python.run(["-c", check, file.path, schema.path])
      #expect((result?.status == 0) == isRight, "\(result?.output ?? "")")
    }
  }
}
