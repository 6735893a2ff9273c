#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The environment of the process.
enum Environment {
  /// The variables that raftlab looks at, as far as they are set.
  static var values: [String: String] {
    let names = [
      "LC_ALL", "LC_MESSAGES", "LANG", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
      "HOME", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLORTERM", "TERM",
      "JOB_COMPLETION_INDEX", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN",
      "SLURM_ARRAY_TASK_STEP", "SLURM_ARRAY_TASK_COUNT",
    ]
    return names.reduce(into: [:]) { values, name in
      values[name] = getenv(name).map { String(cString: $0) }
    }
  }

  /// raftlab's folder of settings, by the XDG Base Directory Specification: below XDG_CONFIG_HOME if
  /// that is an absolute path, else below ~/.config; nil without a home.
  static var settingsFolder: String? {
    folder("XDG_CONFIG_HOME", orInHome: ".config")
  }

  /// raftlab's folder below the one that a variable names, else below one of the user's home; nil
  /// when neither is an absolute path: what is relative would be somewhere else every time.
  static func folder(_ variable: String, orInHome usual: String) -> String? {
    let values = values
    if let folder = values[variable], folder.hasPrefix("/") { return "\(folder)/raftlab" }
    guard let home = values["HOME"], home.hasPrefix("/") else { return nil }
    return "\(home)/\(usual)/raftlab"
  }

  /// The variable by which a folder is found: itself if it names one, else HOME.
  static func nameOfFolder(_ variable: String) -> String {
    values[variable]?.hasPrefix("/") == true ? variable : "HOME"
  }
}
