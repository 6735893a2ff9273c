import RaftCore

/// One direction between two members.
struct PeerLink: Hashable, Sendable {
  let from: ServerID
  let to: ServerID
}
