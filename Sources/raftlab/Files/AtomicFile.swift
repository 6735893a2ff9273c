#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is there whole, or not at all.
///
/// It is written under another name beside its place, brought to the disk, and then takes its
/// place in one step; whoever looks sees no part of it before. If anything fails on the way,
/// nothing is left. Devices and pipes, which have no such thing as a place, are written directly.
struct AtomicFile: ~Copyable {
  /// Where it will be, as it was named.
  let path: String
  private let place: String
  /// The name that it is written under; nil for a device.
  private let draft: String?
  private let descriptor: Int32
  private let isReplacing: Bool
  private var isDone = false

  private init(
    path: String, place: String, draft: String?, descriptor: Int32, isReplacing: Bool
  ) {
    self.path = path
    self.place = place
    self.draft = draft
    self.descriptor = descriptor
    self.isReplacing = isReplacing
  }

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - path: where it will be.
  ///   - isReplacing: whether it may take the place of a file that is there.
  /// - Throws: `FileError` when it cannot be written there.
  static func begin(_ path: String, isReplacing: Bool) throws(FileError) -> AtomicFile {
    if let number = openDescriptor(path) {
      // If it were opened again, a file behind it would be written from its start.
      let descriptor = dup(number)
      guard descriptor >= 0 else { throw FileError(path, errno) }
      return AtomicFile(
        path: path, place: path, draft: nil, descriptor: descriptor, isReplacing: isReplacing)
    }
    var status = stat()
    let kind = stat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
    switch kind {
    case 0: break
    case S_IFDIR: throw FileError(path, EISDIR)
    case S_IFREG: if !isReplacing { throw FileError(path, EEXIST) }
    default:
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileError(path, errno) }
      return AtomicFile(
        path: path, place: path, draft: nil, descriptor: descriptor, isReplacing: isReplacing)
    }
    // A link stays, and what it leads to is written.
    let place = kind == 0 ? target(of: path) : resolved(path)
    let folder = place.lastIndex(of: "/").map { String(place[...$0]) } ?? ""
    for draft in drafts(in: folder, of: place.dropFirst(folder.count)) { draft.remove() }
    let draft = "\(folder).\(place.dropFirst(folder.count)).\(getpid()).part"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(path, errno) }
    if kind == S_IFREG {
      // Users who could not read the file before cannot read it now.
      _ = fchown(descriptor, status.st_uid, status.st_gid)
      _ = fchmod(descriptor, status.st_mode & 0o777)
    }
    // By the lock it is seen that somebody is still writing it.
    _ = flock(descriptor, LOCK_EX | LOCK_NB)
    return AtomicFile(
      path: path, place: place, draft: draft, descriptor: descriptor, isReplacing: isReplacing)
  }

  deinit {
    close(descriptor)
    if !isDone, let draft { unlink(draft) }
  }

  /// The open descriptor that a path stands for, such as `/dev/stdout`.
  private static func openDescriptor(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
        return Int32(path.dropFirst(folder.count))
      }
      return nil
    }
  }

  /// Whether a path stands for an open descriptor, which may be a terminal.
  static func isOpenDescriptor(_ path: String) -> Bool { openDescriptor(path) != nil }

  /// Where a link leads to.
  static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The place that a link names though nothing is there yet; the path itself if it is no link.
  private static func target(of path: String) -> String {
    var path = path
    for _ in 0..<40 {
      var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path, &bytes, bytes.count)
      guard count > 0 else { return path }
      let name = String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      path = name.hasPrefix("/") ? name : folder + name
    }
    return path
  }

  /// The drafts of files whose writers ended before they were done.
  ///
  /// - Parameters:
  ///   - folder: where, with a slash at its end; empty for the current one.
  ///   - name: of the file.
  static func drafts(in folder: String, of name: some StringProtocol) -> [AbandonedDraft] {
    let names = (try? Descriptor.names(in: folder.isEmpty ? "." : folder)) ?? []
    return names.filter { file in
      file.hasPrefix(".\(name).") && file.hasSuffix(".part")
        && file.dropFirst(name.count + 2).dropLast(5).allSatisfy(\.isNumber)
    }.compactMap { AbandonedDraft(folder + $0) }
  }

  /// Adds text.
  ///
  /// - Throws: `FileError`, such as that the disk is full. Text that was written before stays out of
  ///   sight, and is gone when the value is.
  mutating func append(_ text: String) throws(FileError) {
    if let code = Descriptor.write(text, to: descriptor) { throw FileError(path, code) }
  }

  /// Brings what was written so far to the disk.
  func synchronize() throws(FileError) {
    // Pipes and devices cannot, and need not.
    if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS, errno != ENOTSUP {
      throw FileError(path, errno)
    }
  }

  /// Puts the file into its place.
  ///
  /// - Parameter other: another place than it was begun for, in the same folder.
  /// - Throws: `FileError`; also when something has appeared there that may not be replaced. Then
  ///   it can be put elsewhere.
  mutating func finish(at other: String? = nil) throws(FileError) {
    let (path, place) = (other ?? path, other ?? place)
    try synchronize()
    guard let draft else { return isDone = true }
    if isReplacing {
      guard rename(draft, place) == 0 else { throw FileError(path, errno) }
    } else if link(draft, place) == 0 {
      unlink(draft)
    } else if errno == EPERM || errno == ENOTSUP || errno == EMLINK {
      // A file system without links: look, then rename.
      guard access(place, F_OK) != 0 else { throw FileError(path, EEXIST) }
      guard rename(draft, place) == 0 else { throw FileError(path, errno) }
    } else {
      throw FileError(path, errno)
    }
    isDone = true
  }

  /// Whether a file or folder is there, where a link leads, too.
  static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether something is there already, be it a link that leads nowhere.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Whether a file is there that would have to be replaced; devices and pipes need not be.
  static func isRegular(_ path: String) -> Bool {
    guard openDescriptor(path) == nil else { return false }
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Takes a file away again.
  static func remove(_ path: String) { unlink(path) }

  /// The system's code for a name that is taken.
  static let occupied = EEXIST

  /// Writes a whole file.
  static func save(_ text: String, to path: String, isReplacing: Bool) throws(FileError) {
    var file = try begin(path, isReplacing: isReplacing)
    try file.append(text)
    try file.finish()
  }
}

