import ClientPrograms
import RaftCore

// The rows, each once: how the act is written and made, and what it says.

// MARK: - Servers

extension ActRow {
  static let crash = ActRow(
    "crash", .crashed,
    { crash in
      let kept = crash.kept
      return switch crash.party {
      case .server(let server): .crash(server, keepingWrites: kept.writes, records: kept.records)
      case .program(let program): .outside(.crash(program))
      }
    }
  ) {
    if case .outside(.crash(let program)) = $0 { return ActCrash(party: .program(program)) }
    guard case .crash(let server, let writes, let records) = $0 else { return nil }
    return ActCrash(party: .server(server), kept: ActKept(writes: writes, records: records))
  }
  static let stop = ActRow("stop", .server, { .stop($0) }) {
    if case .stop(let server) = $0 { server } else { nil }
  }
  static let snapshot = ActRow("snapshot", .server, { .snapshot($0) }) {
    if case .snapshot(let server) = $0 { server } else { nil }
  }
  static let restart = ActRow(
    "restart", server: { .restart($0) }, program: { .restart($0) }
  ) {
    if case .restart(let server) = $0 { server } else { nil }
  } take: {
    if case .restart(let program) = $0 { program } else { nil }
  }
  static let wipe = ActRow("wipe", .server, { .wipe($0) }) {
    if case .wipe(let server) = $0 { server } else { nil }
  }
  static let pause = ActRow(
    "pause", server: { .pause($0) }, program: { .pause($0) }
  ) {
    if case .pause(let server) = $0 { server } else { nil }
  } take: {
    if case .pause(let program) = $0 { program } else { nil }
  }
  static let resume = ActRow(
    "resume", server: { .resume($0) }, program: { .resume($0) }
  ) {
    if case .resume(let server) = $0 { server } else { nil }
  } take: {
    if case .resume(let program) = $0 { program } else { nil }
  }
  static let timeOut = ActRow("time out", .server, { .timeOut($0) }) {
    if case .timeOut(let server) = $0 { server } else { nil }
  }
  static let heartbeat = ActRow("heartbeat", .server, { .heartbeat($0) }) {
    if case .heartbeat(let server) = $0 { server } else { nil }
  }
  static let sync = ActRow("sync", .server, { .sync($0) }) {
    if case .sync(let server) = $0 { server } else { nil }
  }
  static let transfer = ActRow("transfer", .receiver, { .transfer(to: $0) }) {
    if case .transfer(let server) = $0 { server } else { nil }
  }
  static let setClock = ActRow(
    "clock", .clockRate, server: { .setClock($0, permille: $1) },
    program: { .setClock($0, permille: $1) }
  ) {
    if case .setClock(let server, let permille) = $0 { (server, permille) } else { nil }
  } take: {
    if case .setClock(let program, let permille) = $0 { (program, permille) } else { nil }
  }
  static let jumpClock = ActRow(
    "jump", .jump, server: { .jumpClock($0, by: $1) }, program: { .jumpClock($0, by: $1) }
  ) {
    if case .jumpClock(let server, let span) = $0 { (server, span) } else { nil }
  } take: {
    if case .jumpClock(let program, let span) = $0 { (program, span) } else { nil }
  }
  static let setDisk = ActRow("disk", .server, .diskWrite, { .setDisk($0, write: $1) }) {
    if case .setDisk(let server, let span) = $0 { (server, span) } else { nil }
  }
}

// MARK: - Network

