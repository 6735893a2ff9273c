import Foundation
import Synchronization

/// A server of HTTP on loopback that answers as a member of etcd would, or otherwise.
///
/// A thread for each connection: there are a handful.
final class FakeMember: Sendable {
  /// What is asked: `POST /v3/maintenance/status`.
  typealias Answer = @Sendable (_ request: String) -> Reply

  enum Reply: Sendable {
    case json(String)
    case text(status: Int, String)
    /// Nothing, for as long as it is asked.
    case silence
  }

  let port: Int
  private let listener: Int32
  private let answer: Mutex<Answer>
  private let asked = Mutex<[String]>([])

  init(_ answer: @escaping Answer) throws {
    self.answer = Mutex(answer)
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listen(listener, 16) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
    self.listener = listener
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        Thread.detachNewThread { [weak self] in
          Self.serve(connection) { self?.reply(to: $0) }
          close(connection)
        }
      }
    }
  }

  /// Nobody listens there any more.
  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  var url: String { "http://127.0.0.1:\(port)" }

  /// All that was asked, in order.
  var requests: [String] { asked.withLock { $0 } }

  /// Answers otherwise from now on.
  func say(_ answer: @escaping Answer) { self.answer.withLock { $0 = answer } }

  private func reply(to request: String) -> Reply {
    asked.withLock { $0.append(request) }
    return answer.withLock { $0 }(request)
  }

  /// Reads one request after the other; ends when the other side has, or nobody is there to answer.
  private static func serve(_ connection: Int32, _ reply: (String) -> Reply?) {
    var bytes: [UInt8] = []
    while true {
      guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
        guard read(connection, into: &bytes) else { return }
        continue
      }
      let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
      let lines = head.components(separatedBy: "\r\n")
      let length = lines.lazy.compactMap { line -> Int? in
        let parts = line.split(separator: ":")
        return parts.first?.lowercased() == "content-length"
          ? Int(parts[1].trimmingCharacters(in: .whitespaces)) : nil
      }.first
      while bytes.count < end.upperBound + (length ?? 0) {
        guard read(connection, into: &bytes) else { return }
      }
      bytes.removeFirst(end.upperBound + (length ?? 0))
      let request = lines[0].split(separator: " ").prefix(2).joined(separator: " ")
      switch reply(request) {
      case .json(let text): send(200, text, over: connection)
      case .text(let status, let text): send(status, text, over: connection)
      case .silence: continue
      case nil: return
      }
    }
  }

  private static func read(_ connection: Int32, into bytes: inout [UInt8]) -> Bool {
    var part = [UInt8](repeating: 0, count: 4096)
    let count = Foundation.read(connection, &part, part.count)
    guard count > 0 else { return false }
    bytes += part[..<count]
    return true
  }

  private static func send(_ status: Int, _ text: String, over connection: Int32) {
    let answer = "HTTP/1.1 \(status) OK\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)"
    _ = Array(answer.utf8).withUnsafeBytes {
      Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
  }
}
