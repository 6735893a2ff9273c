import Testing

extension PseudoTerminal {
  /// The modes after a program are those before it, and nothing of its screen, the laboratory's or
  /// the probe's, is left.
  func expectRestored(to before: Modes, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(modes == before, sourceLocation: sourceLocation)
    #expect(screen.modes.subtracting([7]) == [25], sourceLocation: sourceLocation)
    for trace in ["safety", "probe 60x16"] {
      #expect(!screen.contains(trace), sourceLocation: sourceLocation)
    }
    #expect(screen.unknown.isEmpty, sourceLocation: sourceLocation)
  }
}