extension ActRow {
  static let split = ActRow("split", .sides, { .split($0) }) {
    if case .split(let sides) = $0 { sides } else { nil }
  }
  static let isolate = ActRow(
    "isolate", server: { .isolate($0) }, program: { .isolate($0) }
  ) {
    if case .isolate(let server) = $0 { server } else { nil }
  } take: {
    if case .isolate(let program) = $0 { program } else { nil }
  }
  static let cut = ActRow(
    "cut", .route,
    { route in
      route.link.map { .cut(from: $0.from!, to: $0.to!) }
        ?? .outside(.cut(from: route.from!, to: route.to!))
    }
  ) {
    if case .outside(.cut(let from, let to)) = $0 { return ActRoute(from: from, to: to) }
    guard case .cut(let from, let to) = $0 else { return nil }
    return ActRoute(from: .server(from), to: .server(to))
  }
  static let mend = ActRow(
    "mend", .route,
    { route in
      route.link.map { .mend(from: $0.from!, to: $0.to!) }
        ?? .outside(.mend(from: route.from!, to: route.to!))
    }
  ) {
    if case .outside(.mend(let from, let to)) = $0 { return ActRoute(from: from, to: to) }
    guard case .mend(let from, let to) = $0 else { return nil }
    return ActRoute(from: .server(from), to: .server(to))
  }
  static let heal = ActRow("heal", .heal)
  static let drop = ActRow("drop", .flight, { .drop(flight: $0) }) {
    if case .drop(let flight) = $0 { flight } else { nil }
  }
  static let duplicate = ActRow("duplicate", .flight, { .duplicate(flight: $0) }) {
    if case .duplicate(let flight) = $0 { flight } else { nil }
  }
  static let hold = ActRow("hold", .flight, { .hold(flight: $0) }) {
    if case .hold(let flight) = $0 { flight } else { nil }
  }
  static let deliver = ActRow("deliver", .flight, { .deliver(flight: $0) }) {
    if case .deliver(let flight) = $0 { flight } else { nil }
  }
  static let setLink = ActRow(
    "link", .routes, .quality,
    { route, quality in
      route.link.map { .setLink(from: $0.from, to: $0.to, quality) }
        ?? .outside(.setLink(from: route.from!, to: route.to!, quality))
    }
  ) {
    if case .outside(.setLink(let from, let to, let quality)) = $0 {
      return (ActRoute(from: from, to: to), quality)
    }
    guard case .setLink(let from, let to, let quality) = $0 else { return nil }
    return (ActRoute(ActLink(from: from, to: to)), quality)
  }
}

// MARK: - Clients

extension ActRow {
  static let write = ActRow(
    "write", .assignment, .through, { .write(key: $0.key, value: $0.value, through: $1) }
  ) {
    guard case .write(let key, let value, let server) = $0 else { return nil }
    return (ActAssignment(key: key, value: value), server)
  }
  static let read = ActRow(
    "read", .key, .reading, { .read(key: $0, through: $1.through, way: $1.way) }
  ) {
    guard case .read(let key, let server, let way) = $0 else { return nil }
    return (key, ActReading(way: way, through: server))
  }
  static let retry = ActRow("retry", .client, .through, { .retry($0, through: $1) }) {
    if case .retry(let client, let server) = $0 { (client, server) } else { nil }
  }
  static let giveUp = ActRow("give up", .client, { .giveUp($0) }) {
    if case .giveUp(let client) = $0 { client } else { nil }
  }
}

// MARK: - The run

extension ActRow {
  static let setTiming = ActRow("timing", .timing, { .setTiming($0) }) {
    if case .setTiming(let change) = $0 { change } else { nil }
  }
  static let setRule = ActRow("rule", .rule, { .setRule($0.subject, isOn: $0.isOn) }) {
    if case .setRule(let rule, let isOn) = $0 { ActSwitch(subject: rule, isOn: isOn) } else { nil }
  }
  static let setFeature = ActRow(
    "feature", .feature, { .setFeature($0.subject, isOn: $0.isOn) }
  ) {
    guard case .setFeature(let feature, let isOn) = $0 else { return nil }
    return ActSwitch(subject: feature, isOn: isOn)
  }
  static let manual = ActRow("manual", .manual)
  static let reseed = ActRow("reseed", .seed, { .reseed($0) }) {
    if case .reseed(let seed) = $0 { seed } else { nil }
  }
}

extension ActRow {
  /// An act that happens to a server or to a program.
  fileprivate init(
    _ verb: String, server: @escaping @Sendable (ServerID) -> Stimulus,
    program: @escaping @Sendable (ProgramID) -> ProgramAct,
    of takeServer: @escaping @Sendable (Stimulus) -> ServerID?,
    take takeProgram: @escaping @Sendable (ProgramAct) -> ProgramID?
  ) {
    self.init(
      verb, .party,
      {
        switch $0 {
        case .server(let id): server(id)
        case .program(let id): .outside(program(id))
        }
      }
    ) {
      if case .outside(let act) = $0 { return takeProgram(act).map { .program($0) } }
      return takeServer($0).map { .server($0) }
    }
  }

  /// The same with something that it says besides.
  fileprivate init<Second>(
    _ verb: String, _ second: ActParameter<Second>,
    server: @escaping @Sendable (ServerID, Second) -> Stimulus,
    program: @escaping @Sendable (ProgramID, Second) -> ProgramAct,
    of takeServer: @escaping @Sendable (Stimulus) -> (ServerID, Second)?,
    take takeProgram: @escaping @Sendable (ProgramAct) -> (ProgramID, Second)?
  ) {
    self.init(
      verb, .party, second,
      {
        switch $0 {
        case .server(let id): server(id, $1)
        case .program(let id): .outside(program(id, $1))
        }
      }
    ) {
      if case .outside(let act) = $0 { return takeProgram(act).map { (.program($0.0), $0.1) } }
      return takeServer($0).map { (.server($0.0), $0.1) }
    }
  }
}
