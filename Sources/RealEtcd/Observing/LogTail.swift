#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Follows what a member writes for people, and picks out what Raft says.
struct LogTail {
  private let path: String
  private var file: Int32?
  private var offset = 0
  private var rest: [UInt8] = []
  /// A member alone writes several lines each timeout, for hours.
  private static let partLimit = 1 << 16

  init(path: String) { self.path = path }

  /// What Raft said since this was last asked, a sentence each.
  mutating func read() -> [String] {
    if file == nil { file = System.openToRead(path) }
    guard let file else { return [] }
    let part = System.read(file, at: offset, count: Self.partLimit)
    guard !part.isEmpty else { return [] }
    offset += part.count
    rest += part
    guard let end = rest.lastIndex(of: 0x0A) else {
      if rest.count > Self.partLimit { rest = [] }
      return []
    }
    let lines = rest[..<end].split(separator: 0x0A)
    let sentences = lines.compactMap(Self.sentence)
    rest = Array(rest[(end + 1)...])
    return sentences
  }

  /// What a line says, if Raft says it.
  static func sentence(of line: ArraySlice<UInt8>) -> String? {
    guard line.first == UInt8(ascii: "{"), let json = try? JSON(line) else { return nil }
    let isRaft =
      json["logger"]?.text == "raft" || json["caller"]?.text?.hasPrefix("raft/") ?? false
    return isRaft ? json["msg"]?.text : nil
  }

  mutating func stop() {
    if let file { close(file) }
    file = nil
  }
}
