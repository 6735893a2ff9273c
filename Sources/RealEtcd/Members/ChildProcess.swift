#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A process that was started here, as long as its end has not been taken note of.
struct ChildProcess: Hashable, Sendable {
  let id: pid_t

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - arguments: the path of the program, and what it is told.
  ///   - output: the file that gets what it says, added at its end; or a descriptor that does.
  static func start(_ arguments: [String], output: Output) throws(EtcdError) -> ChildProcess {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    switch output {
    case .file(let path):
      posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, 1)
    }
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own: what is typed at the terminal, such as ctrl-c, is not for members.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    var id: pid_t = 0
    var fault: Int32 = 0
    // A program that was written just now may be open for writing for a moment still, in a process
    // that another thread is about to start.
    for _ in 0..<20 {
      fault = posix_spawn(&id, arguments[0], &actions, &attributes, pointers, environ)
      guard fault == ETXTBSY else { break }
      System.sleep(milliseconds: 10)
    }
    guard fault == 0 else {
      throw .noProcess(arguments[0], reason: String(cString: strerror(fault)))
    }
    return ChildProcess(id: id)
  }

  enum Output {
    case file(String)
    case descriptor(Int32)
  }

  func send(_ signal: Int32) { kill(id, signal) }

  /// How it ended; nil while it runs. To be asked until it says so, or a dead process stays behind.
  func end() -> End? {
    var status: Int32 = 0
    guard waitpid(id, &status, WNOHANG) == id else { return nil }
    let signal = status & 0x7F
    return signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
  }

  enum End: Hashable {
    case exit(Int32)
    case signal(Int32)
  }

  /// Waits for its end.
  func waitForEnd() {
    var status: Int32 = 0
    while waitpid(id, &status, 0) == -1 && errno == EINTR {}
  }

  /// What a program says before it ends, which it must do within five seconds.
  static func said(by arguments: [String], limit: Int = 1 << 16) throws(EtcdError) -> String {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .noProcess(arguments[0], reason: System.lastError) }
    defer { close(ends[0]) }
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    let process: ChildProcess
    do throws(EtcdError) {
      process = try start(arguments, output: .descriptor(ends[1]))
    } catch {
      close(ends[1])
      throw error
    }
    close(ends[1])
    var bytes: [UInt8] = []
    let deadline = System.monotonicMicroseconds + 5_000_000
    while bytes.count < limit, System.monotonicMicroseconds < deadline {
      var poller = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
      guard poll(&poller, 1, 100) > 0 else { continue }
      var part = [UInt8](repeating: 0, count: 4096)
      let count = read(ends[0], &part, part.count)
      if count <= 0 { break }
      bytes += part.prefix(count)
    }
    process.send(SIGKILL)
    process.waitForEnd()
    return String(decoding: bytes, as: UTF8.self)
  }
}
