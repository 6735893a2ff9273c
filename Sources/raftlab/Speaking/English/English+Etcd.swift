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
