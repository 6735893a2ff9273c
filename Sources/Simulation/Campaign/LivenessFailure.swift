import ClientPrograms
import RaftCore

/// What a cluster did not do although nothing hindered it any more.
///
/// Not a violation of safety: nothing false was said and nothing was lost. But a cluster that never
/// leads, answers or agrees again is dead, and no safety property notices.
package struct LivenessFailure: Hashable, Sendable {
  /// What was waited for in vain.
  package enum Kind: UInt8, CaseIterable, Hashable, Sendable {
    /// No server led (§5.2).
    case noLeader
    /// A leader lost its office although every follower heard from it (§5.2).
    case leaderLost
    /// A client's write was not acknowledged (§5.3, §8).
    case writeUnanswered
    /// The logs, what is committed of them and what was applied did not become the same (§5.3).
    case logsDiffer
    /// The servers did not come to rest: many times more events than all of that takes.
    case messageStorm
    /// Of the pods of a contest not one led, in its own eyes and by etcd.
    case noPodLeads

    /// The name used on the command line.
    package var id: String {
      switch self {
      case .noLeader: "no-leader"
      case .leaderLost: "leader-lost"
      case .writeUnanswered: "write-unanswered"
      case .logsDiffer: "logs-differ"
      case .messageStorm: "message-storm"
      case .noPodLeads: "no-pod-leads"
      }
    }
  }

  /// The most events that a cluster may take to recover and come to rest.
  package static let stormLimit = 60_000

  package var kind: Kind
  /// When every fault had been healed; a minority may have been down until a write was acknowledged.
  package var healedAt: Time
  /// The servers concerned: the leader that was lost, or those that lag behind.
  package var servers: [ServerID]
  /// When it was given up, and the number of the last event by then.
  package var time: Time
  package var event: Int
  /// How long was waited for it, in virtual time.
  package var waited: TimeSpan
}

/// Several who believed at a time that they lead.
package struct Believers: Hashable, Sendable {
  package var contest: String
  package var programs: [ProgramID]
  /// The number of the event since when, and its time.
  package var event: Int
  package var time: Time
}

/// What a campaign found.
package enum CampaignFinding: Hashable, Sendable {
  /// A safety property stopped holding.
  case violation(Violation)
  /// Nothing false happened, and nothing more either.
  case livenessFailure(LivenessFailure)
  /// Two believed at a time that they lead, which was looked for.
  case believers(Believers)

  /// When it was found.
  package var time: Time {
    switch self {
    case .violation(let violation): violation.time
    case .livenessFailure(let failure): failure.time
    case .believers(let believers): believers.time
    }
  }

  /// The number of the event by which it was found.
  package var event: Int {
    switch self {
    case .violation(let violation): violation.event
    case .livenessFailure(let failure): failure.event
    case .believers(let believers): believers.event
    }
  }

  /// The servers concerned.
  package var servers: [ServerID] {
    switch self {
    case .violation(let violation): violation.servers
    case .livenessFailure(let failure): failure.servers
    case .believers: []
    }
  }

  /// Whether another one is of the same kind: the same property, or the same thing that was waited
  /// for.
  func isLike(_ other: CampaignFinding) -> Bool {
    switch (self, other) {
    case (.violation(let one), .violation(let other)): one.property == other.property
    case (.livenessFailure(let one), .livenessFailure(let other)): one.kind == other.kind
    case (.believers, .believers): true
    case (.violation, _), (.livenessFailure, _), (.believers, _): false
    }
  }
}
