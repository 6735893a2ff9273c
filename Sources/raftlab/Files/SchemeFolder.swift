import ArgumentParser
import Screen
import Workbench

/// The folder in which users keep schemes, in folders of their own if they like: a clone of the
/// published collection can be put there as it is.
struct SchemeFolder {
  let path: String?

  /// `themes` in raftlab's folder of settings.
  static var user: SchemeFolder {
    SchemeFolder(path: Environment.settingsFolder.map { $0 + "/themes" })
  }

  /// The scheme that is taken where none is asked for: with so few colours that no scheme's own can
  /// be had, the terminal's.
  func usual(for depth: ColorDepth) throws -> Scheme {
    try scheme(named: depth <= .ansi16 ? BuiltInSchemes.terminalName : BuiltInSchemes.names[0])
  }

  /// Names of the schemes in it, sorted.
  var names: [String] {
    (try? readNames()) ?? []
  }

  private func readNames() throws(FileError) -> [String] {
    Set(try files().compactMap { Scheme.slug(ofFile: Self.lastPart(of: $0)) }).sorted()
  }

  /// How deep folders are looked into, and how many files are looked at.
  private static let (depthLimit, fileLimit) = (4, 20_000)

  /// The files below it, without its own path: first those in it, then those of its folders in the
  /// order of their names. Hidden ones are left out.
  private func files() throws(FileError) -> [String] {
    guard let path else { return [] }
    var files: [String] = []
    var folders = [""]
    for depth in 0...Self.depthLimit {
      var next: [String] = []
      for folder in folders {
        // Without the slash at its end, so that it is named as its user would.
        let place = String("\(path)/\(folder)".dropLast())
        for name in try Descriptor.names(in: place) where !name.hasPrefix(".") {
          if Scheme.ending(ofFile: name) != nil {
            files.append(folder + name)
          } else if depth < Self.depthLimit, Descriptor.isFolder("\(path)/\(folder)\(name)") {
            next.append("\(folder)\(name)/")
          }
          if files.count >= Self.fileLimit { return files }
        }
      }
      folders = next
    }
    return files
  }

  private static func lastPart(of path: String) -> String {
    String(path.split(separator: "/").last ?? "")
  }

  /// The scheme that a name or a path means: a path has a slash or ends as a scheme's file does;
  /// a name is looked for in the folder first, so that users may replace what comes with raftlab.
  ///
  /// - Throws: a mistake in the words of the language that is spoken.
  func scheme(named name: String) throws -> Scheme {
    do {
      if Self.isPath(name) { return try Self.read(Self.expanded(name)) }
      if let file = file(named: name) { return try Self.read(file) }
    } catch let error as SchemeError {
      throw ValidationError(.scheme(error))
    } catch let error as FileError {
      throw ValidationError(.file(error))
    }
    if let scheme = BuiltInSchemes.named(name) { return scheme }
    throw ValidationError(.unknownTheme(name, known: known))
  }

  /// The names that can be chosen, ours first, each once.
  var known: [String] {
    BuiltInSchemes.names
      + names.filter { !BuiltInSchemes.names.contains($0) && Scheme.isVisible($0) }
  }

  /// Whether a name or a path means something.
  func knows(_ name: String) -> Bool {
    if Self.isPath(name) { return AtomicFile.exists(Self.expanded(name)) }
    return file(named: name) != nil || BuiltInSchemes.named(name) != nil
  }

  /// All schemes that can be chosen by name, ours first; and what is wrong with the others.
  func all() -> (schemes: [Scheme], problems: [String]) {
    var own: [String: String] = [:]
    var problems: [String] = []
    do throws(FileError) {
      for file in try files() {
        guard let slug = Scheme.slug(ofFile: Self.lastPart(of: file)), own[slug] == nil else {
          continue
        }
        own[slug] = "\(path ?? "")/\(file)"
      }
    } catch {
      problems.append("\(error)")
    }
    var schemes = BuiltInSchemes.all.filter { own[$0.slug] == nil }
    for name in own.keys.sorted() {
      do {
        if let file = own[name] { schemes.append(try Self.read(file)) }
      } catch let error as SchemeError {
        problems.append(Spoken.language.fileComplaints.text(of: error))
      } catch {
        problems.append("\(error)")
      }
    }
    return (schemes, problems)
  }

  /// Of several files of one name that which `files` gives first.
  private func file(named name: String) -> String? {
    guard let path else { return nil }
    let files = (try? files()) ?? []
    return files.first { Scheme.slug(ofFile: Self.lastPart(of: $0)) == name }.map {
      "\(path)/\($0)"
    }
  }

  /// A path with the home in place of `~/`, which no shell has seen in a file of settings.
  private static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = Environment.values["HOME"] else { return path }
    return home + path.dropFirst()
  }

  /// Whether what was given is the path of a file, not a name.
  private static func isPath(_ name: String) -> Bool {
    name.contains("/") || Scheme.ending(ofFile: name) != nil
  }

  private static func read(_ path: String) throws -> Scheme {
    let bytes = try Descriptor.bytes(of: path, upTo: Scheme.sizeLimit + 1, isPlain: true)
    return try Scheme(reading: bytes, file: path)
  }
}
