import ArgumentParser
import Screen
import Teaching
import Workbench

/// The user's own settings, and where they are.
struct UserPreferences {
  /// The file; nil without a home.
  let path: String?
  /// Whether there is such a file.
  let exists: Bool
  let settings: Preferences
  let keymap: Keymap

  /// Reads `config.yaml` in raftlab's folder of settings; without it the standard settings hold.
  ///
  /// - Throws: all that is wrong with the file, each with its line.
  init() throws {
    path = Environment.settingsFolder.map { $0 + "/config.yaml" }
    var bytes: [UInt8]?
    do throws(FileError) {
      bytes = try path.map { path throws(FileError) in
        try Descriptor.bytes(of: path, upTo: Preferences.sizeLimit + 1, isPlain: true)
      }
    } catch {
      // Settings that are there and cannot be read are not left out without a word.
      if !error.isMissing { throw ValidationError(.file(error)) }
    }
    guard let path, let bytes else {
      exists = false
      settings = Preferences()
      keymap = .standard
      return
    }
    exists = true
    do throws(PreferencesErrors) {
      settings = try Preferences(reading: bytes, file: path)
    } catch {
      // The theme's name is checked too, so that the file has to be mended only once.
      let theme = Self.themeProblem(of: error.rest, in: path)
      throw ValidationError(
        .settings((error.list + [theme].compactMap(\.self)).byLine))
    }
    keymap = settings.keymap
  }

  /// The theme that is settled; nil without one.
  ///
  /// - Throws: that there is no such theme, with the line that asks for it, or what is wrong with it.
  func scheme() throws -> Scheme? {
    guard let path, let name = settings.theme else { return nil }
    if let problem = Self.themeProblem(of: settings, in: path) {
      throw ValidationError(.settings([problem]))
    }
    return try SchemeFolder.user.scheme(named: name)
  }

  /// That there is no theme of the name that is settled.
  private static func themeProblem(
    of settings: Preferences, in path: String
  ) -> PreferencesError? {
    let folder = SchemeFolder.user
    guard let name = settings.theme, !name.isEmpty, !folder.knows(name) else { return nil }
    return PreferencesError(
      file: path, line: settings.themeLine,
      .unknownTheme(name.harmless, known: folder.known.map(\.harmless)))
  }
}
