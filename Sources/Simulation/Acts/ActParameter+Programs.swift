import ClientPrograms
import KeyValue
import RaftCore

// What acts say of programs outside, and what somebody asks etcd for.

extension ActNumber {
  /// A server, or a program outside.
  static func party(_ text: String) -> Party? {
    server(text).map { .server($0) } ?? ProgramID(text).map { .program($0) }
  }

  /// A key or a value of any length.
  static func etcdKey(_ text: String) -> Text? {
    Text(text, limit: Request.keyLimit).flatMap { $0.isEmpty ? nil : $0 }
  }

  static let revisions = 0...(1 << 40)
  static let leases = 1...(1 << 40)
}

extension ActParameter<Party> {
  /// `S3`, or `pod-a`.
  static let party = ActParameter(
    form: "SERVER|PROGRAM", names: .servers,
    read: { line throws(ActTextError) in try line.word(.party, ActNumber.party) },
    text: { $0.description }, pack: { $1.number($0.number) },
    unpack: { bytes throws(ByteReader.FormatError) in
      Party(number: try bytes.number(upTo: ServerID.maximum + ProgramID.all.count))
    },
    samples: [.server(ServerID(3)), .program(.pod(2)), .program(.apiServer(1))])
}

extension ActParameter<ProgramID> {
  /// `pod-a`.
  static let program = ActParameter(
    form: "PROGRAM", names: .program,
    read: { line throws(ActTextError) in try line.word(.party) { ProgramID($0) } },
    text: { $0.description }, pack: { $1.number($0.number) },
    unpack: { bytes throws(ByteReader.FormatError) in
      ProgramID(number: try bytes.number(upTo: ProgramID.all.count))
    },
    samples: [.pod(1), .pod(9)])
}

/// From one server to another; nil stands for all.
struct ActLink: Hashable, Sendable {
  var from: ServerID?
  var to: ServerID?
}

/// From one party to another; nil stands for all servers, and not for programs.
struct ActRoute: Hashable, Sendable {
  var from: Party?
  var to: Party?

  /// Both, when they are servers or left open.
  var link: ActLink? {
    if from?.program != nil || to?.program != nil { return nil }
    return ActLink(from: from?.server, to: to?.server)
  }

  /// The same of servers.
  init(_ link: ActLink) {
    from = link.from.map { .server($0) }
    to = link.to.map { .server($0) }
  }

  init(from: Party?, to: Party?) {
    self.from = from
    self.to = to
  }

  /// Whether it leads from somebody to somebody else, and names both if it names a program.
  var isSound: Bool {
    guard let from, let to else { return from?.program == nil && to?.program == nil }
    return from != to
  }
}

extension ActParameter<ActRoute> {
  /// `S1 > S2`, `pod-a > S1`: two parties, which are not the same.
  static let route = ActParameter(
    form: "SERVER|PROGRAM > SERVER|PROGRAM", names: .servers,
    read: { line throws(ActTextError) in
      let from = try line.word(.party, ActNumber.party)
      try line.expect(">", .arrow)
      let to = try line.word(.party, ActNumber.party)
      guard from != to else { throw line.misreadingOfLast(.otherServer) }
      return ActRoute(from: from, to: to)
    },
    text: Self.text, pack: Self.pack,
    unpack: { bytes throws(ByteReader.FormatError) in
      let route = try unpack(&bytes)
      return route?.from != nil && route?.to != nil ? route : nil
    },
    samples: [
      ActRoute(from: .server(ServerID(1)), to: .server(ServerID(2))),
      ActRoute(from: .program(.pod(1)), to: .server(ServerID(2))),
      ActRoute(from: .program(.apiServer(1)), to: .program(.pod(3))),
    ])

  /// `S1 > all`, `pod-a > api-1`.
  static let routes = ActParameter(
    form: "SERVER|PROGRAM|all > SERVER|PROGRAM|all", names: .servers,
    read: { line throws(ActTextError) in
      func end() throws(ActTextError) -> Party? {
        line.skip("all") ? nil : try line.word(.serverOrAll, ActNumber.party)
      }
      let from = try end()
      try line.expect(">", .arrow)
      let route = ActRoute(from: from, to: try end())
      guard route.isSound || route.link != nil else { throw line.misreadingOfLast(.otherServer) }
      return route
    },
    text: Self.text, pack: Self.pack,
    unpack: { bytes throws(ByteReader.FormatError) in
      let route = try unpack(&bytes)
      return route.flatMap { $0.isSound || $0.link != nil ? $0 : nil }
    },
    samples: [
      ActRoute(from: .server(ServerID(1)), to: .server(ServerID(2))),
      ActRoute(from: nil, to: .server(ServerID(2))), ActRoute(from: nil, to: nil),
      ActRoute(from: .program(.pod(1)), to: .program(.apiServer(2))),
    ])

