import NIOConcurrencyHelpers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What is asked of the operating system: files, folders, time.
enum System {
  /// Microseconds by a clock that never goes back.
  static var monotonicMicroseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1_000_000 + Int(time.tv_nsec) / 1000
  }

  /// Microseconds since 1970, by the clock that log lines are written by.
  static var wallMicroseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int(time.tv_sec) * 1_000_000 + Int(time.tv_nsec) / 1000
  }

  static func sleep(milliseconds: Int) { usleep(UInt32(milliseconds) * 1000) }

  /// What the latest error means.
  static var lastError: String { String(cString: strerror(errno)) }

  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  static func isProgram(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && access(path, X_OK) == 0
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The path of the program that runs.
  static var ownProgram: String {
    var bytes = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &bytes, bytes.count - 1)
    guard count > 0 else { return CommandLine.arguments[0] }
    return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  // MARK: Files

  /// Up to `count` bytes of an open file from an offset on; fewer at its end, none on errors.
  static func read(_ file: Int32, at offset: Int, count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(0, pread(file, buffer.baseAddress, count, off_t(offset)))
    }
  }

  static func openToRead(_ path: String) -> Int32? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    return file < 0 ? nil : file
  }

  /// All of a small file; nil when there is none.
  static func contents(_ path: String, limit: Int = 1 << 20) -> [UInt8]? {
    guard let file = openToRead(path) else { return nil }
    defer { close(file) }
    return read(file, at: 0, count: limit)
  }

  static func write(_ text: String, to path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) } == bytes.count
  }

  /// The names in a folder, sorted.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let item = readdir(stream) {
      let name = withUnsafePointer(to: &item.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a folder with all that is in it. Links are removed, not followed.
  static func removeAll(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      for name in names(in: path) { removeAll("\(path)/\(name)") }
      rmdir(path)
    } else {
      unlink(path)
    }
  }

  /// The room on the disk of a folder, in megabytes; nil when nobody says.
  static func freeMegabytes(_ folder: String) -> Int? {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return nil }
    return (Int(status.f_bavail) * Int(status.f_frsize)) >> 20
  }

  // MARK: Ports

  /// Ports on loopback that nobody listens on: bound all at once, so that none comes twice, and let
  /// go of again.
  ///
  /// None of those that the system gives to connections: before a member starts, or while it is down,
  /// one of these is soon somebody's own end of a connection, and etcd finds its address in use. Nor
  /// one that was given out before, to a cluster of which a member may be down just now.
  static func freePorts(_ count: Int) -> [Int] {
    var sockets: [Int32] = []
    defer { for socket in sockets { close(socket) } }
    let candidates = portsToListenOn
    return (0..<count).compactMap { _ in
      // Closed in children: one that is started meanwhile would hold the port for as long as it runs.
      let descriptor = socket(
        AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      guard descriptor >= 0 else { return nil }
      sockets.append(descriptor)
      for _ in 0..<100 {
        let candidate = Int.random(in: candidates)
        guard givenOut.withLockedValue({ $0.insert(candidate).inserted }) else { continue }
        if let port = bindToLoopback(descriptor, candidate) { return port }
      }
      return bindToLoopback(descriptor, 0)
    }
  }

  /// The ports that were given out, or found taken, since the program began.
  private static let givenOut = NIOLockedValueBox<Set<Int>>([])

  /// Ports below those of connections, and above those of most services.
  static var portsToListenOn: Range<Int> {
    let range = contents("/proc/sys/net/ipv4/ip_local_port_range").map {
      String(decoding: $0, as: UTF8.self)
    }
    let first = range?.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) } ?? 32_768
    let lowest = min(10_000, max(1024, first / 2))
    return lowest..<max(first, lowest + 1000)
  }

  /// - Parameter port: 0: one that the system chooses.
  private static func bindToLoopback(_ socket: Int32, _ port: Int) -> Int? {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    return isBound ? Int(UInt16(bigEndian: address.sin_port)) : nil
  }
}