/// Why a file could not be written, or read.
struct FileError: Error, Hashable, CustomStringConvertible {
  let path: String
  let code: Int32
  private(set) var isReading = false
  /// The environment's variable that the path comes from, if one does.
  private(set) var variable: String?

  init(_ path: String, _ code: Int32) {
    self.path = path
    self.code = code
  }

  /// Text for standard output that was lost.
  static func output(_ code: Int32) -> FileError { FileError("-", code) }

  /// A file that cannot be read.
  static func reading(_ path: String, _ code: Int32) -> FileError {
    var trouble = FileError(path, code)
    trouble.isReading = true
    return trouble
  }

  /// A file in a folder of raftlab's own that cannot be made.
  ///
  /// - Parameter variable: names the folder.
  static func folder(_ path: String, _ code: Int32, of variable: String) -> FileError {
    var trouble = FileError(path, code)
    trouble.variable = variable
    return trouble
  }

  /// Our own code for a pipe where a file should be.
  static let pipe: Int32 = -1
  /// Our own code for a folder that no variable of the environment leads to.
  static let nowhere: Int32 = -2

  /// Whether it is standard input or output.
  var isStandard: Bool { path == "-" }

  /// Whether there is no such file.
  var isMissing: Bool { code == ENOENT || code == ENOTDIR }

  /// Whether a file is there that may not be replaced.
  var isOccupied: Bool { code == EEXIST }

  /// Whether whoever was to read has gone, and wants to hear no more.
  var isUnheard: Bool { code == EPIPE }

  var description: String { Spoken.texts.text(of: self) }

  /// What the system says of a code.
  static func systemText(of code: Int32) -> String { String(cString: strerror(code)) }

  /// The usual reasons of the system.
  enum Cause: Equatable {
    case noPlace, noRight, noSpace, tooLarge, directory, noDirectory, readOnly, longName, device
    case closed, pipe, nowhere

    init?(_ code: Int32) {
      switch code {
      case ENOENT: self = .noPlace
      case EACCES, EPERM: self = .noRight
      case ENOSPC, EDQUOT: self = .noSpace
      case EFBIG: self = .tooLarge
      case EISDIR: self = .directory
      case ENOTDIR: self = .noDirectory
      case EROFS: self = .readOnly
      case ENAMETOOLONG: self = .longName
      case EIO: self = .device
      case EBADF: self = .closed
      case FileError.pipe: self = .pipe
      case FileError.nowhere: self = .nowhere
      default: return nil
      }
    }
  }
}
