import KeyValue
import RaftCore

extension Stimulus {
  /// What can be done, in the order in which it is listed.
  package enum Kind: CaseIterable, Hashable, Sendable {
    case crash, restart, wipe, pause, resume, timeOut, heartbeat, sync, split, isolate, cut, mend
    case heal, write, read, retry, giveUp, drop, duplicate, hold, deliver, setClock, setLink
    case setRule, manual, reseed, jumpClock, setDisk, setFeature, transfer, stop
  }

  /// What is done.
  package var kind: Kind {
    switch self {
    case .crash: .crash
    case .restart: .restart
    case .wipe: .wipe
    case .pause: .pause
    case .resume: .resume
    case .timeOut: .timeOut
    case .heartbeat: .heartbeat
    case .sync: .sync
    case .split: .split
    case .isolate: .isolate
    case .cut: .cut
    case .mend: .mend
    case .heal: .heal
    case .write: .write
    case .read: .read
    case .retry: .retry
    case .giveUp: .giveUp
    case .drop: .drop
    case .duplicate: .duplicate
    case .hold: .hold
    case .deliver: .deliver
    case .setClock: .setClock
    case .setLink: .setLink
    case .setRule: .setRule
    case .manual: .manual
    case .reseed: .reseed
    case .jumpClock: .jumpClock
    case .setDisk: .setDisk
    case .setFeature: .setFeature
    case .transfer: .transfer
    case .stop: .stop
    }
  }
}

extension Stimulus.Kind {
  /// The row of the table of acts.
  package var row: ActRow {
    switch self {
    case .crash: .crash
    case .restart: .restart
    case .wipe: .wipe
    case .pause: .pause
    case .resume: .resume
    case .timeOut: .timeOut
    case .heartbeat: .heartbeat
    case .sync: .sync
    case .split: .split
    case .isolate: .isolate
    case .cut: .cut
    case .mend: .mend
    case .heal: .heal
    case .write: .write
    case .read: .read
    case .retry: .retry
    case .giveUp: .giveUp
    case .drop: .drop
    case .duplicate: .duplicate
    case .hold: .hold
    case .deliver: .deliver
    case .setClock: .setClock
    case .setLink: .setLink
    case .setRule: .setRule
    case .manual: .manual
    case .reseed: .reseed
    case .jumpClock: .jumpClock
    case .setDisk: .setDisk
    case .setFeature: .setFeature
    case .transfer: .transfer
    case .stop: .stop
    }
  }
}

// The rows, each once: how the act is written and made, and what it says.

// MARK: - Servers

extension ActRow {
  static let crash = ActRow(
    "crash", .server, .kept, { .crash($0, keepingWrites: $1.writes, records: $1.records) }
  ) {
    guard case .crash(let server, let writes, let records) = $0 else { return nil }
    return (server, ActKept(writes: writes, records: records))
  }
  static let stop = ActRow("stop", .server, { .stop($0) }) {
    if case .stop(let server) = $0 { server } else { nil }
  }
  static let restart = ActRow("restart", .server, { .restart($0) }) {
    if case .restart(let server) = $0 { server } else { nil }
  }
  static let wipe = ActRow("wipe", .server, { .wipe($0) }) {
    if case .wipe(let server) = $0 { server } else { nil }
  }
  static let pause = ActRow("pause", .server, { .pause($0) }) {
    if case .pause(let server) = $0 { server } else { nil }
  }
  static let resume = ActRow("resume", .server, { .resume($0) }) {
    if case .resume(let server) = $0 { server } else { nil }
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
  static let setClock = ActRow("clock", .server, .clockRate, { .setClock($0, permille: $1) }) {
    if case .setClock(let server, let permille) = $0 { (server, permille) } else { nil }
  }
  static let jumpClock = ActRow("jump", .server, .jump, { .jumpClock($0, by: $1) }) {
    if case .jumpClock(let server, let span) = $0 { (server, span) } else { nil }
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
  static let isolate = ActRow("isolate", .server, { .isolate($0) }) {
    if case .isolate(let server) = $0 { server } else { nil }
  }
  static let cut = ActRow("cut", .link, { .cut(from: $0.from!, to: $0.to!) }) {
    if case .cut(let from, let to) = $0 { ActLink(from: from, to: to) } else { nil }
  }
  static let mend = ActRow("mend", .link, { .mend(from: $0.from!, to: $0.to!) }) {
    if case .mend(let from, let to) = $0 { ActLink(from: from, to: to) } else { nil }
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
    "link", .links, .quality, { .setLink(from: $0.from, to: $0.to, $1) }
  ) {
    guard case .setLink(let from, let to, let quality) = $0 else { return nil }
    return (ActLink(from: from, to: to), quality)
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
