import RaftCore

extension Membership {
  /// A configuration in few columns: `{1234}`; joint `{123}{345}`, and learners after a plus: `{123}+4`.
  var sign: String {
    func digits(_ servers: ServerSet) -> String { servers.map { "\($0.number)" }.joined() }
    let sets = (isJoint ? [outgoing, voters] : [voters]).map { "{\(digits($0))}" }.joined()
    return learners.isEmpty ? sets : "\(sets)+\(digits(learners))"
  }
}
