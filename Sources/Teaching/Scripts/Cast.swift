import ClientPrograms
import RaftCore
import Simulation

/// Whom a script can name in its cluster.
package struct Cast: Hashable, Sendable {
  /// How many servers there are.
  package var servers: Int
  /// The programs outside, in their order.
  package var programs: [ProgramID]

  /// Everybody that there can be.
  package static let everybody = Cast(servers: ServerID.maximum, programs: ProgramID.all)
}

extension Settings {
  /// Whom a script can name in a cluster of these settings.
  package var cast: Cast {
    Cast(servers: hostCount, programs: election?.programs ?? [])
  }
}
