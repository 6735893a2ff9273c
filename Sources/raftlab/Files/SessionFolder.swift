import ObservedEtcd
import Simulation
import Teaching
import Workbench

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where sessions are, by the XDG Base Directory Specification: those that are kept without being
/// asked for below XDG_STATE_HOME, those that are saved under a name below XDG_DATA_HOME.
enum SessionFolder: CaseIterable {
  /// Journals of runs.
  case kept
  /// Scripts.
  case saved

  /// How the names of journals end.
  static let suffix = ".raftlab"
  /// How the names of saved sessions end.
  static let scriptSuffix = ".yaml"

  /// The variable of the environment that may name the folder above it.
  private var variable: String {
    switch self {
    case .kept: "XDG_STATE_HOME"
    case .saved: "XDG_DATA_HOME"
    }
  }

  /// The folder; nil without a home.
  var path: String? {
    let base =
      switch self {
      case .kept: Environment.folder(variable, orInHome: ".local/state")
      case .saved: Environment.folder(variable, orInHome: ".local/share")
      }
    return base.map { $0 + "/sessions" }
  }

  /// The folder, made if it is not there.
  static func made(_ folder: SessionFolder) throws(FileError) -> String {
    let variable = folder.variable
    guard let path = folder.path else {
      throw .folder("raftlab/sessions", FileError.nowhere, of: variable)
    }
    do throws(FileError) {
      try Descriptor.makeFolder(path)
    } catch {
      throw .folder(error.path, error.code, of: Environment.nameOfFolder(variable))
    }
    folder.correctDates()
    return path
  }

  /// Files that are dated in the future were written by a clock that was wrong. Before anything is
  /// written they are dated now, in their order, so that what is written from now on comes after
  /// them.
  func correctDates() {
    let now = Double(time(nil))
    for file in files.reversed() where file.modified > now + 1 {
      _ = utimensat(AT_FDCWD, file.path, nil, 0)
    }
  }

  /// The file that a word means: itself if there is one, else a saved session, else a kept one of
  /// that name; the word when there is none.
  static func path(of word: String) -> String {
    guard word != "-", !AtomicFile.isThere(word), !word.contains("/") else {
      return word
    }
    let saved = SessionFolder.saved.path.map { "\($0)/\(word)" }
    let kept = SessionFolder.kept.path.map { "\($0)/\(word)" }
    let candidates = [
      saved.map { $0 + scriptSuffix }, saved.map { $0 + suffix }, saved, kept.map { $0 + suffix },
      kept,
    ]
    return candidates.compactMap { $0 }.first { AtomicFile.isThere($0) } ?? word
  }

  /// Begins the file of a run that is kept without being asked for, and locks it.
  ///
  /// - Returns: the open file, and where it is.
  static func begin() throws(FileError) -> (descriptor: Int32, path: String) {
    let folder = try made(.kept)
    for number in 1...999 {
      let path = "\(folder)/\(newName(number: number))"
      let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if descriptor >= 0 {
        _ = flock(descriptor, LOCK_EX | LOCK_NB)
        return (descriptor, path)
      }
      guard errno == EEXIST else { throw FileError(path, errno) }
    }
    throw FileError(folder, EEXIST)
  }

  /// The name of a run that begins now; the names' order is that of time.
  static func newName(number: Int) -> String {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    var buffer = [CChar](repeating: 0, count: 64)
    strftime(&buffer, buffer.count, "%Y-%m-%d-%H%M%S", &parts)
    let stamp = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8($0) }, as: UTF8.self)
    return number == 1 ? stamp + suffix : "\(stamp)-\(number)\(suffix)"
  }

  /// A session's file.
  struct File {
    let path: String
    /// Without what its ending says.
    let name: String
    /// When it was written to last, in seconds since 1970.
    let modified: Double
  }

  /// The sessions that are there, the one that was written last first.
  var files: [File] {
    // What was seen of a real cluster is no script when it is saved.
    let suffixes = self == .kept ? [Self.suffix] : [Self.scriptSuffix, Self.suffix]
    guard let path, let names = try? Descriptor.names(in: path) else {
      return []
    }
    return names.filter { !$0.hasPrefix(".") }.compactMap { name in
      guard let suffix = suffixes.first(where: { name.hasSuffix($0) }) else { return nil }
      var status = stat()
      let file = "\(path)/\(name)"
      guard stat(file, &status) == 0 else { return nil }
      let seconds = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
      return File(
        path: file, name: String(name.dropLast(suffix.count)),
        modified: seconds)
    }.sorted { ($0.modified, $0.name) > ($1.modified, $1.name) }
  }

  /// Whether a program writes it now.
  static func isInUse(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0
  }
}

extension SessionFolder {
  /// The most journals that are listed on the screen: each is read for that.
  private static let listLimit = 100

  /// The sessions to choose from: those that were saved, then those that were kept.
  static func entries() -> [SessionEntry] {
    let saved = SessionFolder.saved.files.prefix(listLimit).map { file in
      if let entry = seen(file) { return entry }
      let text = (try? SessionFile.bytes(of: file.path, upTo: Script.sizeLimit)) ?? []
      let script = try? Script(source: String(decoding: text, as: UTF8.self))
      return SessionEntry(
        .saved, path: file.path, name: file.name, title: script?.title[.english])
    }
    let kept = SessionFolder.kept.files.prefix(listLimit).map { file in
      if let entry = seen(file) { return entry }
      let bytes = (try? SessionFile.bytes(of: file.path)) ?? []
      let session = (try? JournalReading(bytes))?.session
      return SessionEntry(
        .kept, path: file.path, name: file.name, title: session?.title,
        extent: session.map { SessionEntry.Extent(of: $0) })
    }
    return saved + kept
  }

  /// What is listed of a file of what was seen of a real cluster; nil of any other. Of a long file no more
  /// is read than what it begins with.
  static func seen(_ file: File) -> SessionEntry? {
    guard SeenRun.isMeant(by: file.path), let facts = SeenRun.facts(of: file.path) else {
      return nil
    }
    var status = stat()
    let size = stat(file.path, &status) == 0 ? Int(status.st_size) : 0
    return SessionEntry(
      .seen(
        program: facts.watched.program, members: facts.members, kilobytes: (size + 1023) / 1024),
      path: file.path, name: file.name)
  }
}
