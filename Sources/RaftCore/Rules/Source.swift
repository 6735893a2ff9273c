/// Where in the paper (extended version) a rule stands.
@usableFromInline package struct Source: Sendable {
  /// The sections' numbers, such as `5.3` and `5.4`.
  package var sections: [String]
  /// The place within them, or in Figure 2, as closely as it can be named.
  package var place: Place?

  /// A place that the paper gives a name or number.
  @usableFromInline package enum Place: Sendable, BitwiseCopyable {
    /// Figure 2, RequestVote RPC, a numbered step of the receiver's implementation.
    case requestVoteReceiver(Int)
    /// Figure 2, AppendEntries RPC, a numbered step of the receiver's implementation.
    case appendEntriesReceiver(Int)
    /// Figure 2, AppendEntries RPC, what it returns.
    case appendEntriesResults
    /// Figure 2, rules for servers.
    case allServers, followers, candidates, leaders
    /// Figure 2, persistent state on all servers.
    case persistentState
    /// A figure other than Figure 2.
    case figure(Int)
    /// The last paragraphs of the section.
    case end
    /// Not in the paper but in Ongaro's dissertation, in the section with this number.
    case dissertation(StaticString)
  }

  /// - Parameter section: the sections' numbers, and after a comma what else is named.
  init(section: String, place: Place?) {
    // By a character: the search for a text takes far longer, and each sentence asks for this.
    sections = section.split(separator: ",").map { $0.drop { $0 == " " } }
      .filter { $0.first?.isNumber == true }.map(String.init)
    self.place = place
  }

  /// The sections, each with its sign: `§5.3, §5.4`.
  package var sectionText: String { sections.map { "§" + $0 }.joined(separator: ", ") }
}
