#if os(Linux)
  import Foundation
  import Screen
  import TestSupport
  import Testing

  /// What the program costs while nothing happens. The processor's time is the kernel's own count of
  /// it, so these are facts and not timings.
  @Suite("Idleness", .ownThreads, .serialized) struct IdleTests {
    @Test(
      "paused, it takes no processor time and writes nothing", arguments: ["", "nn", "p1", "?"])
    func paused(keys: String) throws {
      let terminal = try PseudoTerminal("raftlab", size: Size(columns: 120, rows: 40))
      #expect(terminal.wait(for: "press space"))
      terminal.send(keys)
      terminal.read(forMilliseconds: 500)
      let time = try #require(terminal.processorTicks)
      let bytes = terminal.output.count
      terminal.read(forMilliseconds: 2000)
      #expect(terminal.processorTicks == time)
      #expect(terminal.output.count == bytes)
    }

    @Test("paused again after running, it is as idle as before")
    func pausedAgain() throws {
      let terminal = try PseudoTerminal("raftlab", ["--speed", "1"])
      #expect(terminal.wait(for: "press space"))
      terminal.send("r")
      #expect(terminal.wait(for: "★ leader"))
      terminal.send("r")
      #expect(terminal.wait(for: "paused"))
      terminal.read(forMilliseconds: 300)
      let time = try #require(terminal.processorTicks)
      let bytes = terminal.output.count
      terminal.read(forMilliseconds: 1000)
      #expect(terminal.processorTicks == time)
      #expect(terminal.output.count == bytes)
    }

    @Test("running, it writes only when something on the screen has changed")
    func running() throws {
      // At a thousandth of real time, a tenth of a virtual millisecond takes six frames.
      let terminal = try PseudoTerminal("raftlab", ["--speed", "0.001"])
      #expect(terminal.wait(for: "press space"))
      terminal.send("r")
      #expect(terminal.wait(for: "running"))
      terminal.read(forMilliseconds: 2000)
      var replay = VirtualTerminal(size: Size(columns: 80, rows: 24))
      var frames = 0
      var shown: Set<String> = []
      for byte in terminal.output {
        replay.feed([byte])
        if replay.frames > frames {
          frames = replay.frames
          shown.insert(replay.text)
        }
      }
      #expect(frames > 3)
      // No screen is sent twice: time only goes forward.
      #expect(shown.count == frames)
    }

    @Test("the fact that is measured is one: a busy program takes time")
    func busy() throws {
      let terminal = try PseudoTerminal("raftlab", ["--speed", "10"])
      #expect(terminal.wait(for: "press space"))
      terminal.send("r")
      #expect(terminal.wait(for: "running"))
      let time = try #require(terminal.processorTicks)
      terminal.read(forMilliseconds: 1500)
      #expect(terminal.processorTicks ?? 0 > time)
    }
  }

  extension PseudoTerminal {
    /// Clock ticks (100 a second) of processor time that the program has taken, as the kernel counts
    /// them.
    var processorTicks: Int? {
      guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
        let name = text.lastIndex(of: ")")
      else { return nil }
      // After the name: state is field 3, so user time (14) and system time (15) are 11 and 12.
      let fields = text[name...].dropFirst(2).split(separator: " ")
      guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else {
        return nil
      }
      return user + system
    }
  }
#endif
