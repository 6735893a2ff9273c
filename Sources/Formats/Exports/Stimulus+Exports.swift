import Simulation

extension Stimulus {
  /// How an act shows in an export.
  enum Showing {
    /// A packet arrives because of it.
    case arrival
    /// A packet is lost because of it.
    case loss
    /// A packet stays on its way.
    case delay
    /// A client asks for something, which shows by its packets.
    case request
    /// It happens to a server, a client, or the whole cluster.
    case act
  }

  var showing: Showing {
    switch self {
    case .deliver: .arrival
    case .drop: .loss
    case .duplicate, .hold: .delay
    case .write, .read: .request
    case .crash, .stop, .restart, .wipe, .pause, .resume, .timeOut, .heartbeat, .sync, .split,
      .isolate, .cut, .mend, .heal, .retry, .giveUp, .setClock, .jumpClock, .setDisk, .setLink,
      .setTiming, .setRule, .setFeature, .transfer, .snapshot, .changeMembers, .manual, .reseed:
      .act
    case .outside(let act): act.showing
    }
  }
}

extension ProgramAct {
  fileprivate var showing: Stimulus.Showing {
    switch self {
    case .ask, .watch, .unwatch: .request
    case .crash, .restart, .pause, .resume, .isolate, .cut, .mend, .setLink, .setClock, .jumpClock,
      .release, .cancel, .proclaim, .setRule, .due:
      .act
    }
  }
}
