import ArgumentParser
import Foundation
import Workbench

/// The user's own settings, and where they are.
struct UserConfiguration {
  /// The file; nil without a home.
  let path: String?
  /// Whether there is such a file.
  let exists: Bool
  let settings: Configuration
  let keymap: Keymap

  /// Reads `config.yaml` in raftlab's folder of settings; without it the standard settings hold.
  ///
  /// - Throws: all that is wrong with the file, each with its line.
  init() throws {
    path = Environment.settingsFolder.map { $0 + "/config.yaml" }
    guard let path, let file = FileHandle(forReadingAtPath: path) else {
      exists = false
      settings = Configuration()
      keymap = .standard
      return
    }
    exists = true
    guard let data = try? file.read(upToCount: Configuration.sizeLimit + 1) ?? Data(),
      let text = String(data: data, encoding: .utf8)
    else { throw ValidationError(.notText(path: path)) }
    do throws(ConfigurationProblems) {
      settings = try Configuration(reading: text, file: path)
      keymap = try settings.keymap(file: path)
    } catch {
      throw ValidationError(.settings(error))
    }
  }
}
