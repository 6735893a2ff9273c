import ClientPrograms
import RaftCore
import Simulation
import Teaching

/// A sentence below the panes about what the last key led to.
package enum Notice: Hashable, Sendable {
  case refused(Refusal)
  case violated(Violation)
  case noMilestone(seconds: Int)
  case onlyRoutine(seconds: Int)
  case atBeginning
  case atEnd
  /// The present of a real cluster.
  case atPresent
  case newBranch(Int)
  case badWrite(String)
  /// What was typed by hand is no act.
  case badAct(ActTextError)
  /// A language that the screen has no characters for.
  case unshown(Language)
  /// Keys come as letters of another script, of which none is bound.
  case otherLetters(Character)
  case noMessages
  /// No message of a real cluster waits, and how to make some wait.
  case noWaitingMessages
  /// A message of a real cluster was held, so that it can be chosen.
  case heldToChoose
  /// Nobody can do that to a cluster that runs as this one does.
  case incapable
  /// All processes of a real cluster were stopped; what goes on all the same.
  case standsStill
  /// What was typed is the number of no event, of so many.
  case noSuchEvent(String, of: Int)
  case nothingDue
  /// Nothing happens by itself any more.
  case byHand
  case neverFired(Rule)
  case mouse(isOn: Bool)
  /// Files were written.
  case saved([String])
  case notSaved(file: String, reason: String)
  case lessonResumed
  case lessonLeft
  /// A lesson is about real members, which its own command starts.
  case needsMembers(String)
  /// What hurried on was ended, at an event.
  case stopped(event: Int)
  /// A server or a program stands by itself already.
  case alone(Party)
  /// A server's or a program's clock is as fast or slow as it goes.
  case clockLimit(Party)
  case lessonFailed(ScriptRunError.Kind)
  case session(SessionNotice)
  case exploring(ExplorerNotice)
  /// The answer to a question about futures is not certain.
  case uncertain(FateQuestion)
  /// No future answers a question so.
  case noSuchFuture(FateQuestion, isOther: Bool)
  /// A future was made a branch.
  case future(FateQuestion, isOther: Bool, branch: Int)
  /// A dial of the timing is at its end.
  case dialEnd(TimingDial)
  /// A file holds no experiment, and why.
  case noExperiment(String)
  /// Nothing was measured that could be saved.
  case nothingMeasured
  /// A feature was switched on because another stands on it.
  case switchedOnToo(Feature, for: Feature)

  /// How loud it is.
  enum Tone {
    case note, warning, violation
  }

  var tone: Tone {
    switch self {
    case .violated: .violation
    case .atBeginning, .atEnd, .atPresent, .newBranch, .lessonResumed, .lessonLeft, .stopped,
      .mouse, .saved,
      .switchedOnToo, .heldToChoose, .future:
      .note
    case .session(let said): said.isWarning ? .warning : .note
    case .exploring(let said): said.isWarning ? .warning : .note
    case .refused, .noMilestone, .onlyRoutine, .badWrite, .badAct, .unshown, .otherLetters,
      .noMessages, .noWaitingMessages,
      .nothingDue,
      .byHand, .incapable, .needsMembers, .standsStill, .neverFired, .notSaved, .alone, .clockLimit,
      .noSuchEvent,
      .lessonFailed, .uncertain, .noSuchFuture, .dialEnd, .noExperiment, .nothingMeasured:
      .warning
    }
  }

  /// It in words.
  ///
  /// - Parameter isPaused: whether a server is paused that could be resumed.
  func text(in language: Language, isPaused: Bool) -> String {
    let labels = language.labels
    return switch self {
    case .refused(let refusal): labels.text(of: refusal)
    case .violated(let violation): Narrator(in: language).sentence(for: violation).text
    case .noMilestone(let seconds): labels.noMilestone(seconds: seconds)
    case .onlyRoutine(let seconds): labels.onlyRoutine(seconds: seconds)
    case .atBeginning: labels.atBeginning
    case .atEnd: labels.atEnd
    case .atPresent: labels.atPresent
    case .newBranch(let number): labels.newBranch(number)
    case .unshown(let language): labels.unshown(language)
    case .badWrite(let text): labels.badWrite(text)
    case .badAct(let error): labels.badAct(language.phrasebook.text(of: error))
    case .otherLetters(let letter): labels.otherLetters(letter)
    case .noMessages: labels.noMessages
    case .noWaitingMessages: labels.noWaitingMessages
    case .heldToChoose: labels.heldToChoose
    case .incapable: labels.incapable
    case .standsStill: labels.standsStill
    case .nothingDue: labels.nothingDue(isPaused: isPaused)
    case .byHand: labels.nothingByItself
    case .lessonResumed: language.lessonLabels.resumed
    case .lessonLeft: language.lessonLabels.left
    case .needsMembers(let name): language.lessonLabels.needsMembers(name)
    case .stopped(let event): labels.stopped(event: event)
    case .lessonFailed(let failure):
      language.lessonLabels.failed(language.scriptPhrases.text(of: failure))
    case .alone(let server): labels.alone(server)
    case .noSuchEvent(let typed, let count): labels.noSuchEvent(typed, of: count)
    case .clockLimit(let server): labels.clockLimit(of: server)
    case .neverFired: labels.neverFired
    case .mouse(let isOn): labels.mouse(isOn: isOn)
    case .session(let said): said.text(in: language)
    case .exploring(let said): labels.text(of: said)
    case .switchedOnToo(let needed, let feature):
      labels.switchedOnToo(
        language.phrasebook.name(of: needed), for: language.phrasebook.name(of: feature))
    case .uncertain(let question):
      labels.uncertainNotice(language.phrasebook.text(of: question))
    case .noSuchFuture(let question, let isOther):
      labels.noSuchFuture(language.phrasebook.text(of: question), isOther: isOther)
    case .future(let question, let isOther, let branch):
      labels.future(language.phrasebook.text(of: question), isOther: isOther, branch: branch)
    case .dialEnd(let dial): labels.dialEnd(dial.name(language.phrasebook))
    case .noExperiment(let reason): reason
    case .nothingMeasured: labels.nothingMeasured
    case .saved(let files): labels.saved(files)
    case .notSaved(let file, let reason): labels.notSaved(file, reason: reason)
    }
  }
}