  @Sendable private static func text(of route: ActRoute) -> String {
    "\(route.from?.description ?? "all") > \(route.to?.description ?? "all")"
  }

  /// Between servers as it always was: two digits. All else stands above these.
  @Sendable private static func pack(_ route: ActRoute, into bytes: inout ByteWriter) {
    if let link = route.link {
      bytes.number((link.from?.number ?? 0) * 10 + (link.to?.number ?? 0))
    } else {
      bytes.number(100 + (route.from?.number ?? 0) * 100 + (route.to?.number ?? 0))
    }
  }

  /// - Returns: nil for ends that there are not.
  private static func unpack(
    _ bytes: inout ByteReader
  ) throws(ByteReader.FormatError) -> ActRoute? {
    let ends = try bytes.number(upTo: 9_999)
    guard ends >= 100 else {
      let link = ActLink(from: ActNumber.server(ends / 10), to: ActNumber.server(ends % 10))
      return link.from == nil || link.to == nil || link.from != link.to ? ActRoute(link) : nil
    }
    guard let from = Party(number: ends / 100 - 1), let to = Party(number: ends % 100),
      from != to, from.program != nil || to.program != nil
    else { return nil }
    return ActRoute(from: from, to: to)
  }
}

extension ActParameter<Text> {
  /// A value of any length.
  static let value = spelled(
    form: "VALUE", read: { line throws(ActTextError) in try line.text(.value) { Text($0) } },
    text: { ActWords.word($0) }, samples: [Text("blue")!, Text("a b")!])
}

// MARK: - What is asked

/// A question for etcd, and the member that is asked first.
struct ActQuestion: Hashable, Sendable {
  var call: ProgramCall
  var through: ServerID?

  init(_ call: ProgramCall, through: ServerID? = nil) {
    self.call = call
    self.through = through
  }

  init(_ request: Request, through: ServerID? = nil) {
    self.init(.request(request, .linearizable), through: through)
  }
}

/// A watch, and the member that it is asked of.
struct ActWatch: Hashable, Sendable {
  var keys: KeyRange
  var start: Revision
  var through: ServerID?
}

extension ActParameter<ActQuestion> {
  /// `/leader pod-x lease 7`.
  static let put = question(
    form: "KEY VALUE [lease LEASE]",
    read: { line throws(ActTextError) in .request(.keys(try ActWords.put(&line)), .linearizable) },
    samples: [
      ActQuestion(.keys(.put(Text("/leader")!, Text("pod-x")!))),
      ActQuestion(.keys(.put(Text("a b")!, Text("then")!, lease: 7)), through: ServerID(2)),
    ])

  /// `/leader`, `/registry/*`, with a revision, a limit, and from a member's own state.
  static let get = question(
    form: "KEY|PREFIX* [rev REVISION] [limit COUNT] [serializable]",
    read: { line throws(ActTextError) in
      let range = try ActWords.range(&line)
      return .request(.keys(range), line.skip("serializable") ? .serializable : .linearizable)
    },
    samples: [
      ActQuestion(.keys(.range(.key(Text("/leader")!)))),
      ActQuestion(
        .request(.keys(.range(.prefix(Text("/")!), revision: 4, limit: 2)), .serializable),
        through: ServerID(3)),
    ])

  static let delete = question(
    form: "KEY|PREFIX*",
    read: { line throws(ActTextError) in
      .request(.keys(.delete(try ActWords.keys(&line))), .linearizable)
    },
    samples: [
      ActQuestion(.keys(.delete(.key(Text("/leader")!)))),
      ActQuestion(.keys(.delete(.prefix(Text("a")!)))),
    ])

