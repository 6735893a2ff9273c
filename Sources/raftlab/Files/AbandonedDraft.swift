#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The draft of a file whose writer was killed: nobody holds its lock any more.
final class AbandonedDraft {
  let path: String
  private let descriptor: Int32

  /// Takes hold of it; nil while somebody still writes it.
  init?(_ path: String) {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  func remove() { unlink(path) }

  /// Puts it into a place as far as its lines are whole; a file without any is taken away.
  ///
  /// - Returns: whether it is there now.
  func recover(to place: String) -> Bool {
    var whole: off_t = 0
    var position: off_t = 0
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = pread(descriptor, &bytes, bytes.count, position)
      guard count > 0 else { break }
      if let last = bytes[..<count].lastIndex(of: 0x0A) { whole = position + off_t(last) + 1 }
      position += off_t(count)
    }
    guard whole > 0 else {
      remove()
      return false
    }
    guard ftruncate(descriptor, whole) == 0, link(path, place) == 0 else { return false }
    remove()
    return true
  }
}
