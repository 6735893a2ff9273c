#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Follows a member's write-ahead log while that is written. A member that starts again goes on in
/// the same file.
struct WALTail {
  private let folder: String
  private var file: Int32?
  private var name = ""
  private var offset = 0
  private var decoder = WALDecoder()
  private var asked = 0
  /// From here on the next file may be begun, in bytes: etcd begins one at 64 MB.
  private static let nearEnd = 60 << 20

  init(folder: String) { self.folder = folder }

  /// The records that are new and whole.
  mutating func read() -> [WALRecord] {
    var records: [WALRecord] = []
    asked += 1
    while let file = file ?? openNext() {
      let head = System.read(file, at: offset, count: 8)
      guard let length = WALDecoder.length(head) else {
        // Looking into the folder costs more than looking at a word.
        guard offset > Self.nearEnd || asked % 100 == 0, hasNext else { return records }
        stop()
        continue
      }
      // Most records are short, and several come at once.
      let bytes = System.read(file, at: offset, count: max(length.all, 4096))
      var rest = bytes[...]
      while case .record(let record, let length) = decoder.next(rest) {
        records.append(record)
        rest = rest.dropFirst(length)
      }
      guard rest.count < bytes.count else { return records }
      offset += bytes.count - rest.count
    }
    return records
  }

  private var nextName: String? {
    System.names(in: folder).first { $0.hasSuffix(".wal") && $0 > name }
  }

  private var hasNext: Bool { nextName != nil }

  private mutating func openNext() -> Int32? {
    guard let next = nextName, let opened = System.openToRead("\(folder)/\(next)") else {
      return nil
    }
    (file, name, offset) = (opened, next, 0)
    return opened
  }

  /// Closes the file.
  mutating func stop() {
    if let file { close(file) }
    file = nil
  }
}
