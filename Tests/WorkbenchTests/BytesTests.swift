import Screen
import Simulation
import Testing

@testable import Workbench

/// What frames take on a line to xterm with 256 colours, counted as they are written.
@Suite("Bytes of frames") struct BytesTests {
  static let size = Size(columns: 120, rows: 40)

  static func laboratory(speed permille: Int = Playback.standard) -> Laboratory {
    Laboratory(
      settings: Settings(seed: 1), playback: Playback(permille: permille),
      theme: Theme(BuiltInSchemes.dark, depth: .indexed), size: size)
  }

  static func median(_ counts: [Int]) -> Int { counts.sorted()[counts.count / 2] }

  /// The bytes of each of so many keys, and of the first frame.
  static func bytes(of keys: [Key], count: Int, after before: String = "") throws -> (
    first: Int, keys: [Int]
  ) {
    var lab = laboratory()
    for key in try Desk.keys(before) { lab.handle(.key(key)) }
    var encoder = FrameEncoder(.xterm(depth: .indexed))
    encoder.encode(lab.frame())
    let first = encoder.bytes.count
    let each = (0..<count).map { number in
      lab.handle(.key(keys[number % keys.count]))
      encoder.encode(lab.frame())
      return encoder.bytes.count
    }
    return (first, each)
  }

  /// Beyond real time nearly everything on the screen is another with each frame.
  @Test(
    "running at thirty frames a second, a frame takes at most 2 KiB in the median up to real time",
    arguments: Playback.speeds)
  func running(permille: Int) {
    var lab = Self.laboratory(speed: permille)
    lab.handle(.key("r"))
    var encoder = FrameEncoder(.xterm(depth: .indexed))
    encoder.encode(lab.frame())
    let counts = (0..<60).map { _ in
      lab.tick(lab.motion.frameInterval)
      encoder.encode(lab.frame())
      return encoder.bytes.count
    }
    #expect(lab.playback.isRunning)
    #expect(Self.median(counts) <= (permille <= 1000 ? 2048 : 3072), "x\(permille)/1000: \(counts)")
  }

  @Test("a step takes at most 640 bytes in the median, a selected server 280, a speed 24")
  func keys() throws {
    let step = try Self.bytes(of: ["space"], count: 40)
    #expect(Self.median(step.keys) <= 640, "\(step.keys)")
    #expect(step.first <= 3400, "\(step.first)")
    let selection = try Self.bytes(of: ["down", "down", "up", "up"], count: 20)
    #expect(Self.median(selection.keys) <= 280, "\(selection.keys)")
    let speed = try Self.bytes(of: ["+", "-"], count: 20)
    #expect(Self.median(speed.keys) <= 24, "\(speed.keys)")
  }

  @Test("what is counted depends on what changes")
  func theCountIsOne() throws {
    let redrawn = try Self.bytes(of: ["f2", "f3"], count: 4, after: "n n")
    #expect(redrawn.keys.allSatisfy { $0 > 2048 })
    let still = try Self.bytes(of: ["ctrl-g"], count: 3)
    #expect(still.keys == [0, 0, 0])
  }
}
