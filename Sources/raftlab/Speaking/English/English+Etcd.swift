import ObservedEtcd
import Teaching

#if RealEtcd
  import KeyValue
  import RealEtcd
  import Simulation
#endif

extension English: EtcdTexts {
  var builtWithoutEtcd: String {
    "This raftlab was built without real etcd. With it: leave out --disable-default-traits, "
      + "or swift build --traits RealEtcd."
  }

  func onlyWithMembers(_ name: String) -> String {
    "\(name) is about real members of etcd: raftlab play \(name) starts them on the screen, and "
      + "raftlab test \(name) without it."
  }

  func leftOut(_ lesson: String, because reason: String) -> String {
    "\(lesson): left out. \(reason)"
  }

  func keptSeen(_ path: String) -> String {
    "What was seen is kept: raftlab replay \(path.harmless) opens it."
  }

  func text(of trouble: HistoryReading.ReadError) -> String {
    switch trouble {
    case .version(let version, let read):
      "This history is of version \(version.harmless) of the format; this program reads version \(read)."
    case .noHeader:
      "Line 1 is torn or damaged: it should begin with raftlab-history 1 and end with its check."
    case .badHeader(let error): "Line 1: \(text(of: error))"
    case .tooLong(let limit):
      "It has more than \(limit) observations: --max-events allows more."
    }
  }

  func seenIsNoScript(_ name: String) -> String {
    "\(name) is what was seen of a real cluster, which cannot be repeated: raftlab replay opens it, "
      + "raftlab record and raftlab export take it."
  }

  #if RealEtcd
    func text(of error: EtcdError) -> String { error.english }

    func lines(of report: RandomActs.Report) -> [String] {
      let undecided = report.undecided.map(\.description).joined(separator: ", ")
      return [
        "\(report.acts) acts, \(report.refused) of them refused; \(report.operations) operations of "
          + "clients, \(report.answered) answered",
        "\(report.committed) entries were shown as committed",
      ]
        + (undecided.isEmpty
          ? []
          : [
            "too many operations of unknown outcome to decide about linearizability of \(undecided)"
          ])
        + report.faults.map(text(of:))
        + (report.faults.isEmpty
          ? [
            "ok: all of them are in every member, all that clients were told was written is there, and "
              + "what they heard\(undecided.isEmpty ? "" : " of all other keys") is linearizable"
          ] : [])
    }

    func lines(of report: EtcdBench.Report) -> [String] {
      let memory = report.residentBytes.map { "\($0.megabytes) MB resident" } ?? "memory not known"
      let most =
        report.bytesPerObservation.map {
          ", \(Int($0)) bytes an observation: \(Int(report.mostBytes ?? 0).megabytes) MB for the "
            + "\(EtcdRecord.limit) that are kept"
        } ?? ""
      return [
        "etcd                \(report.version)",
        "first leader        on the screen \(report.leaderMilliseconds.tenths) ms after the start",
        "idle                \(report.idlePercent.tenths) % of a core, "
          + "\(report.idleObservations.tenths) observations a second",
        "random keys         \(report.seconds) s: \(report.busyPercent.tenths) % of a core, "
          + "\(report.observations) observations",
        "frames              \(report.framesInTime.tenths) of 1,000 within 16.7 ms; 99.9 % within "
          + "\(report.p999FrameMilliseconds.tenths) ms, longest "
          + "\(report.longestFrameMilliseconds.tenths) ms of \(report.frames)",
        "from disk to row    median \(report.medianRowMilliseconds.tenths) ms, 99.9 % within "
          + "\(report.p999RowMilliseconds.tenths) ms, and up to 10 ms until it is read",
        "memory              \(memory)\(most)",
      ]
    }

    private func text(of fault: RandomActs.Fault) -> String {
      switch fault {
      case .lost(let index, let text, let server):
        "entry \(index) was shown as committed (term \(text)), and \(server) has it not"
      case .notWritten(let text): "\(text) was acknowledged, and is in no log"
      case .unexplained(let operation): "no order of all operations explains \(operation)"
      case .violated(let property): "violated: \(property.id)"
      case .noAgreement(let seconds):
        "not all members came to the same within \(seconds) s after everything was mended"
      }
    }

    func untried(etcd version: String) -> String {
      "etcd \(version) was not tried with raftlab: 3.4 and 3.5 were."
    }

    func notWatched(_ members: [String]) -> String {
      "Not on this machine, and so not asked: \(members.map(\.harmless).joined(separator: ", "))."
    }

    func leftBehind(_ folders: [String]) -> String {
      let list = folders.joined(separator: " ")
      return folders.count == 1
        ? "An earlier run was killed and left \(list): --remove-folders removes it."
        : "Earlier runs were killed and left \(list): --remove-folders removes them."
    }
  #endif
}
