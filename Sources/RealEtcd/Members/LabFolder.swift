#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder of one cluster: its members' data and logs. It is ours as long as we hold its lock,
/// which ends with the process, however that ends.
package struct LabFolder: Sendable {
  package let path: String
  /// The open lock file.
  private let lock: Int32

  private static let prefix = "raftlab-etcd-"

  /// Where folders are made: `TMPDIR`, else `/tmp`.
  package static var place: String {
    let place = System.variable("TMPDIR") ?? ""
    return place.isEmpty ? "/tmp" : place
  }

  /// Makes a folder.
  ///
  /// - Parameter megabytes: how much room its disk must have.
  package init(in place: String = Self.place, megabytes: Int) throws(EtcdError) {
    if let free = System.freeMegabytes(place), free < megabytes {
      throw .diskFull(folder: place, free: free, needed: megabytes)
    }
    var template = Array("\(place)/\(Self.prefix)XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .noFolder("\(place)/\(Self.prefix)…", reason: System.lastError)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let lock = Self.lock(path, isNew: true) else {
      throw .noFolder(path, reason: System.lastError)
    }
    self.lock = lock
  }

  /// Takes the lock of a folder; nil when another process has it, or there is none.
  private static func lock(_ path: String, isNew: Bool) -> Int32? {
    let flags = isNew ? O_RDWR | O_CREAT | O_CLOEXEC : O_RDWR | O_CLOEXEC
    let file = open("\(path)/lock", flags, 0o600)
    guard file >= 0 else { return nil }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      return nil
    }
    return file
  }

  /// Notes the processes of the members, for who finds the folder after a crash.
  func note(processes: [pid_t]) {
    _ = System.write(processes.map { "\($0)\n" }.joined(), to: "\(path)/pids")
  }

  /// Removes the folder, and lets go of it.
  package func remove() {
    System.removeAll(path)
    close(lock)
  }

  /// The folders of this user that a crash left behind: nobody holds their locks.
  package static func leftBehind(in place: String = Self.place) -> [String] {
    System.names(in: place).filter { $0.hasPrefix(prefix) }.map { "\(place)/\($0)" }.filter {
      path in
      var status = stat()
      guard lstat(path, &status) == 0, status.st_uid == getuid(),
        status.st_mode & S_IFMT == S_IFDIR, let lock = lock(path, isNew: false)
      else { return false }
      close(lock)
      return true
    }
  }

  /// Removes a folder that a crash left behind.
  ///
  /// - Throws: `EtcdError.folderInUse` when it is in use: its lock is held, or one of its members
  ///   runs still.
  package static func removeLeftBehind(_ path: String) throws(EtcdError) {
    guard let lock = lock(path, isNew: false) else { throw .folderInUse(path) }
    defer { close(lock) }
    let processes = String(decoding: System.contents("\(path)/pids") ?? [], as: UTF8.self)
    for process in processes.split(separator: "\n") {
      // The number may be another process's by now: only one that was told of this folder counts.
      let told = System.contents("/proc/\(process)/cmdline") ?? []
      if String(decoding: told, as: UTF8.self).contains(path) { throw .folderInUse(path) }
    }
    System.removeAll(path)
  }
}
