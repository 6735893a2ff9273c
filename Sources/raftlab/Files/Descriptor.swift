#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The descriptors of the system, as far as text is written to them.
enum Descriptor {
  /// Makes sure that a file that cannot be written is an error like any other.
  ///
  /// Takes the places of standard input, output and error if they are closed: a file that is opened
  /// later must not become one of them. Using such a one fails, as before. A limit on the
  /// size of files does not end the program.
  static func prepare() {
    signal(SIGXFSZ, SIG_IGN)
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Reads a file's first bytes; `-` is standard input.
  ///
  /// - Parameters:
  ///   - limit: how many at most.
  ///   - isPlain: whether a pipe is refused, which might keep everybody waiting for ever.
  /// - Throws: `FileError` with the system's reason.
  static func bytes(
    of path: String, upTo limit: Int, isPlain: Bool
  ) throws(FileError) -> [UInt8] {
    let isInput = path == "-"
    let descriptor =
      isInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | (isPlain ? O_NONBLOCK : 0))
    guard descriptor >= 0 else { throw .reading(path, errno) }
    defer { if !isInput { close(descriptor) } }
    var status = stat()
    if isPlain, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFIFO {
      throw .reading(path, FileError.pipe)
    }
    var bytes = [UInt8](repeating: 0, count: min(limit, 65_536))
    var result: [UInt8] = []
    while result.count < limit {
      let count = read(descriptor, &bytes, min(bytes.count, limit - result.count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .reading(path, errno) }
      guard count > 0 else { break }
      result += bytes[..<count]
    }
    return result
  }

  /// The names in a folder, sorted; none if there is no such folder.
  ///
  /// - Throws: `FileError` with the system's reason.
  static func names(in folder: String) throws(FileError) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw .reading(folder, errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { name in
          name.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
            String(cString: $0)
          }
        })
    }
    return names.sorted()
  }

  /// Whether a path leads to a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes a folder and those that it is in, as far as they are not there.
  ///
  /// - Parameter path: an absolute one.
  /// - Throws: `FileError` with the first that cannot be made, or is no folder.
  static func makeFolder(_ path: String) throws(FileError) {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/\(part)"
      if mkdir(made, 0o700) == 0 { continue }
      let code = errno
      guard AtomicFile.isThere(made) else { throw FileError(made, code) }
      guard isFolder(made) else { throw FileError(made, ENOTDIR) }
    }
  }

  /// Writes all of a text.
  ///
  /// - Returns: the system's code of why not; nil if all is written.
  static func write(_ text: String, to descriptor: Int32) -> Int32? {
    var text = text
    return text.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let part = UnsafeBufferPointer(rebasing: rest)
        #if canImport(Glibc)
          let count = Glibc.write(descriptor, part.baseAddress, part.count)
        #elseif canImport(Musl)
          let count = Musl.write(descriptor, part.baseAddress, part.count)
        #else
          let count = Darwin.write(descriptor, part.baseAddress, part.count)
        #endif
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          // Somebody else's wish not to wait, for a descriptor that is shared.
          var source = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&source, 1, -1)
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
  }
}
