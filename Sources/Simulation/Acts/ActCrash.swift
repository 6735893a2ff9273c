import ClientPrograms
import RaftCore

/// Who crashes, and what is left of its writes.
struct ActCrash: Hashable, Sendable {
  var party: Party
  var kept = ActKept(writes: 0, records: 0)
}

extension ActParameter<ActCrash> {
  /// `S3 keeping 1`, or `pod-a`, which has no disk that could keep anything.
  static let crashed = ActParameter(
    form: "SERVER|PROGRAM \(ActParameter<ActKept>.kept.form)", names: .servers,
    read: { line throws(ActTextError) in
      let party = try ActParameter<Party>.party.read(&line)
      if let program = party.program, !line.isAtEnd { throw line.misreading(.nothingKept(program)) }
      return ActCrash(party: party, kept: try ActParameter<ActKept>.kept.read(&line))
    },
    text: { crash in
      [crash.party.description, ActParameter<ActKept>.kept.text(crash.kept)]
        .filter { !$0.isEmpty }.joined(separator: " ")
    },
    pack: { crash, bytes in
      ActParameter<Party>.party.pack(crash.party, &bytes)
      ActParameter<ActKept>.kept.pack(crash.kept, &bytes)
    },
    unpack: { bytes throws(ByteReader.FormatError) in
      guard let party = try ActParameter<Party>.party.unpack(&bytes),
        let kept = try ActParameter<ActKept>.kept.unpack(&bytes)
      else { return nil }
      let crash = ActCrash(party: party, kept: kept)
      return party.program == nil || crash == ActCrash(party: party) ? crash : nil
    },
    samples: ActParameter<ActKept>.kept.samples.map {
      ActCrash(party: .server(ServerID(3)), kept: $0)
    } + [ActCrash(party: .program(.pod(2))), ActCrash(party: .program(.apiServer(1)))])
}

/// What a crash left of the writes under way.
struct ActKept: Hashable, Sendable {
  /// Whole ones, the oldest first.
  var writes: Int
  /// Records of the next one.
  var records: Int
}

extension ActParameter<ActKept> {
  /// `keeping 1`, `torn 2`, or both; nothing for 0.
  static let kept = ActParameter(
    form: "[keeping COUNT] [torn COUNT]",
    read: { line throws(ActTextError) in
      func count(after word: String) throws(ActTextError) -> Int {
        guard line.skip(word) else { return 0 }
        return try line.word(.writeCount) { ActNumber.whole($0, in: ActNumber.writes) }
      }
      return ActKept(
        writes: try count(after: "keeping"), records: try count(after: "torn"))
    },
    text: { kept in
      [
        kept.writes == 0 ? "" : "keeping \(kept.writes)",
        kept.records == 0 ? "" : "torn \(kept.records)",
      ].filter { !$0.isEmpty }.joined(separator: " ")
    },
    pack: { kept, bytes in
      bytes.number(kept.writes)
      bytes.number(kept.records)
    },
    unpack: { bytes throws(ByteReader.FormatError) in
      ActKept(
        writes: try bytes.number(upTo: ActNumber.writes.upperBound),
        records: try bytes.number(upTo: ActNumber.writes.upperBound))
    },
    samples: [
      ActKept(writes: 0, records: 0), ActKept(writes: 1, records: 0),
      ActKept(writes: 1, records: 2), ActKept(writes: 0, records: 2),
    ])
}
