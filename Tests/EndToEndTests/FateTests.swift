import Foundation
import TestSupport
import Testing

@Suite("raftlab fate", .ownThreads) struct FateCommandTests {
  @Test("a chart, a table and JSON are of the same futures, on any number of cores")
  func forms() throws {
    let folder = try Folder()
    let run = try Finished(
      shell: """
        cd '\(folder.path)'; f="$R fate --keys n*2 --futures 20 --moments 4"
        $f --json > one.json; $f --json --cores 1 | cmp - one.json && echo same
        $f --csv t.csv --svg p.svg --color never; head -2 t.csv; grep -c '<svg' p.svg; cat one.json
        """)
    #expect(run.status == 0 && run.output.contains("same\n"), "\(run.errors)")
    #expect(run.output.contains("20 futures from each of"))
    #expect(run.output.contains("event,time_us,end,futures,hits,share,lower,upper"))
    #expect(run.output.contains("\n0,0,leader S1,20,"))
    let json = try #require(run.output.split(separator: "\n").last)
    let value = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let moments = try #require(value?["moments"] as? [[String: Any]])
    #expect(moments.count >= 4 && moments.allSatisfy { $0["futures"] as? Int == 20 })
  }

  @Test("mistakes name their place, and what would be right")
  func mistakes() throws {
    func errors(_ arguments: String) throws -> String {
      try Finished(shell: "$R fate \(arguments)").errors
    }
    #expect(try errors("--keys n --moments 1").contains("moments"))
    #expect(try errors("--keys n --tail 5").contains("tail"))
    #expect(try errors("--keys n --ask 'S7 leeds'").contains("--ask:1:"))
    #expect(try errors("--keys n --ask 'leader elected'").contains("--ask:1:1"))
    #expect(try errors("").contains("--keys"))
  }
}
