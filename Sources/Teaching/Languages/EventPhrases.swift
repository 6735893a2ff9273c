import KeyValue
import RaftCore
import Simulation

/// What comes from outside a cluster, and what happens between its servers and clients.
package protocol EventPhrases: StimulusPhrases, PacketPhrases, RequestPhrases, SafetyPhrases {
  /// Why an act cannot be done now.
  func text(of refusal: Refusal) -> Phrase
}

/// What somebody does to servers, links and rules.
package protocol StimulusPhrases {
  /// `kept` of the writes under way still reached the disk.
  /// `records` of the next one did, and tore it.
  func crashes(_ server: ServerID, kept: Int, records: Int) -> Phrase
  /// A server is stopped in an orderly way; `handsOver` when it hands over first, else it is down now.
  func isStopped(_ server: ServerID, handsOver: Bool) -> Phrase
  func isStarted(_ server: ServerID) -> Phrase
  func losesDisk(_ server: ServerID) -> Phrase
  func pauses(_ server: ServerID) -> Phrase
  func resumes(_ server: ServerID) -> Phrase
  func isMadeToTimeOut(_ server: ServerID) -> Phrase
  /// A leader's heartbeat timer is made to run out.
  func isMadeToBeat(_ server: ServerID) -> Phrase
  /// The oldest write of its disk is made to be done.
  func isMadeToSync(_ server: ServerID) -> Phrase
  /// `majority` is the side that can still elect and commit, if one can.
  func splits(_ sides: [ServerSet], majority: ServerSet?) -> Phrase
  func isIsolated(_ server: ServerID) -> Phrase
  func isCut(from: ServerID, to: ServerID) -> Phrase
  func isMended(from: ServerID, to: ServerID) -> Phrase
  func heals() -> Phrase
  /// The clock's rate in thousandths of the right one.
  func runs(_ server: ServerID, permille: Int) -> Phrase
  /// The clock jumps, ahead or, where the span is negative, back; in microseconds.
  func jumps(_ server: ServerID, by span: TimeSpan) -> Phrase
  /// How long a write to its disk takes from now on, in microseconds.
  func writes(_ server: ServerID, within span: TimeSpan) -> Phrase
  /// From which election timeouts are drawn from now on, in microseconds.
  func timesOut(within spans: ClosedRange<TimeSpan>) -> Phrase
  /// How often a leader sends heartbeats from now on, in microseconds.
  func beats(every span: TimeSpan) -> Phrase
  /// nil stands for every server.
  func changesLink(from: ServerID?, to: ServerID?, _ quality: LinkQuality) -> Phrase
  func switches(_ rule: RuleText, isOn: Bool) -> Phrase
  func switches(_ feature: Feature, isOn: Bool) -> Phrase
  /// The leader, nil when it is not known, is told to hand over.
  func isToHandOver(_ leader: ServerID?, to target: ServerID) -> Phrase
  /// Nothing happens by itself any more.
  func goesOnByHand() -> Phrase
  /// What is drawn at random from now on is drawn as by another seed.
  func isReseeded(with seed: UInt64) -> Phrase
}

/// What becomes of packets on their way.
package protocol PacketPhrases {
  /// What a packet is, from whom to whom, as the beginning of a sentence: `S1's AppendEntries to
  /// S2`.
  func name(of packet: Packet) -> Phrase
  /// A message arrived at a server that it does not concern any more.
  func nothingFollows(_ packet: Packet) -> Phrase
  func isLost(_ packet: Packet, by loss: Loss) -> Phrase
  func isDuplicated(_ packet: Packet) -> Phrase
  func isHeld(_ packet: Packet) -> Phrase
  func isDelivered(_ packet: Packet) -> Phrase
  /// What a packet on its way says, in one line.
  func fields(of packet: Packet) -> Phrase
}

/// What clients do (§8).
package protocol RequestPhrases {
  /// `operation` and `server` are nil when they are not known.
  func asks(_ client: ClientID, for operation: Operation?, at server: ServerID?) -> Phrase
  func gets(_ client: ClientID, _ outcome: Store.Outcome, index: LogIndex, from server: ServerID)
    -> Phrase
  /// `follows` when the client asks the server that it was pointed to.
  /// An answer to a request that the client gave up, or that was answered before.
  func getsTooLate(_ client: ClientID, index: LogIndex, from server: ServerID) -> Phrase
  func isRedirected(_ client: ClientID, from server: ServerID, to leader: ServerID?, follows: Bool)
    -> Phrase
  func retries(_ client: ClientID, at server: ServerID) -> Phrase
  func givesUp(_ client: ClientID) -> Phrase
  /// A client is made to ask again; `server` is nil when it is not known which.
  func isMadeToRetry(_ client: ClientID, at server: ServerID?) -> Phrase
  func isMadeToGiveUp(_ client: ClientID) -> Phrase
}

/// What must hold, and what is said when it does not (Figure 3, §5.4, §8).
package protocol SafetyPhrases {
  /// The property's name and what it demands.
  func text(of property: Property) -> PropertyText
  /// A property that does not hold, and how it broke.
  func isViolated(_ property: String, _ detail: Phrase) -> Phrase
  /// An event at which it was: its name before what happened.
  func breaks(_ property: String, _ happening: Phrase) -> Phrase
  /// How it was violated. `describe` names an entry's command.
  func text(of violation: Violation.Detail, describing describe: (Entry) -> Phrase) -> Phrase
  /// What did not happen although nothing hindered it any more.
  func text(of failure: LivenessFailure) -> Phrase
}

/// What is written about a safety property in one language.
package struct PropertyText: Hashable, Sendable {
  /// Its name: at most 40 columns.
  package var title: String
  /// What it demands, in our own words.
  package var sentence: String

  package init(_ title: String, _ sentence: String) {
    self.title = title
    self.sentence = sentence
  }
}
