import KeyValue
import RaftCore
import Simulation

/// What a history file says, as far as it is whole: a cluster, and all that was seen of it.
package struct HistoryReading: Sendable {
  package var facts: ClusterFacts
  package private(set) var sightings: [Sighting] = []
  /// What it is called, if it was given a name.
  package private(set) var title: String?
  /// What is behind the lines that are whole, if something is.
  package private(set) var loss: Loss?

  /// Why not all of it could be read.
  package enum Loss: Hashable, Sendable {
    /// The last line, counted from 1, was not written to its end; so many bytes of it are there.
    case tornLine(Int, bytes: Int)
    /// A line, counted from 1, is not what was written; it and so many after it are left out.
    case damagedLine(Int, linesAfter: Int)
    /// A line, counted from 1, says something that this version does not know; it and so many after
    /// it are left out.
    case unknownLine(Int, String, linesAfter: Int)
  }

  /// Why it is no history file.
  package enum ReadError: Error, Hashable, Sendable {
    /// Another version of the format than this program reads.
    case version(String, read: Int)
    /// Its first line is torn or damaged, so that nothing is known of the cluster.
    case noHeader
    /// A word of its first line is not what its place asks for.
    case badHeader(ActTextError)
    /// More was seen than a run that is read in may have.
    case tooLong(limit: Int)
  }

  /// Whether a file's first bytes are those of a history file.
  package static func isMeant(by bytes: some Sequence<UInt8>) -> Bool {
    bytes.starts(with: "\(HistoryLine.start) ".utf8)
  }

  /// Reads a history file.
  ///
  /// - Parameter limit: how much may have been seen.
  package init(_ bytes: [UInt8], limit: Int = RunLimit.events) throws(ReadError) {
    guard let end = bytes.firstIndex(of: 0x0A) else { throw .noHeader }
    let first = bytes[..<end].split(separator: 0x20, maxSplits: 2)
    guard first.count == 3 else { throw .noHeader }
    // What a later version checks its lines by is not known.
    guard first[1].elementsEqual("\(HistoryLine.version)".utf8) else {
      let version = String(decoding: first[1].prefix(20), as: UTF8.self)
      throw .version(version, read: HistoryLine.version)
    }
    guard let words = Self.words(of: bytes[..<end]),
      let line = String(
        validating: words.dropFirst(HistoryLine.start.utf8.count + 3), as: UTF8.self)
    else { throw .noHeader }
    do throws(ActTextError) {
      facts = try ClusterFacts(header: line)
    } catch {
      throw .badHeader(error)
    }
    try readLines(of: bytes, from: end + 1, limit: limit)
  }

  /// A line's words; nil when its check says that it is not what was written.
  private static func words(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard line.count > 6 else { return nil }
    let words = line.dropLast(6)
    let check = " ~\(HistoryLine.check(of: words))"
    return line.suffix(6).elementsEqual(check.utf8) ? words : nil
  }

  private mutating func readLines(
    of bytes: [UInt8], from start: Int, limit: Int
  ) throws(ReadError) {
    var parser = HistoryParser(facts)
    var place = start
    var number = 1
    while place < bytes.count {
      number += 1
      guard let end = bytes[place...].firstIndex(of: 0x0A) else {
        loss = .tornLine(number, bytes: bytes.count - place)
        return
      }
      guard let words = Self.words(of: bytes[place..<end]) else {
        let after = bytes[(end + 1)...].count { $0 == 0x0A }
        loss =
          after == 0
          ? .tornLine(number, bytes: bytes.count - place)
          : .damagedLine(number, linesAfter: after)
        return
      }
      if words.starts(with: "t ".utf8) {
        title = String(decoding: words.dropFirst(2), as: UTF8.self)
      }
      do throws(HistoryWords.Misreading) {
        if let sighting = try parser.sighting(words) { sightings.append(sighting) }
      } catch {
        let text = String(decoding: words.prefix(40), as: UTF8.self)
        loss = .unknownLine(
          number, text, linesAfter: bytes[(end + 1)...].count { $0 == 0x0A })
        return
      }
      guard sightings.count <= limit else { throw .tooLong(limit: limit) }
      place = end + 1
    }
  }
}
