#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Memory straight from the system: zero at first, and taken only when it is touched.
enum Pages {
  /// Maps so many bytes.
  ///
  /// - Parameter isScattered: whether it is read here and there, so that large pages save time.
  static func map(_ bytes: Int, isScattered: Bool = false) -> UnsafeMutableRawPointer {
    let protection = PROT_READ | PROT_WRITE
    guard let pages = mmap(nil, bytes, protection, MAP_PRIVATE | anonymous, -1, 0),
      pages != UnsafeMutableRawPointer(bitPattern: -1)
    else { fatalError("the system has no \(bytes) bytes of memory left") }
    #if os(Linux)
      if isScattered { madvise(pages, bytes, MADV_HUGEPAGE) }
    #endif
    return pages
  }

  static func unmap(_ pages: UnsafeMutableRawPointer, _ bytes: Int) { munmap(pages, bytes) }

  #if os(Linux)
    // Reserved room need not be there: most of it is never touched.
    private static let anonymous = MAP_ANONYMOUS | MAP_NORESERVE
  #else
    private static let anonymous = MAP_ANON
  #endif
}
