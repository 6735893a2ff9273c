#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The process of one member, from one start to the next.
struct MemberProcess {
  let plan: MemberPlan
  private(set) var child: ChildProcess?
  private(set) var isPaused = false

  init(_ plan: MemberPlan) { self.plan = plan }

  var isRunning: Bool { child != nil }

  /// Starts it.
  mutating func start(_ cluster: ClusterPlan, by launcher: String, joins: Bool) throws(EtcdError) {
    precondition(child == nil)
    let arguments = Launcher.arguments(cluster.arguments(for: plan, joins: joins), by: launcher)
    child = try ChildProcess.start(arguments, output: .file(cluster.outputFile(of: plan)))
    isPaused = false
  }

  /// Kills it, and takes note of its end.
  mutating func kill() {
    child?.send(SIGKILL)
    child?.waitForEnd()
    child = nil
  }

  /// Asks it to end; a process that stands still would not hear.
  mutating func askToEnd() {
    child?.send(SIGCONT)
    child?.send(SIGTERM)
  }

  mutating func pause() {
    child?.send(SIGSTOP)
    isPaused = true
  }

  mutating func resume() {
    child?.send(SIGCONT)
    isPaused = false
  }

  /// How it ended by itself since this was last asked; nil when it did not.
  mutating func ended() -> ChildProcess.End? {
    guard let end = child?.end() else { return nil }
    child = nil
    return end
  }

  /// The last line that it said, where it said why it ended; of its log the message of the last
  /// line that is an error.
  func lastWords(_ cluster: ClusterPlan) -> String {
    for path in [cluster.outputFile(of: plan), cluster.logFile(of: plan)] {
      let text = String(decoding: System.contents(path) ?? [], as: UTF8.self)
      let lines = text.split(separator: "\n")
      if let line = lines.last(where: Self.isTrouble) ?? (path.hasSuffix(".out") ? lines.last : nil)
      {
        return String(line.prefix(400))
      }
    }
    return ""
  }

  private static func isTrouble(_ line: Substring) -> Bool {
    ["\"level\":\"fatal\"", "\"level\":\"panic\"", "panic:"].contains { line.contains($0) }
  }
}
