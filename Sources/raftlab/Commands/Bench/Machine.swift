#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the system says about itself and about this process.
enum Machine {
  /// The processor's name.
  static var cpu: String {
    #if os(macOS)
      var size = 0
      sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0)
      var bytes = [UInt8](repeating: 0, count: size)
      sysctlbyname("machdep.cpu.brand_string", &bytes, &size, nil, 0)
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    #else
      return text(of: "/proc/cpuinfo").flatMap(name(inCPUInfo:)) ?? "unknown"
    #endif
  }

  /// The processor's name in the text that Linux gives; nil when it is not there.
  static func name(inCPUInfo text: String) -> String? {
    for line in text.split(separator: "\n") where line.hasPrefix("model name") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      return String(line[colon...].dropFirst().drop { $0 == " " })
    }
    return nil
  }

  /// Seconds of CPU time that this process has used.
  static var cpuSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Lets some time pass; none where that is negative.
  static func sleep(milliseconds: Double) { usleep(UInt32(max(0, milliseconds * 1000))) }

  /// Bytes of memory that this process holds now; nil where the system does not tell.
  static var residentBytes: Int? {
    text(of: "/proc/self/statm").flatMap {
      residentBytes(inStatm: $0, pageSize: Int(sysconf(Int32(_SC_PAGESIZE))))
    }
  }

  /// What the system says in one of its files; nil where there is no such file.
  private static func text(of path: String) -> String? {
    let bytes = try? Descriptor.bytes(of: path, upTo: 1 << 20, isPlain: true)
    return bytes.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The second number of the text that Linux gives, which counts pages; nil when it is not there.
  static func residentBytes(inStatm text: String, pageSize: Int) -> Int? {
    let fields = text.split(separator: " ")
    return fields.count > 1 ? Int(fields[1]).map { $0 * pageSize } : nil
  }
}
