import ObservedEtcd
import Simulation
import Teaching
import Workbench

// Sessions: saved under a name, listed, read.
extension FileService {
  func saveSession(
    _ name: String, _ text: String, isReplacing: Bool
  ) throws(FileError) -> FileReport {
    let path = "\(try SessionFolder.made(.saved))/\(name)\(SessionFolder.scriptSuffix)"
    do throws(FileError) {
      try AtomicFile.save(text, to: path, isReplacing: isReplacing)
    } catch {
      if error.isOccupied { return .sessions(.occupied(name: name)) }
      throw error
    }
    return .saved(.session, files: [path])
  }

  /// Copies a file of what was seen of a real cluster, with a title behind it.
  func saveSeen(
    _ file: String, as name: String, titled title: String, isReplacing: Bool
  ) throws(FileError) -> FileReport {
    let path = "\(try SessionFolder.made(.saved))/\(name)\(SessionFolder.suffix)"
    let bytes = try SessionFile.bytes(of: file)
    // Whole lines only: a copy of a torn line would be torn for ever.
    let whole = bytes.lastIndex(of: 0x0A).map { bytes[...$0] } ?? []
    do throws(FileError) {
      let text = String(decoding: whole, as: UTF8.self) + HistoryWriting.line(title: title)
      try AtomicFile.save(text, to: path, isReplacing: isReplacing)
    } catch {
      if error.isOccupied { return .sessions(.occupied(name: name)) }
      throw error
    }
    return .saved(.session, files: [path])
  }

  /// What was seen of a real cluster, if nobody ends it on the way.
  private func seen(
    _ bytes: [UInt8], at path: String, while goesOn: (Int) -> Bool
  ) -> OpenedSession {
    let reading: HistoryReading
    do throws(HistoryReading.ReadError) {
      reading = try HistoryReading(bytes)
    } catch {
      return .unreadable(.words("\(path.harmless): \(Spoken.texts.text(of: error))"))
    }
    do throws(Ended) {
      let work = max(1, reading.sightings.count)
      let history = try EtcdHistory(reading, keptIn: path) { done throws(Ended) in
        guard goesOn(min(100, done * 100 / work)) else { throw Ended() }
      }
      let note = reading.loss.map { Spoken.language.sessionPhrases.text(of: .init($0)) }
      return .seen(history, note: note)
    } catch {
      return .unreadable(.ended)
    }
  }

  mutating func open(_ entry: SessionEntry, while goesOn: (Int) -> Bool) -> OpenedSession {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try SessionFile.bytes(of: entry.path)
    } catch {
      let reason = Spoken.texts.reason(of: error)
      return .unreadable(.file(entry.path, reason: reason))
    }
    if HistoryReading.isMeant(by: bytes) { return seen(bytes, at: entry.path, while: goesOn) }
    guard SessionFile.isJournal(bytes) else { return script(bytes, of: entry) }
    do throws(JournalReading.ReadError) {
      return repeated(try JournalReading(bytes), at: entry.path, while: goesOn)
    } catch {
      return .unreadable(.journal(error))
    }
  }

  /// The run of a journal, if it may be so long, and nobody ends it on the way.
  private mutating func repeated(
    _ reading: JournalReading, at path: String, while goesOn: (Int) -> Bool
  ) -> OpenedSession {
    let count = reading.session.repeatedCount
    guard count <= RunLimit.events else {
      return .unreadable(.tooManyEvents(count, limit: RunLimit.events))
    }
    let work = SessionReplay.work(of: reading.session)
    do throws(Ended) {
      let replay = try SessionReplay(of: reading.session) { done throws(Ended) in
        guard goesOn(min(100, done * 100 / work)) else { throw Ended() }
      }
      opened = (path, reading)
      return .journal(reading, replay)
    } catch {
      return .unreadable(.ended)
    }
  }

  /// Somebody has ended what took long.
  private struct Ended: Error {}

  private func script(_ bytes: [UInt8], of entry: SessionEntry) -> OpenedSession {
    do throws(ScriptErrors) {
      let script = try Script(source: String(decoding: bytes, as: UTF8.self))
      return .script(script, id: entry.path)
    } catch {
      return .unreadable(.script(error.list[0], file: entry.name))
    }
  }
}
