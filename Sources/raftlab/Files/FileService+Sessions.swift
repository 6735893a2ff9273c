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

  mutating func open(_ entry: SessionEntry) -> OpenedSession {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try SessionFile.bytes(of: entry.path)
    } catch {
      let reason = Spoken.texts.reason(of: error)
      return .unreadable(.file(entry.path, reason: reason))
    }
    guard SessionFile.isJournal(bytes) else { return script(bytes, of: entry) }
    do throws(JournalReading.ReadError) {
      let reading = try JournalReading(bytes)
      opened = (entry.path, reading)
      return .journal(reading)
    } catch {
      return .unreadable(.journal(error))
    }
  }

  private func script(_ bytes: [UInt8], of entry: SessionEntry) -> OpenedSession {
    do throws(ScriptErrors) {
      let script = try Script(source: String(decoding: bytes, as: UTF8.self))
      return .script(script, id: entry.path)
    } catch {
      return .unreadable(.script(error.list[0], file: entry.name))
    }
  }
}
