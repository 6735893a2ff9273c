import Testing

@Suite("The program") struct ProgramTests {
  @Test("--help names the program and ends well")
  func help() throws {
    let terminal = try PseudoTerminal("raftlab", ["--help"])
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(terminal.screen.contains("raftlab"))
  }
}
