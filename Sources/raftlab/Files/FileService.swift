import Teaching
import Workbench

/// Carries out what a laboratory asks for: writes its files into a folder, under names that are
/// free: `raftlab-1.cast`, `raftlab-2.svg`.
struct FileService: ~Copyable {
  /// The highest number that is tried for a name.
  private static let numberLimit = 9999

  private let folder: String
  /// The document that is growing.
  private var growing: AtomicFile?
  /// The journal that was read last to be gone on with, until somebody takes it.
  var opened: (path: String, reading: JournalReading)?
  /// What became of requests that nobody was told of any more.
  private(set) var untold: [FileReport] = []

  /// - Parameter folder: where files go; empty for the current one.
  init(folder: String = "") {
    self.folder = folder
  }

  /// Carries out all that is asked for, in order, and says what became of it.
  ///
  /// - Parameter goesOn: is told how much of what takes long is done, in hundredths; false ends it.
  mutating func serve(
    _ laboratory: inout Laboratory, while goesOn: (Int) -> Bool = { _ in true }
  ) {
    for request in laboratory.takeRequests() {
      let report = carryOut(request, in: laboratory.language, while: goesOn)
      if let report { laboratory.take(report) }
    }
  }

  /// Carries out what is asked for at the end.
  mutating func serveLast(_ laboratory: inout Laboratory) {
    laboratory.finishRecording()
    untold = laboratory.takeRequests().compactMap {
      carryOut($0, in: laboratory.language, while: { _ in true })
    }
  }

  private mutating func carryOut(
    _ request: FileRequest, in language: Language, while goesOn: (Int) -> Bool
  ) -> FileReport? {
    do throws(FileError) {
      switch request {
      case .save(let document, let parts):
        return .saved(document, files: try save(parts))
      case .saveSession(let name, let text, let isReplacing):
        return try saveSession(name, text, isReplacing: isReplacing)
      case .saveSeen(let file, let name, let title, let isReplacing):
        return try saveSeen(file, as: name, titled: title, isReplacing: isReplacing)
      case .listSessions: return .sessions(.list(SessionFolder.entries()))
      case .readExperiment(let path): return .experiment(read(path, in: language))
      case .openSession(let entry):
        return .sessions(.opened(entry, open(entry, while: goesOn)))
      case .begin:
        // What a killed program left behind must not be in the way, nor be lost.
        _ = recoverRecordings()
        growing = try AtomicFile.begin(freeName(for: ["cast"])[0], isReplacing: false)
      case .append(_, let text):
        // Nothing grows any more after it has failed once, and that was reported then.
        try growing?.append(text)
      case .finish(let document):
        guard var file = growing.take() else { return nil }
        do throws(FileError) {
          try file.finish()
          return .saved(document, files: [file.path])
        } catch  where error.isOccupied {
          // Somebody else has taken the name since it was begun.
          let path = try freeName(for: ["cast"])[0]
          try file.finish(at: path)
          return .saved(document, files: [path])
        }
      }
      return nil
    } catch {
      if request.document == .recording { growing = nil }
      let reason = language.commandTexts.reason(of: error)
      return .failed(request.document, file: error.path, reason: reason)
    }
  }

  private func read(_ path: String, in language: Language) -> ExperimentReport {
    do throws(ExperimentFile.Unreadable) {
      let file = try ExperimentFile.read(path, in: language)
      return .read(name: file.name, source: file.source, file.experiment)
    } catch {
      return .unreadable(error.text)
    }
  }

  /// Writes files that belong together, all or none.
  private func save(_ parts: [FileRequest.Part]) throws(FileError) -> [String] {
    let paths = try freeName(for: parts.map(\.suffix))
    for (place, part) in parts.enumerated() {
      do throws(FileError) {
        try AtomicFile.save(part.text, to: paths[place], isReplacing: false)
      } catch {
        for path in paths[..<place] { AtomicFile.remove(path) }
        throw error
      }
    }
    return paths
  }

  /// Puts recordings into their places that were cut short when a program was killed.
  ///
  /// - Returns: where they are now.
  mutating func recoverRecordings() -> [String] {
    var files: [String] = []
    for number in 1...Self.numberLimit {
      let drafts = AtomicFile.drafts(in: folder, of: "raftlab-\(number).cast")
      if drafts.isEmpty, !AtomicFile.exists("\(folder)raftlab-\(number).cast") { break }
      for draft in drafts {
        guard let place = try? freeName(for: ["cast"])[0], draft.recover(to: place) else {
          continue
        }
        files.append(place)
      }
    }
    return files
  }

  /// Names with the lowest number that is free for all of them.
  private func freeName(for suffixes: [String]) throws(FileError) -> [String] {
    for number in 1...Self.numberLimit {
      let paths = suffixes.map { "\(folder)raftlab-\(number).\($0)" }
      if !paths.contains(where: AtomicFile.exists) { return paths }
    }
    throw FileError("\(folder)raftlab-\(Self.numberLimit).\(suffixes[0])", AtomicFile.occupied)
  }
}
