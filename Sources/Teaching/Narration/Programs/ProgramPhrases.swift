/// What programs outside the cluster do to elect a leader: the rules, and what is said when one fires.
///
/// A sentence tells what the program knew, by its own clock and from its own copies, and no more.
/// Moments are in microseconds of that clock.
package typealias ProgramPhrases = LeaseholderPhrases & ElectorPhrases & NotesPhrases
  & CampaignPhrases & LeaseObjectPhrases & ServicePhrases & MemberPhrases & ConsolePhrases
