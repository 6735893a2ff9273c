import Foundation

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
      let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
      return name(inCPUInfo: text) ?? "unknown"
    #endif
  }

  /// The processor's name in the text that Linux gives; nil when it is not there.
  static func name(inCPUInfo text: String) -> String? {
    for line in text.split(separator: "\n") where line.hasPrefix("model name") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    return nil
  }

  /// Seconds of CPU time that this process has used.
  static var cpuSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Bytes of memory that this process holds now; nil where the system does not tell.
  static var residentBytes: Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return nil
    }
    return residentBytes(inStatm: text, pageSize: Int(sysconf(Int32(_SC_PAGESIZE))))
  }

  /// The second number of the text that Linux gives, which counts pages; nil when it is not there.
  static func residentBytes(inStatm text: String, pageSize: Int) -> Int? {
    let fields = text.split(separator: " ")
    return fields.count > 1 ? Int(fields[1]).map { $0 * pageSize } : nil
  }
}