  /// `if /leader.create = 0 then put /leader me else get /leader`.
  static let transaction = question(
    form: "[if COMPARISON [and ...]] [then REQUEST [and ...]] [else REQUEST [and ...]]",
    read: { line throws(ActTextError) in
      .request(.transaction(try ActWords.transaction(&line)), .linearizable)
    },
    samples: [
      ActQuestion(
        .transaction(
          Transaction(
            if: [
              Comparison(Text("/leader")!, .createRevision(0)),
              Comparison(Text("a")!, .notEqual, .value(Text("b")!)),
            ],
            then: [.put(Text("/leader")!, Text("me")!, lease: 7), .delete(.prefix(Text("x")!))],
            else: [.range(.key(Text("/leader")!))]))),
      ActQuestion(
        .transaction(Transaction(if: [Comparison(Text("a")!, .less, .version(3))]))),
    ])

  static let grant = question(
    form: "LEASE ttl SECONDS",
    read: { line throws(ActTextError) in
      let lease = try ActWords.lease(&line)
      try line.expect("ttl", .word("ttl"))
      let range = 0...Request.ttlLimit
      let ttl = try line.word(.number(range)) { ActNumber.whole($0, in: range) }
      return .request(.grant(lease, ttl: ttl), .linearizable)
    },
    samples: [ActQuestion(.grant(7, ttl: 5)), ActQuestion(.grant(8, ttl: 0))])

  static let revoke = question(
    form: "LEASE",
    read: { line throws(ActTextError) in
      .request(.revoke(try ActWords.lease(&line)), .linearizable)
    }, samples: [ActQuestion(.revoke(7))])

  static let keepAlive = question(
    form: "LEASE",
    read: { line throws(ActTextError) in .keepAlive(try ActWords.lease(&line)) },
    samples: [ActQuestion(.keepAlive(7))])

  static let timeToLive = question(
    form: "LEASE",
    read: { line throws(ActTextError) in .timeToLive(try ActWords.lease(&line)) },
    samples: [ActQuestion(.timeToLive(7), through: ServerID(1))])

  static let compact = question(
    form: "REVISION",
    read: { line throws(ActTextError) in
      .request(.compact(try ActWords.revision(&line)), .linearizable)
    }, samples: [ActQuestion(.compact(4))])

  private static func question(
    form: String,
    read: @escaping @Sendable (inout LineReader) throws(ActTextError) -> ProgramCall,
    samples: [ActQuestion]
  ) -> ActParameter {
    spelled(
      form: "\(form) [through SERVER]",
      read: { line throws(ActTextError) in
        let call = try read(&line)
        return ActQuestion(call, through: try ActParameter<ServerID?>.through.read(&line))
      },
      text: { question in
        [ActWords.text(of: question.call), ActParameter<ServerID?>.through.text(question.through)]
          .filter { !$0.isEmpty }.joined(separator: " ")
      }, samples: samples)
  }
}

extension ActParameter<ActWatch> {
  /// `/leader from 5`.
  static let watch = spelled(
    form: "KEY|PREFIX* [from REVISION] [through SERVER]",
    read: { line throws(ActTextError) in
      let keys = try ActWords.keys(&line)
      let start = line.skip("from") ? try ActWords.revision(&line) : 0
      return ActWatch(
        keys: keys, start: start, through: try ActParameter<ServerID?>.through.read(&line))
    },
    text: { watch in
      let start = watch.start == 0 ? "" : "from \(watch.start)"
      return [
        ActWords.text(of: watch.keys), start, ActParameter<ServerID?>.through.text(watch.through),
      ].filter { !$0.isEmpty }.joined(separator: " ")
    },
    samples: [
      ActWatch(keys: .key(Text("/leader")!), start: 0, through: nil),
      ActWatch(keys: .prefix(Text("/")!), start: 5, through: ServerID(2)),
    ])
}

extension ActParameter {
  /// What is packed as it is written.
  fileprivate static func spelled(
    form: String, read: @escaping @Sendable (inout LineReader) throws(ActTextError) -> Value,
    text: @escaping @Sendable (Value) -> String, samples: [Value]
  ) -> ActParameter {
    ActParameter(
      form: form, read: read, text: text, pack: { $1.text(text($0)) },
      unpack: { bytes throws(ByteReader.FormatError) in
        let source = try bytes.text(limit: ActWords.limit)
        do throws(ActTextError) {
          var line = try LineReader(source)
          let value = try read(&line)
          try line.end()
          return value
        } catch {
          return nil
        }
      }, samples: samples)
  }
}
